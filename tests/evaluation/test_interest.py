"""Nobody reviews what they disbursed, accompanied or recorded: refused when named, when scoring, when handing in, when signing; the door says so too."""

from uuid import UUID, uuid4

import pytest

from gulir.acting import as_acting
from gulir.cases.outcomes import Invalid, NotYours, TookPart, Unmet
from gulir.cases.scoring import Score, save_scores
from tests.door.straight import draw_up
from tests.evaluation.ground import Evaluation, Reviews, evaluate, to_comparing, to_resolved, to_scoring
from tests.people import Person, add_person
from tests.walk import journeys


def somebody(stage: Reviews, databases: object, name: str, *roles: tuple[str, str]) -> Person:
    """A person with several roles in this city, among them a reviewer's."""
    with databases.signin.begin() as connection:  # type: ignore[attr-defined]
        return add_person(connection, name, [(role, stage.city.organisations[kind], [stage.city.id]) for role, kind in roles])


def acted(stage: Reviews, case: object, person: Person, step: str = "note") -> None:
    """Rewrites whose act the last one was: what somebody did before they became a reviewer."""
    with stage.superuser.begin() as connection:
        connection.exec_driver_sql("set local session_replication_role = replica")
        asked = "update event set actor = %s, decider = 'p:' || %s where case_id = %s and seq = (select max(seq) from event where case_id = %s and step = %s)"
        connection.exec_driver_sql(asked, (str(person.id), str(person.id), case.id, case.id, step))  # type: ignore[attr-defined]


def named_in(refused: pytest.ExceptionInfo[Invalid]) -> set[str]:
    """The fields that were refused."""
    return set(refused.value.errors)


def test_whoever_recorded_or_disbursed_is_not_named(stage: Reviews) -> None:
    grant = journeys.to_running(stage.open())
    acted(stage, grant, stage.person("maya"), "propose")
    acted(stage, grant, stage.person("lukas"), "disburse")
    with pytest.raises(Invalid) as refused:
        evaluate(stage, "grant", grant)
    assert named_in(refused) == {"ministry_reviewer", "upc_lead"}
    with pytest.raises(Invalid) as refused:  # it lies in the kampung too
        evaluate(stage, "kampung", kampung=stage.city.kampungs[0])
    assert named_in(refused) == {"ministry_reviewer", "upc_lead"}
    assert evaluate(stage, "kampung", kampung=stage.city.kampungs[1]).state == "hearing_residents"


def test_whoever_accompanies_or_is_a_member_is_not_named(stage: Reviews, databases: object) -> None:
    grant = stage.open()
    organiser = somebody(stage, databases, "Dua Peran", ("organiser", "upc"), ("lead_reviewer", "upc"))
    member = somebody(stage, databases, "Anggota Juga", ("reviewer", "ministry"))
    with stage.superuser.begin() as connection:
        asked = "update member set person_id = %s where id = (select id from member where group_id = %s limit 1)"
        connection.exec_driver_sql(asked, (str(member.id), str(stage.city.groups[0])))
    with pytest.raises(Invalid) as refused:
        evaluate(stage, "grant", grant, upc_lead=str(organiser.id), ministry_reviewer=str(member.id))
    assert named_in(refused) == {"upc_lead", "ministry_reviewer"}


def test_whoever_sits_on_both_sides_is_of_neither_and_would_read_what_is_sealed(stage: Reviews, databases: object) -> None:
    both = somebody(stage, databases, "Dua Pihak", ("reviewer", "ministry"), ("programme_manager", "upc"))
    with pytest.raises(Invalid) as refused:
        evaluate(stage, ministry_reviewer=str(both.id))
    assert "works for both sides" in str(refused.value.errors["ministry_reviewer"])
    case = to_scoring(evaluate(stage))
    with stage.superuser.begin() as connection:
        connection.exec_driver_sql("update review set person_id = %s where case_id = %s and person_id = %s", (both.id, case.id, stage.person("maya").id))
    with as_acting(stage.of(both, "reviewer")), pytest.raises(Unmet):
        save_scores(stage.of(both, "reviewer"), stage.city.id, case.id, [Score("lasts", 3)])


