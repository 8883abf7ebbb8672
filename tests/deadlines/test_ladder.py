"""The ladder: the highest rung that is reached is told, and no other."""

import pytest

from config.deadlines import LADDER
from gulir.jobs.ladder import HELD, TEAM, BadLadder, highest, read

RUNGS = read(LADDER)


@pytest.mark.parametrize(
    ("days", "rung"),
    [
        (-4, None),
        (-3, ("before", -3)),
        (-1, ("before", -3)),
        (0, ("on", 0)),
        (1, ("after", 1)),
        (2, ("after", 1)),
        (3, ("assignee", 3)),
        (5, ("manager", 5)),
        (9, ("manager", 5)),
        (10, ("secretariat", 10)),
        (29, ("secretariat", 10)),
        (30, ("after", 30)),
        (49, ("after", 30)),
        (50, ("after", 50)),
        (3000, ("after", 2990)),
    ],
)
def test_so_many_days_after_its_day(days, rung) -> None:
    found = highest(RUNGS, days, today=days == 0)
    assert (found and (found.rung, found.days)) == rung


def test_a_day_off_after_its_day_is_not_its_day() -> None:
    assert highest(RUNGS, 0, today=False) is None


def test_an_obstacle_is_asked_after_now_and_then() -> None:
    assert [found and found.days for n in (5, 20, 39, 40) if (found := highest(RUNGS, n, today=True, only=HELD)) or True] == [None, 20, 20, 40]


def test_a_team_that_ends_is_told_of_before_and_one_that_is_gone_now_and_then() -> None:
    found = [highest(RUNGS, n, today=True, only=TEAM) for n in (-11, -10, -4, -3, -1, 0, 19, 20)]
    assert [one and (one.rung, one.days) for one in found] == [
        None, ("team", -10), ("team", -10), ("team", -3), ("team", -3), ("teamless", 0), ("teamless", 0), ("teamless", 20),
    ]  # fmt: skip


@pytest.mark.parametrize("line", [{"step": "remind", "rung": "never", "days": 1}, {"step": "shout", "rung": "on", "days": 1}, {"step": "remind", "days": 1}])
def test_a_rung_that_makes_no_sense_is_refused_by_name(line) -> None:
    with pytest.raises(BadLadder, match=line["step"]):
        read([line])
