"""A proposal lies with a city's office for fourteen working days across Idul Fitri 2026: every day is written here by hand, from the joint decree."""

import datetime as dt
import threading
from typing import Any

import pytest

from gulir.acting import as_acting
from gulir.days import own
from gulir.jobs import timing
from tests.deadlines.passing import Passing
from tests.walk import journeys
from tests.walk.ground import Case

# It comes on Monday 9 March. Off are 18 and 19 March (Nyepi), 20 to 24 March (Idul Fitri), 3 April (Good Friday), 1 and 14-15 May, and each weekend.
DUE = "2026-04-06"
LADDER = [
    ("2026-03-31", "before"),
    ("2026-04-06", "on"),
    ("2026-04-07", "after"),
    ("2026-04-09", "assignee"),
    ("2026-04-13", "manager"),
    ("2026-04-20", "secretariat"),
    ("2026-05-21", "after"),
]


@pytest.fixture
def case(passing: Passing) -> Case:
    """It stands with the city since that Monday."""
    made = journeys.to_verified(passing.stage.open(book=passing.stage.book(recommendation_days=14)))
    passing.ground.change("update outbox set state = 'done' where tenant_id = :tenant")  # how it came there is told elsewhere
    assert made.look().case["due"] == DUE
    return made


def day_off(passing: Passing, day: str) -> None:
    """The programme manager adds a day off to the city."""
    who = passing.stage.acting_as(passing.stage.person("programme_manager"))
    with as_acting(who):
        own.add(who, who.tenants[0], own.Wanted(dt.date.fromisoformat(day), "Hari jadi kota", "SE Wali Kota 1/2026", "hari jadi kota"), passing.now.date())


def test_each_reminder_and_each_rung_comes_on_its_day_and_once(passing: Passing, case: Case) -> None:
    case.take("dinsos_officer", "assign", person=str(passing.stage.person("dinsos_officer2").id))
    passing.heard(case, known := set())
    heard: dict[str, dict[str, set[str]]] = {}

    def listen() -> None:
        news = passing.heard(case, known)
        heard.update({f"{passing.now:%Y-%m-%d %H.%M}": news} if news else {})

    passing.until("2026-05-22", listen)
    assert passing.did(case) == LADDER
    assert list(heard) == [f"{day} 00.30" for day, _rung in LADDER], "with the first look of the city's day, when Jakarta still has the day before"
    assert [set(news) for news in heard.values()] == [
        {"reminded_before"}, {"reminded_on"}, {"reminded_after"}, {"escalated_assignee"}, {"escalated_manager"}, {"escalated_secretariat"}, {"reminded_after"},
    ]  # fmt: skip
    assert heard["2026-04-09 00.30"]["escalated_assignee"] == {"Wati"}
    assert heard["2026-04-13 00.30"]["escalated_manager"] == {"Rini", "Joko", "Wati"}
    assert heard["2026-04-20 00.30"]["escalated_secretariat"] == {"Rini", "Joko", "Wati", "Siti", "Yanto"}


def test_a_scheduler_that_was_away_for_days_tells_the_highest_rung_alone(passing: Passing, case: Case) -> None:
    passing.until("2026-04-06")
    passing.at("2026-04-14")
    passing.look()
    assert passing.did(case) == [*LADDER[:2], ("2026-04-14", "manager")]


def test_a_day_off_added_on_the_way_moves_what_lies_ahead(passing: Passing, case: Case) -> None:
    passing.until("2026-03-26")
    day_off(passing, "2026-03-30")
    passing.look()
    assert passing.redated(case) == [(DUE, "2026-04-07")]
    assert case.look().case["due"] == "2026-04-07"
    passing.until("2026-04-10")
    rungs = [("2026-03-26", "redate"), ("2026-04-01", "before"), ("2026-04-07", "on"), ("2026-04-08", "after"), ("2026-04-10", "assignee")]
    assert passing.did(case) == rungs


def test_time_stands_while_the_ball_is_with_nobody_whom_it_binds_and_goes_on_after(passing: Passing, case: Case) -> None:
    passing.until("2026-04-01")
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="ministry")
    stopped = case.look().case
    assert (stopped["due"], stopped["clock"]["since"], stopped["clock"]["days"]) == (None, "2026-04-01", 2)
    passing.until("2026-04-15")
    assert passing.did(case) == LADDER[:1], "nobody is reminded of a day that there is not"
    case.take("secretariat", "unblock", blocker=case.look().facts["marks"][0]["id"])
    assert case.look().case["due"] == "2026-04-17"
    passing.until("2026-04-21")
    assert passing.did(case) == [LADDER[0], ("2026-04-16", "before"), ("2026-04-17", "on"), ("2026-04-20", "after")]


def test_what_stands_for_long_is_asked_after_by_who_can_clear_it(passing: Passing, case: Case) -> None:
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="ministry")
    passing.heard(case, known := set())
    passing.until("2026-04-15")
    assert passing.did(case) == [("2026-04-14", "held")]  # twenty working days after 9 March
    heard = passing.heard(case, known)["reminded_held"]
    assert heard >= {"Umar", "Ratih"}
    assert not heard & {"Gito", "Wati"}, "the city's office can do nothing about it"


def test_a_proposal_back_at_the_group_keeps_the_time_of_those_who_verify(passing: Passing) -> None:
    case = journeys.to_complete(passing.stage.open())
    assert case.look().case["due"] == "2026-04-14"  # twenty working days after 9 March, by which UPC and the city verify
    passing.until("2026-03-13")
    case.take("dinsos_officer", "return_for_correction")
    assert case.look().case["clock"]["kept"] == {"complete": 16}
    passing.until("2026-03-31")
    case.take("organiser", "resubmit", correction="sudah diperbaiki")
    case.take("programme_manager2", "confirm_complete")
    assert case.look().case["due"] == "2026-04-23"  # sixteen after 31 March


@pytest.mark.parametrize("moved", [False, True])
def test_two_at_once_write_one_line(passing: Passing, case: Case, moved: bool) -> None:
    if moved:
        passing.at("2026-03-26")
        day_off(passing, "2026-03-30")
    else:
        passing.at("2026-04-13")
    barrier, problems, tried = threading.Barrier(4), [], []

    def run(slot: str) -> None:
        try:
            with passing.ground.app.app_context():
                barrier.wait(20)
                timing.on_time(passing.stage.city.id, "overdue", slot, 1)
                tried.append(slot)
        except Exception as problem:  # noqa: BLE001 - told below
            problems.append(problem)

    threads = [threading.Thread(target=run, args=(f"2026-04-13T0{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert len(tried) == 4
    assert passing.did(case) == ([("2026-03-26", "redate")] if moved else [("2026-04-13", "manager")])


def test_the_next_look_after_a_change_moves_all_and_later_ones_read_nothing(passing: Passing, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    from gulir.jobs import due

    passing.at("2026-03-26")
    looked: list[Any] = []
    real = due.running
    monkeypatch.setattr(due, "running", lambda tenant: (looked.append(tenant), real(tenant))[1])

    def minutes(count: int) -> None:
        for _ in range(count):
            timing.on_time(passing.stage.city.id, "calendar", "any", 0)

    minutes(2)
    day_off(passing, "2026-03-30")
    minutes(3)
    assert len(looked) == 2
    assert passing.redated(case) == [(DUE, "2026-04-07")]
