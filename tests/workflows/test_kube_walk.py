"""KUBE walked at random, as every role: no undeclared state, the options and the machine agree, nobody takes what is not theirs."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gulir.engine import GuardsUnmet, StepNotOpen, arrival
from gulir.engine.arrival import reckoned
from gulir.engine.parties import Party, Role
from tests.workflows.table_case import BOOKS, KUBE, MACHINE, Declined, Player, good_case

ROLES = [str(role) for role in Role]
PEOPLE = ("1", "2")
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@SETTINGS
@given(st.data(), st.sampled_from(sorted(BOOKS)))
def test_a_random_walk_stays_on_the_declared_graph(data: st.DataObject, book: str) -> None:
    player = Player(good_case(book=book), book)
    lines = {(move.step.name, move.source, move.dest) for move in KUBE.moves}
    for _turn in range(25):
        role, number = data.draw(st.sampled_from(ROLES)), data.draw(st.sampled_from(PEOPLE))
        source = player.state
        mine = [one for one in player.look(role, f"{role}-{number}") if one.mode and one.open and not one.universal]
        if not mine:
            continue
        chosen = data.draw(st.sampled_from(mine))
        amount = data.draw(st.sampled_from((1, 5_000_000, 10_000_000)))
        rest = sum(act["answers"].get("amount", 0) for act in player.facts["acts"] if act["step"] == "disburse")
        try:
            player.take(chosen.step, role, f"{role}-{number}", chosen.slot, amount=amount, realised=rest, remaining=0)
        except Declined:  # an answer's own limit, such as a tranche above what is left; never the machine's
            continue
        last = player.facts["acts"][-1]
        assert (last["step"], last["source"], last["dest"]) in lines
        assert last["source"] == source
        assert player.state in KUBE.by_state
        assert arrival(KUBE, player.state, BOOKS[book], player.facts) == reckoned(KUBE, player.state, BOOKS[book], player.facts)


def said_by_machine(step: str, player: Player, book: str) -> set[str] | None:
    """The guards that stop a step, by the machine's word; None where it is not open."""
    try:
        MACHINE.move(step, player.state, player.facts, BOOKS[book], {"amount": 1})
    except StepNotOpen:
        return None
    except GuardsUnmet as unmet:
        return {verdict.guard for verdict in unmet.verdicts}
    return set()


@SETTINGS
@given(
    st.sampled_from([state.name for state in KUBE.states]), st.sampled_from(ROLES), st.sampled_from(sorted(BOOKS)), st.booleans(), st.booleans(),
    st.sampled_from([None, 3, 5, 11]), st.sampled_from([None, 1_000, 25_000_000]),
)  # fmt: skip
def test_options_and_machine_say_the_same(state: str, role: str, book: str, blocked: bool, formal: bool, count: int | None, amount: int | None) -> None:
    player = Player(good_case(state), book)
    player.facts["group"]["count"], player.facts["case"]["amount"], player.facts["kampung"]["formal"] = count, amount, formal
    player.facts["marks"] = [{"id": "b", "kind": "blocker", "code": "STATUS_TANAH", "resolver": "dinsos_city", "cured": False}] if blocked else []
    for one in player.look(role):
        personal = {"four_eyes", "distinct_signers", "waiver_by_another"}
        stops = {verdict.guard for verdict in one.stops} - personal
        assert said_by_machine(one.step, player, book) == (stops if one.switched_on else None)


@SETTINGS
@given(st.sampled_from([state.name for state in KUBE.states]), st.sampled_from(ROLES), st.sampled_from(sorted(BOOKS)))
def test_nobody_is_offered_what_the_declared_step_does_not_give_their_role(state: str, role: str, book: str) -> None:
    for one in Player(good_case(state), book).look(role):
        step = KUBE.step(one.step, state)
        assert step
        if one.mode is None:
            continue
        if step.signatures is None:
            assert role in (step.by if one.mode == "decide" else step.records)
            continue
        slot = next(slot for slot in step.signatures.slots if slot.name == one.slot)
        assert role in (slot.roles if one.mode == "sign" else slot.records)


@SETTINGS
@given(st.sampled_from([state.name for state in KUBE.states]), st.sampled_from(sorted(BOOKS)), st.sampled_from([*Party, None]))
def test_somebody_always_holds_an_open_case_and_finds_it_on_a_work_list(state: str, book: str, resolver: Party | None) -> None:
    facts = good_case(state)
    facts["marks"] = [{"id": "b", "kind": "blocker", "code": "POLITIS", "resolver": str(resolver), "cured": False}] if resolver else []
    here = arrival(KUBE, state, BOOKS[book], facts)
    if KUBE.by_state[state].kind != "open":
        assert (here.ball, here.turns, here.within) == ([], [], None)
        return
    assert here.ball == [resolver] if resolver else here.ball
    assert here.turns or state == "revolving"
