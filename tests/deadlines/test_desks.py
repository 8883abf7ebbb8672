"""Time at each desk of one case, by hand."""

from datetime import date

from gulir.cases.calendar import NATIONAL
from gulir.cases.desktime import Desk, charged

D = date


def test_each_holder_is_charged_until_the_ball_leaves() -> None:
    lines = [(D(2026, 3, 2), ["group"]), (D(2026, 3, 9), ["upc", "dinsos_city"]), (D(2026, 3, 11), ["dinsos_city"]), (D(2026, 3, 25), [])]
    assert charged(lines, D(2026, 4, 30), NATIONAL) == [
        Desk("dinsos_city", 16, 7, False),  # of 10 to 25 March seven: 10-13, 16, 17 and 25
        Desk("group", 7, 5, False),
        Desk("upc", 2, 2, False),
    ]


def test_who_holds_it_now_is_charged_until_today_and_said_so() -> None:
    lines = [(D(2026, 3, 2), ["group"]), (D(2026, 3, 3), ["group", "upc"])]
    assert charged(lines, D(2026, 3, 6), NATIONAL) == [Desk("group", 4, 4, True), Desk("upc", 3, 3, True)]


def test_what_began_on_an_unknown_day_begins_with_the_latest_known_one() -> None:
    assert charged([(None, ["group"])], D(2026, 3, 6), NATIONAL) == []
    lines = [(D(2026, 3, 2), []), (None, ["group"])]
    assert charged(lines, D(2026, 3, 6), NATIONAL) == [Desk("group", 4, 4, True)]


def test_an_act_told_after_a_later_one_takes_no_time_away() -> None:
    lines = [(D(2026, 3, 9), ["group"]), (D(2026, 3, 2), ["upc"]), (D(2026, 3, 10), [])]
    assert charged(lines, D(2026, 4, 1), NATIONAL) == [Desk("upc", 8, 6, False), Desk("group", 0, 0, False)]
