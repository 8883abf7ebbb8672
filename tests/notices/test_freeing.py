"""An obstacle that advocacy works on: when it is gone its proposal is told that, and nothing else; also across cities; papers only where they were released."""

from typing import Any
from uuid import UUID

import pytest

from gulir.acting.doorway import call
from gulir.cases.acts import take
from gulir.cases.outcomes import Busy, Invalid
from gulir.jobs import freeing
from tests.walk import journeys
from tests.walk.advocates import WAY, Office, keep_all, outcomes, settlement
from tests.walk.ground import Case, Stage

SECRET = "Rahasia warga tepi sungai"


@pytest.fixture
def stage(ground, superuser, cast, acting_as) -> Stage:
    return Stage(superuser, ground.city, cast, acting_as)


def blocked(stage: Stage) -> tuple[Case, str]:
    """A proposal that land status holds up, and its obstacle."""
    case = journeys.to_verified(stage.open())
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_city")
    return case, case.look().facts["marks"][-1]["id"]


def plead(stage: Stage, case: Case, mark: str, who: str = "organiser") -> str | None:
    return call("plead", stage.who(who).key, stage.city.id, case.id, mark)


def tied(stage: Stage, code: str, field: str = "plea") -> Case:
    """A case of advocacy at the table, which works on an obstacle."""
    work = Office(stage).log(title=SECRET)
    for act in WAY["negotiating"]:
        act(work)
    other = "code" if field == "plea" else "plea"
    work.take("advocate", "tie", **{field: code, other: None})
    return work


def mark_of(case: Case) -> dict[str, Any]:
    return case.look().facts["marks"][-1]


def test_a_settlement_wakes_the_blocked_proposal_and_tells_nothing_else(stage, ground, tell) -> None:
    case, mark = blocked(stage)
    plea = plead(stage, case, mark)
    assert plea and plead(stage, case, mark) == plea  # asked twice, it is one
    work = tied(stage, f"{stage.city.slug}/{plea}")
    tell()
    assert not mark_of(case)["lifted"] and case.look().case["ball"] == ["dinsos_city"]
    work.take("advocate", "settle", **settlement(work))
    tell()
    assert mark_of(case)["lifted"] and not mark_of(case)["cured"]
    act = case.look().facts["acts"][-1]
    assert (act["step"], act["answers"]) == ("obstacle_gone", {"blocker": mark})
    told = ground.see("select person_id from notice where tenant_id = :tenant and topic = 'freed'")
    assert {row.person_id for row in told} >= {stage.person("programme_manager").id, stage.person("dinsos_officer").id}
    bodies = ground.see("select body from event where tenant_id = :tenant and case_id = :case", case=UUID(case.id))
    assert not [row for row in bodies if SECRET in row.body or work.id in row.body or str(plea) in row.body or work.number in row.body]
    case.take("programme_manager", "unblock", blocker=mark)
    assert case.look().case["blocked"] == 0


def test_told_again_it_stays_told_once(stage, ground, tell) -> None:
    case, mark = blocked(stage)
    work = tied(stage, f"{stage.city.slug}/{plead(stage, case, mark)}")
    work.take("advocate", "settle", **settlement(work))
    tell()
    assert ground.change("update outbox set state = 'new', attempts = 0 where tenant_id = :tenant and topic = 'frees'")
    ground.change("delete from effect where tenant_id = :tenant and key like 'outbox:%'")
    tell()
    assert [act["step"] for act in case.look().facts["acts"]].count("obstacle_gone") == 1


def test_a_case_that_is_too_busy_to_be_told_is_told_later(stage, ground, tell, monkeypatch) -> None:
    case, mark = blocked(stage)
    work = tied(stage, f"{stage.city.slug}/{plead(stage, case, mark)}")
    tell()
    work.take("advocate", "settle", **settlement(work))
    refusals = iter([Busy(), None])

    def crowded(*arguments: Any) -> Any:
        refused = next(refusals)
        if refused:
            raise refused
        return take(*arguments)

    monkeypatch.setattr(freeing, "take", crowded)
    tell()
    assert not mark_of(case)["lifted"]
    assert "Busy" in next(row.problem for row in ground.rows() if row.topic == "frees" and row.state == "sent")
    ground.make_due()
    tell()
    assert mark_of(case)["lifted"] and next(refusals, "none left") == "none left"


