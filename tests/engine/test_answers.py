"""What is typed into a step's fields becomes whole rupiah, days and words, or an error at its field."""

from datetime import date
from typing import Any

import pytest

from gulir.engine.answers import check_fields
from gulir.engine.asks import choice, file, integer, letter, money, recorded, reference, text, yes_no
from gulir.engine.asks import date as day
from gulir.engine.text import _

L = _("Label")
TODAY = date(2014, 6, 2)
LETTER = {"number": "1", "date": "2014-06-01", "signer": "A", "title": "B"}


def value(ask: Any, raw: Any) -> Any:
    checked = check_fields([ask], {ask.name: raw}, TODAY)
    return {name: str(why) for name, why in checked.errors.items()} or checked.values.get(ask.name)


@pytest.mark.parametrize(("raw", "rupiah"), [("2000000", 2_000_000), ("Rp 2.000.000", 2_000_000), ("2.000.000", 2_000_000), (5, 5), ("0", 0)])
def test_money_is_whole_rupiah(raw: Any, rupiah: int) -> None:
    assert value(money("m", L), raw) == rupiah


@pytest.mark.parametrize("raw", ["1,5", "1.5", 1.5, "-5", "lima", True, "1e9", [1], "٣"])
def test_a_fraction_or_a_word_is_no_money(raw: Any) -> None:
    assert value(money("m", L), raw) == {"m": "Amounts are whole rupiah"}


def test_amounts_have_limits() -> None:
    assert value(money("m", L, min=1), "0") == {"m": "At least Rp 1"}
    assert value(money("m", L), "9" * 16) == {"m": "At most Rp 1,000,000,000,000,000"}
    assert value(integer("n", L, min=2, max=4), "5") == {"n": "At most 4"}
    assert value(integer("n", L, min=2, max=4), " 3 ") == 3
    assert value(integer("n", L), "3.0") == {"n": "This must be a whole number"}


def test_a_day_is_a_day_and_not_tomorrow() -> None:
    assert value(day("d", L), "2014-06-02") == "2014-06-02"
    assert value(day("d", L), "2014-06-03") == {"d": "This day has not come yet"}
    assert value(day("d", L), "2 June") == {"d": "This must be a day"}


def test_what_must_be_filled_in_says_so() -> None:
    assert value(text("t", L), "  ") == {"t": "This must be filled in"}
    assert value(text("t", L, required=False), "") is None
    assert value(file("f", L), None) == {"f": "This must be filled in"}
    assert value(reference("r", L, "batch"), "b1") == "b1"


def test_words_have_an_end() -> None:
    assert value(text("t", L), "x" * 4001) == {"t": "At most 4,000 characters"}
    assert value(text("t", L), ["x"]) == {"t": "This must be words"}


def test_a_choice_is_one_of_the_list() -> None:
    assert value(yes_no("y", L), "yes") == "yes"
    assert value(choice("c", L, [("a", L)]), "b") == {"c": "Choose one of the list"}


def test_a_letter_names_what_it_lacks() -> None:
    assert value(letter("l", L), LETTER) == LETTER
    assert value(letter("l", L), LETTER | {"signer": ""}) == {"l.signer": "This must be filled in"}
    assert value(letter("l", L), LETTER | {"date": "2014-07-01"}) == {"l.date": "This day has not come yet"}
    assert value(letter("l", L), "a letter") == {"l": "A letter has a number, a date and a signer"}


def test_what_was_not_asked_is_refused() -> None:
    assert set(check_fields([], {"state": "done"}).errors) == {"state"}


def test_the_past_may_have_lost_what_was_asked() -> None:
    checked = check_fields([letter("l", L), money("m", L)], {"l": {"number": "7"}}, TODAY, past=True)
    assert (checked.values, checked.errors) == ({"l": {"number": "7"}}, {})


def test_an_act_recorded_for_others_names_them_and_their_paper() -> None:
    assert [ask.name for ask in recorded(())] == ["decider", "act_date", "record_paper"]
    assert [ask.name for ask in recorded((letter("decree", L),))] == ["decider", "act_date", "decree"]


@pytest.mark.parametrize("raw", ["0001-01-01", "0214-05-12", "1899-12-31"])
def test_a_mistyped_year_is_asked_for_again(raw: str) -> None:
    assert value(day("d", L), raw) == {"d": "Look at the year again."}
    assert value(letter("l", L), LETTER | {"date": raw}) == {"l.date": "Look at the year again."}
