"""Whatever three managers lend, end and do, in whatever order: no history and no set of signatures counts one person twice."""

from collections import Counter
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from gulir.acting.databases import Databases
from gulir.identity import ground
from gulir.identity.absence import lending
from gulir.identity.absence.lending import CannotLend
from tests.door.standing import ALL, Standing
from tests.door.straight import Straight, draw_up
from tests.people import add_person
from tests.walk import journeys
from tests.walk.ground import Case, Stage

THREE = ("a", "b", "c")
WHO = st.sampled_from(THREE)
PAIR = st.tuples(WHO, WHO)
MOVES = st.one_of(*[st.tuples(st.just("act"), st.integers(0, 11))] * 4, st.tuples(st.just("lend"), PAIR), st.tuples(st.just("end"), PAIR))
ACTS = text("select step, actor, behalf, decider from event where case_id = :case order by seq")
SIGNED = text(
    "select slot, step, actor, behalf, decider, coalesce(used_seq, voided_seq, 0) as round from signature where case_id = :case and voided_seq is null"
)
OVER = text("update cases set state = 'withdrawn' where id = :case")  # a group has one application at a time
APART = {"confirm_complete": {"propose", "resubmit", "reopen"}}


class Managers:
    """Three managers, what they lent each other, and one case that goes round and round."""

    def __init__(self, standing: Standing, door: Straight, case: Case) -> None:
        self.standing, self.door, self.case = standing, door, case
        self.lent: dict[tuple[str, str], UUID] = {}
        self.done = self.refused = 0

    def lend(self, pair: tuple[str, str]) -> None:
        """Perhaps refused: it is not for this test to say."""
        absent, deputy = pair
        try:
            self.lent[absent, deputy] = self.standing.lend(absent, deputy, ALL)
            self.standing.act(deputy, self.lent[absent, deputy], f"{deputy} for {absent}")
        except CannotLend:
            pass

    def end(self, pair: tuple[str, str]) -> None:
        """If there is something to end."""
        if delegation := self.lent.pop(pair, None):
            with ground.begin() as connection:
                lending.end(connection, self.standing.stage.person(pair[0]).id, delegation)

    def act(self, n: int) -> None:
        """Whatever comes next where the case stands, past every guard of the application."""
        hands = [*THREE, *(f"{deputy} for {absent}" for absent, deputy in self.lent)]
        who, state = hands[n % len(hands)], self.case.state
        if state == "verified":
            self.case.take("dinsos_officer", "refuse", curable="yes")
            return
        step, slot, more = {"refused": ("reopen", None, {}), "proposed": ("confirm_complete", None, {})}.get(state) or self.sign()
        function, message = draw_up(self.case, who, step, slot, **more)
        outcome = self.door.outcome(function, self.standing.stage.who(who), self.case, message)
        self.done += outcome == "done"
        self.refused += outcome == "four eyes"
        assert outcome in ("done", "four eyes"), outcome

    def sign(self) -> tuple[str, str | None, dict[str, Any]]:
        """For UPC, or the Dinsos's signature recorded, whichever is lacking."""
        if any(one["slot"] == "upc" for one in self.case.look().facts["signatures"]):
            return "verify", "dinsos_city", {"decider": f"p:{self.standing.stage.person('dinsos_officer').id}"}
        return "verify", "upc", {}


def people(row: Any) -> set[str]:
    """Everybody behind an act."""
    return {f"p:{one}" for one in (row.actor, row.behalf) if one} | {row.decider}


def theirs(row: Any) -> set[str]:
    """Whose signature it is: of whoever signed for somebody, both."""
    return people(row) if row.decider == f"p:{row.actor}" else {row.decider}


def check(stage: Stage, case: Case) -> None:
    """What history and signatures say, whoever wrote them and however."""
    with stage.superuser.begin() as connection:
        acts, signed = (connection.execute(asked, {"case": case.id}).all() for asked in (ACTS, SIGNED))
        connection.execute(OVER, {"case": case.id})
    for act, before in ((act, before) for n, act in enumerate(acts) for before in acts[:n] if before.step in APART.get(act.step, ())):
        assert not people(act) & people(before), (before, act)
    pairs = ((one, other) for n, one in enumerate(signed) for other in signed[:n] if (one.step, one.round) == (other.step, other.round))
    for one, other in pairs:
        assert not theirs(one) & people(other), (one, other)
        assert not people(one) & theirs(other), (one, other)


@pytest.fixture
def three(standing: Standing, stage: Stage, databases: Databases) -> Standing:
    """Three managers of one city."""
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        office = stage.city.organisations["upc"]
        made = {name: add_person(connection, f"Manajer {name}", [("programme_manager", office, [stage.city.id])], demo=True) for name in THREE}
    known = type(stage).person
    stage.person = lambda name: made[name] if name in made else known(stage, name)  # type: ignore[method-assign]
    for name in THREE:
        standing.know(name, stage.of(made[name]))
    return standing


def test_no_order_makes_two_of_one(three: Standing, stage: Stage, door: Straight) -> None:
    tried = Counter[str]()

    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(PAIR, min_size=1, max_size=3), st.lists(MOVES, min_size=6, max_size=12))
    def walk(lent: list[tuple[str, str]], moves: list[tuple[str, Any]]) -> None:
        case = journeys.to_verified(stage.open())
        case.take("dinsos_officer", "refuse", curable="yes")
        managers = Managers(three, door, case)
        for kind, what in [*(("lend", pair) for pair in lent), *moves]:
            getattr(managers, kind)(what)
        tried.update(done=managers.done, refused=managers.refused, lent=len(managers.lent))
        for pair in list(managers.lent):
            managers.end(pair)
        check(stage, case)

    walk()
    assert min(tried["done"], tried["refused"], tried["lent"]) > 10, tried
