"""A facility on the real database, from its suggestion to the checks that come back by the clock."""

from uuid import UUID, uuid4

import pytest

from gulir.acting import as_acting
from gulir.acting.keys import act_for_job
from gulir.acting.store import db
from gulir.cases.outcomes import Invalid, Unmet
from gulir.jobs import timing
from gulir.jobs.registry import Work
from gulir.notices.audience import who_hears
from tests.walk.ground import Case, Stage
from tests.walk.houses import Grants, report, to_building


def clock(case: Case) -> tuple[list[str], bool, int]:
    """Who holds the ball, whether time runs for it, and how much there is."""
    found = case.look().case
    return found["ball"], found["due"] is not None, found["clock"]["days"]


def asked_by_the_clock(case: Case) -> set[str]:
    """The clock's hour comes; who of these hears of what it wrote last."""
    city = case.stage.city.id
    timing.on_time(city, "overdue", str(uuid4()), 0)
    last = case.events()[-1]
    db.session.rollback()
    with as_acting(act_for_job(city)) as clock:
        heard = set(who_hears(clock, Work(city, "0", UUID(case.id), last.seq, 1, 0, f"{last.step}ed_after", 1)))
    return {name for name in ("organiser", "dinsos_officer", "group_chair", "treasurer") if case.stage.person(name).id in heard}


def test_a_facility_is_built_reported_handed_over_and_checked_again_and_again(stage: Stage) -> None:
    case = Grants(stage).open("sarling", 50_000_000)
    with pytest.raises(Invalid):
        case.take("organiser", "site", objection="yes")
    case.take("organiser", "site", objection="no")
    case.take("programme_manager", "secure_land")
    case.file("formation_record")
    case.take("organiser", "form")
    to_building(case, "sarling", 50_000_000)
    case.take("organiser", "complete")
    assert clock(case) == (["group"], False, 30), "the time to hand over is not the group's"
    with pytest.raises(Unmet):
        case.take("programme_manager", "hand_over", "upc")
    report(case, 50_000_000)
    assert clock(case) == (["upc", "dinsos_city"], True, 30)
    case.take("dinsos_officer", "return_lpj")
    assert clock(case) == (["group"], False, 30)
    report(case, 50_000_000)
    case.take("programme_manager", "accept_lpj", "upc")
    case.take("dinsos_officer", "accept_lpj", "dinsos_city")
    case.take("programme_manager", "hand_over", "upc", act_date="2014-05-12")
    case.take("dinsos_officer", "hand_over", "dinsos_city", act_date="2014-05-12")
    first = case.look().case["due"]
    assert first == "2014-11-08", "180 days of the calendar, and that is a Saturday"
    assert asked_by_the_clock(case) == {"organiser"}
    case.take("organiser", "check", act_date="2014-12-01")
    assert case.look().case["due"] > first
    assert asked_by_the_clock(case) == {"organiser"}, "and again, when the next day has come"
    assert [one.step for one in case.events()].count("remind") == 2
    case.take("organiser", "note", note="tetap")
    case.take("organiser", "retire")
    assert case.state == "retired"