@pytest.mark.parametrize(
    "given",
    [
        {"upc_lead": "indah"}, {"upc_lead": "anton"}, {"ministry_lead": "siti"}, {"upc_reviewer": "maya"}, {"ministry_reviewer": "umar"},
        {"upc_lead": "00000000-0000-4000-8000-00000000000a"}, {"upc_lead": "kata"}, {"upc_lead": None}, {"ministry_lead": None},
    ],
)  # fmt: skip
def test_a_place_among_the_reviewers_is_of_its_side_and_office(stage: Reviews, given: dict[str, str | None]) -> None:
    people = {place: str(stage.person(name).id) if name in stage.cast.national else name for place, name in given.items()}
    with pytest.raises(Invalid) as refused:
        evaluate(stage, **people)
    assert set(given) <= named_in(refused)


@pytest.mark.parametrize("given", [{"stated": "grant"}, {"stated": "kampung"}, {"stated": "nothing"}, {"period_to": "2013-01-01"}, {"period_to": "2999-01-01"}])
def test_a_subject_or_period_that_makes_no_sense_is_refused_at_its_field(stage: Reviews, given: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        evaluate(stage, **given)
    assert named_in(refused) == {"subject" if "stated" in given else "period_to"}


def test_who_comes_to_have_a_part_in_it_neither_scores_nor_hands_in_nor_signs(stage: Reviews) -> None:
    grant = journeys.to_running(stage.open())
    case = to_scoring(evaluate(stage, "grant", grant))
    case.score_all("anton")
    case.score_all("maya")
    acted(stage, grant, stage.person("lukas"), "propose")
    for act in (lambda: case.score("lukas", takes_part=3), lambda: case.take("lukas", "hand_in")):
        with pytest.raises(Unmet):
            act()
    case.take("indah", "hand_in")


def test_the_door_itself_refuses_their_scores_hand_in_and_signature(stage: Reviews) -> None:
    from gulir.acting.doorway import call

    grant = journeys.to_running(stage.open())
    scoring, resolved = to_scoring(evaluate(stage, "grant", grant)), to_resolved(evaluate(stage, "grant", grant))
    scoring.score_all("anton")
    hand_in = honest(scoring, "hand_in")
    signature = honest(resolved, "sign_result", "upc")
    acted(stage, grant, stage.person("lukas"), "propose")
    key, city = stage.who("lukas").key, stage.city.id
    assert call("take", key, city, scoring.id, hand_in)["outcome"] == "interest"
    assert call("sign", key, city, resolved.id, signature)["outcome"] == "interest"
    assert call("score", key, city, scoring.id, {"scores": [{"criterion": "takes_part", "value": 3}]})["outcome"] == "interest"


def honest(case: Evaluation, step: str, slot: str | None = None) -> dict[str, object]:
    """What the gate would send for UPC's lead."""
    return draw_up(case, "lukas", step, slot)[1]


def test_the_door_itself_refuses_to_open_with_somebody_who_took_part(stage: Reviews, monkeypatch: pytest.MonkeyPatch) -> None:
    grant = journeys.to_running(stage.open())
    acted(stage, grant, stage.person("lukas"), "propose")
    monkeypatch.setattr("workflows.guards.review.INTERESTS", {})
    from gulir.cases import opening

    whole = opening.call
    blind = lambda function, *given: [one | {"interest": []} for one in whole(function, *given)] if function == "candidates" else whole(function, *given)  # noqa: E731
    monkeypatch.setattr(opening, "call", blind)
    with pytest.raises(TookPart):
        evaluate(stage, "grant", grant)


def test_a_reviewer_who_is_not_named_here_does_nothing_here(stage: Reviews, databases: object) -> None:
    other = somebody(stage, databases, "Penilai Lain", ("lead_reviewer", "upc"))
    case = to_scoring(evaluate(stage))
    case.names["other"] = other
    with pytest.raises(Unmet):
        case.score("other", lasts=3)
    acting = stage.of(other)
    with as_acting(acting):
        from gulir.cases.acts import Request, take

        with pytest.raises(Unmet):
            take(acting, stage.city.id, UUID(case.id), Request("hand_in", uuid4()))


def test_other_roles_take_no_step_of_the_reviewers(stage: Reviews) -> None:
    case = to_comparing(evaluate(stage), lasts=2)
    for who in ("siti", "programme_manager", "organiser", "dinsos_officer", "auditor", "umar", "anton", "maya"):
        with pytest.raises((NotYours, Unmet)):
            case.take(who, "dissent", criterion="lasts", reason="x")
