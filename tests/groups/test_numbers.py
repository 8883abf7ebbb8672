"""NIK: sixteen digits or nothing; whatever else is odd about them warns and never refuses."""

import datetime as dt

import pytest

from gulir.groups.numbers import NotANumber, born, compact, is_invented, mask, oddities

TODAY = dt.date(2014, 9, 8)


@pytest.mark.parametrize("written", ["", "123", "357804120385000", "35780412038500011", "35780412038500ab", "٣٥٧٨٠٤١٢٠٣٨٥٠٠٠١"])
def test_what_is_not_sixteen_digits_is_refused(written: str) -> None:
    with pytest.raises(NotANumber):
        compact(written)


def test_blanks_dots_and_hyphens_are_left_out() -> None:
    assert compact(" 9978.0412-0385 0001 ") == "9978041203850001"


def test_a_list_shows_the_region_and_the_last_two_digits() -> None:
    assert mask("9978041203850042") == "997804••••••••42"


@pytest.mark.parametrize(
    ("nik", "day"), [("9978041203850001", dt.date(1985, 3, 12)), ("9978045203850001", dt.date(1985, 3, 12)), ("9978041203100001", dt.date(2010, 3, 12))]
)
def test_a_nik_tells_the_day_of_birth_of_men_and_women(nik: str, day: dt.date) -> None:
    assert born(nik, TODAY) == day


def test_a_day_that_never_was_is_unknown_and_only_warns() -> None:
    assert born("9978043102850001", TODAY) is None
    assert any("does not exist" in str(words) for words in oddities("3578043102850001", TODAY))


def test_an_impossible_region_is_taken_as_invented() -> None:
    assert is_invented("9978041203850001")
    assert "invented" in str(oddities("9978041203850001", TODAY)[0])


def test_another_citys_region_warns_with_the_reason_that_people_move() -> None:
    assert any("moved here" in str(words) for words in oddities("7371011203850001", TODAY, city_code="35.78"))
    assert oddities("3578041203850001", TODAY, city_code="35.78") == []


def test_a_typed_birthday_that_differs_warns_with_both() -> None:
    words = [str(one) for one in oddities("3578041203850001", TODAY, born_on=dt.date(1985, 3, 21))]
    assert words == ["The NIK says born 1985-03-12, but 1985-03-21 was typed."]
