"""SP4N-LAPOR as a track of an advocacy case: every state reached, its days by its class, and the clock that says when they are over."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from gulir.acting import as_acting
from gulir.acting.keys import act_for_job
from gulir.cases.acts import Request, take
from gulir.cases.calendar import NATIONAL
from gulir.cases.looking import look
from gulir.cases.outcomes import Invalid, Unmet
from tests.walk.advocates import Office
from tests.walk.ground import Case, Stage
from workflows.lapor import LAPOR

DAY = date(2014, 5, 12)
LATE = text("update cases set due_on = current_date - 3 where id = :case")
WAY = {
    "prepared": (), "filed": ("lodge",), "acknowledged": ("lodge", "acknowledge"), "answered": ("lodge", "answer"), "lapsed": ("lodge", "lapse"),
    "escalated": ("lodge", "acknowledge", "lapse", "go_higher"), "ended": ("end",),
}  # fmt: skip


@pytest.fixture
def track(stage: Stage) -> Case:
    """A complaint that is being prepared."""
    office = Office(stage)
    return office.track(office.at("acting"))


def lapse(case: Case, step: str = "lapse", late: bool = True) -> None:
    """Time passes, and the clock says so."""
    if late:
        with case.stage.superuser.begin() as connection:
            connection.execute(LATE, {"case": case.id})
    clock = act_for_job(case.stage.city.id)
    with as_acting(clock):
        look(clock, case.stage.city.id, case.id)
        take(clock, case.stage.city.id, case.id, Request(step, uuid4()))


@pytest.mark.parametrize("state", [state.name for state in LAPOR.states])
def test_every_state_is_reached(track: Case, state: str) -> None:
    for step in WAY[state]:
        lapse(track) if step == "lapse" else track.take("advocate", step)
    assert track.look("advocate").case["state"] == state


@pytest.mark.parametrize(("kind", "days"), [("normative", 5), ("service", 14), ("supervisory", 60)])
def test_the_office_has_as_many_days_as_its_class_gives(track: Case, kind: str, days: int) -> None:
    track.take("advocate", "lodge", act_date=DAY.isoformat())
    assert track.look("advocate").case["due"] == NATIONAL.add(DAY, 3).isoformat()
    track.take("advocate", "acknowledge", **{"class": kind, "act_date": (DAY + timedelta(days=1)).isoformat()})
    assert track.look("advocate").case["due"] == NATIONAL.add(DAY + timedelta(days=1), days).isoformat()


def test_the_clock_does_not_say_so_too_early_and_nobody_else_says_it(track: Case) -> None:
    track.take("advocate", "lodge")
    with pytest.raises(Unmet) as unmet:
        lapse(track, late=False)
    assert [verdict.guard for verdict in unmet.value.verdicts] == ["time_is_up"]
    with pytest.raises(Exception, match="role"):
        track.take("advocate", "lapse")


def test_a_letter_that_nobody_answers_comes_back_by_the_clock(stage: Stage) -> None:
    case = Office(stage).at("waiting")
    with pytest.raises(Unmet):
        lapse(case, "lapsed", late=False)
    lapse(case, "lapsed")
    seen = case.look("advocate")
    assert (seen.case["state"], seen.case["ball"]) == ("acting", ["network"])


def test_a_track_is_opened_while_its_case_is_acted_on_and_for_what_the_channel_takes(stage: Stage) -> None:
    office = Office(stage)
    for state in ("documenting", "negotiating"):
        with pytest.raises(Unmet) as unmet:
            office.track(office.at(state))
        assert [verdict.guard for verdict in unmet.value.verdicts] == ["of_a_case_under_way"]
    with pytest.raises(Invalid) as refused:
        office.track(office.at("waiting"), excluded="yes")
    assert list(refused.value.errors) == ["excluded"]


def test_it_knows_its_case_and_its_case_knows_it(stage: Stage) -> None:
    office = Office(stage)
    case = office.at("acting", lane=2)
    track = office.track(case, "organiser")
    assert track.look("advocate").facts["parent"]["number"] == case.number
    assert [child["workflow"] for child in case.look("advocate").facts["children"]] == ["lapor"]
