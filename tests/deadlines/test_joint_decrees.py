"""What the joint decrees are known to have changed stands in the library so too; which decrees there are names years alone that were looked up."""

from datetime import date

import pytest

from config.joint_decrees import JOINT_DECREES
from gulir.cases.calendar import national_days

# By the amendments that are named in config/joint_decrees.py: moved, added, or taken away again.
OFF = {2020: ((12, 24), (12, 31)), 2021: ((8, 11), (10, 20)), 2022: ((4, 29), (5, 4), (5, 5), (5, 6), (7, 10)), 2025: ((8, 18),)}
WORKED = {2020: ((12, 28), (12, 29), (12, 30)), 2021: ((8, 10), (10, 19), (12, 24)), 2022: ((7, 9),)}


@pytest.mark.parametrize("year", sorted(OFF))
def test_an_amended_year_is_the_amended_one(year):
    days = {day for day, _name, _leave in national_days(year, "id")}
    assert {date(year, *one) for one in OFF[year]} <= days
    assert days.isdisjoint(date(year, *one) for one in WORKED.get(year, ()))


def test_each_decree_is_of_the_year_before_or_of_its_own():
    for year, named in JOINT_DECREES.items():
        assert f"/{year - 1}" in named, named
    assert {2014, 2015, 2019, 2027}.isdisjoint(JOINT_DECREES), "no source was found that numbers these"
