"""A case's clock: it runs, stands still while nobody whom it binds holds the ball, and goes on with what was left."""

from datetime import date

import pytest

from gulir.cases.calendar import NATIONAL, Calendar
from gulir.cases.clocks import Clock, begun, goes_on, moves_on, read_clock
from gulir.engine.arrival import Arrival

MONDAY = date(2026, 2, 2)
BINDS, FREE = Arrival(["upc"], [], 10), Arrival(["dinsos_city"], [], 10, bound=False)


def test_time_runs_in_working_days() -> None:
    clock = begun(BINDS, MONDAY, 10, {})
    assert clock.due(NATIONAL) == date(2026, 2, 18)  # 16 and 17 February are the lunar new year and its collective leave
    assert clock.left(NATIONAL, date(2026, 2, 9)) == 5
    assert clock.left(NATIONAL, date(2026, 3, 9)) == 0


def test_a_clock_of_the_calendar_counts_every_day() -> None:
    clock = begun(Arrival(["residents"], [], 180, calendar=True), MONDAY, 180, {})
    assert clock.due(NATIONAL) == date(2026, 8, 1)
    assert clock.left(NATIONAL, date(2026, 2, 8)) == 174


def test_it_stands_with_somebody_it_does_not_bind_and_goes_on_with_what_was_left() -> None:
    running = begun(BINDS, MONDAY, 10, {})
    standing = goes_on(running, FREE, date(2026, 2, 4), NATIONAL)
    assert (standing.stands, standing.due(NATIONAL), standing.left(NATIONAL, date(2026, 4, 1))) == (True, None, 8)
    resumed = goes_on(standing, BINDS, date(2026, 3, 2), NATIONAL)
    assert resumed.due(NATIONAL) == date(2026, 3, 12)
    assert goes_on(resumed, BINDS, date(2026, 3, 4), NATIONAL) == resumed


def test_a_return_keeps_what_was_left_until_the_case_is_back() -> None:
    verifying = begun(BINDS, MONDAY, 20, {})
    returned = moves_on(verifying, Arrival(["group"], [], 15), "complete", "returned", date(2026, 2, 6), NATIONAL, pauses=True)
    assert (returned.days, returned.kept) == (15, {"complete": 16})
    proposed = moves_on(returned, BINDS, "returned", "proposed", date(2026, 2, 10), NATIONAL, pauses=False)
    assert (proposed.days, proposed.kept) == (10, {"complete": 16})
    back = moves_on(proposed, BINDS, "proposed", "complete", date(2026, 2, 12), NATIONAL, pauses=False)
    assert (back.days, back.kept) == (16, {})


def test_what_is_over_when_it_is_returned_is_due_at_once_when_it_is_back() -> None:
    late = moves_on(begun(BINDS, MONDAY, 2, {}), BINDS, "complete", "returned", date(2026, 2, 12), NATIONAL, pauses=True)
    back = moves_on(late, BINDS, "returned", "complete", date(2026, 2, 20), NATIONAL, pauses=False)
    assert back.due(NATIONAL) == date(2026, 2, 20)


def test_a_case_that_arrives_blocked_has_its_whole_time_left() -> None:
    arrived = begun(FREE, MONDAY, 10, {})
    assert (arrived.stands_since, arrived.days, arrived.due(NATIONAL)) == (MONDAY, 10, None)


def test_without_a_day_or_a_limit_there_is_no_clock() -> None:
    assert begun(BINDS, None, 10, {}) == begun(BINDS, MONDAY, None, {}) == Clock()
    assert Clock().as_json() is None
    assert goes_on(Clock(), BINDS, None, NATIONAL) == Clock()


@pytest.mark.parametrize("clock", [Clock(), Clock(3, MONDAY), Clock(3, None, MONDAY, True, {"complete": 4}), Clock(kept={"complete": 4})])
def test_what_a_case_keeps_is_what_it_reads(clock: Clock) -> None:
    assert read_clock(clock.as_json()) == clock


def test_a_city_has_days_off_of_its_own() -> None:
    here = Calendar.of([date(2026, 2, 3)], [date(2026, 2, 4)])
    assert begun(BINDS, MONDAY, 1, {}).due(here) == date(2026, 2, 5)
    assert here.between(MONDAY, date(2026, 2, 5)) == 1
    assert NATIONAL.between(MONDAY, date(2026, 2, 5)) == 3


# Keputusan Bersama Menteri Agama, Menteri Ketenagakerjaan dan Menteri PANRB Nomor 1497, 2 dan 5 Tahun 2025.
OFF_2026 = (
    "01-01 01-16 02-16 02-17 03-18 03-19 03-20 03-21 03-22 03-23 03-24 04-03 04-05 05-01 05-14 05-15 05-27 05-28 05-31 06-01 06-16 08-17 08-25 12-24 12-25"
)


def test_the_nations_days_off_of_2026_are_those_of_the_three_ministers() -> None:
    off = [date.fromisoformat(f"2026-{day}") for day in OFF_2026.split()]
    assert len(off) == 17 + 8
    days = [date.fromordinal(n) for n in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())]
    assert [day for day in days if day.weekday() < 5 and not NATIONAL.is_working_day(day)] == [day for day in off if day.weekday() < 5]