def test_a_proposal_that_ended_meanwhile_is_left_in_peace(stage, ground, tell) -> None:
    case, mark = blocked(stage)
    work = tied(stage, f"{stage.city.slug}/{plead(stage, case, mark)}")
    case.take("organiser", "withdraw")
    work.take("advocate", "settle", **settlement(work))
    tell()
    assert not mark_of(case)["lifted"]
    assert {row.state for row in ground.rows() if row.topic == "frees"} == {"done"}


def test_only_released_papers_cross(stage, tell) -> None:
    case, mark = blocked(stage)
    work = tied(stage, f"{stage.city.slug}/{plead(stage, case, mark)}")
    work.take("organiser", "file", kind="map", number="KEPT/1")
    given = work.look("advocate").facts["documents"][-1]
    work.take("advocate", "release", document=given["id"])
    tell()
    assert "other" not in {one["kind"] for one in case.look().facts["documents"]}  # released, but nothing is settled yet
    work.take("advocate", "settle", **settlement(work))
    tell()
    crossed = [one for one in case.look().facts["documents"] if one["kind"] == "other"]
    assert [(one["number"], one["date"]) for one in crossed] == [(given["number"], given["date"])]


def test_a_lost_case_leaves_the_obstacle_where_it_was(stage, tell) -> None:
    case, mark = blocked(stage)
    work = tied(stage, f"{stage.city.slug}/{plead(stage, case, mark)}")
    work.take("advocate", "conclude")
    work.take("organiser", "confirm_closed", **outcomes(work, "lost"))
    tell()
    assert not mark_of(case)["lifted"]


def test_a_case_that_is_won_at_its_end_frees_too(stage, tell) -> None:
    case, mark = blocked(stage)
    work = tied(stage, f"{stage.city.slug}/{plead(stage, case, mark)}")
    work.take("advocate", "settle", **settlement(work))
    keep_all(work)
    work.take("advocate", "kept")
    work.take("organiser", "confirm_closed", **outcomes(work))
    tell()
    assert mark_of(case)["lifted"]


def test_across_cities_two_acts_share_one_code(stage, city, superuser, cast, acting_as, tell) -> None:
    elsewhere = Stage(superuser, city(), cast, acting_as)
    case, mark = blocked(elsewhere)
    code = f"{elsewhere.city.slug}/{plead(elsewhere, case, mark)}"
    work = tied(stage, code, "code")
    work.take("advocate", "settle", **settlement(work))
    tell()
    assert mark_of(case)["lifted"]


def test_a_code_that_is_none_is_said_at_the_field(stage) -> None:
    work = Office(stage).at("acting")
    for wrong in ("nonsense", f"{stage.city.slug}/00000000-0000-0000-0000-000000000000"):
        with pytest.raises(Invalid) as refused:
            work.take("advocate", "tie", code=wrong, plea=None)
        assert set(refused.value.errors) == {"code"}
    with pytest.raises(Invalid) as refused:
        work.take("advocate", "tie", code=None, plea=None)
    assert set(refused.value.errors) == {"plea"}


@pytest.mark.parametrize("who", ["dinsos_officer", "ministry_officer", "auditor"])
def test_the_government_finds_no_trace_of_pleas_and_ties(stage, who) -> None:
    case, mark = blocked(stage)
    plea = plead(stage, case, mark)
    tied(stage, f"{stage.city.slug}/{plea}")
    assert plead(stage, case, mark, who) is None
    assert call("plea_known", stage.who(who).key, stage.city.slug, plea) is None
    assert "plea" not in str(case.look(who).facts) and SECRET not in str(case.look(who).facts)
