"""When what is due: by the database's clock, in the city's own day, whatever the application's clock says."""

import datetime as dt

import pytest

from gulir.jobs import every
from gulir.jobs.schedule import BadSchedule, Entry, read

assert every
UTC = dt.UTC


@pytest.mark.parametrize(
    ("zone", "utc", "slot"),
    [
        ("Asia/Jakarta", "2014-05-30T17:59", "2014-05-30"),  # 00.59 there: still the night before's
        ("Asia/Jakarta", "2014-05-30T18:00", "2014-05-31"),
        ("Asia/Makassar", "2014-05-30T17:00", "2014-05-31"),
        ("Asia/Jayapura", "2014-05-30T16:00", "2014-05-31"),
        ("Asia/Jayapura", "2014-05-30T15:59", "2014-05-30"),
    ],
)
def test_a_night_is_the_citys_own(zone, utc, slot):
    entry = Entry("anchor", "day", dt.time(1, 0))
    moment = dt.datetime.fromisoformat(utc).replace(tzinfo=UTC)
    night = dt.date.fromisoformat(slot)
    assert entry.slot(moment, zone) in (slot, (night - dt.timedelta(days=1)).isoformat())
    local = moment.astimezone(dt.timezone(dt.timedelta(hours={"Asia/Jakarta": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}[zone])))
    assert entry.slot(moment, zone) == (local.date() if local.hour >= 1 else local.date() - dt.timedelta(days=1)).isoformat()


def test_slots_follow_each_other_without_gap_or_double_over_a_year():
    for entry, step, count in (
        (Entry("overdue", "hour"), dt.timedelta(minutes=20), 365 * 24),
        (Entry("anchor", "day", dt.time(1)), dt.timedelta(minutes=20), 366),
    ):
        moment = dt.datetime(2014, 1, 1, tzinfo=UTC)
        seen: list[str] = []
        while moment.year == 2014:
            slot = entry.slot(moment, "Asia/Makassar")
            if not seen or seen[-1] != slot:
                seen.append(slot)
            moment += step
        assert len(seen) == len(set(seen)) == count
        assert seen == sorted(seen)


def test_the_delivered_schedule_is_good():
    from config.schedule import SCHEDULE

    assert {entry.name for entry in read(SCHEDULE)} == {"mail", "letters", "calendar", "overdue", "anchor", "expired", "tasks"}


@pytest.mark.parametrize(
    "line",
    [
        {"name": "anchor"}, {"name": "nothing", "every": "day"}, {"name": "anchor", "every": "week"}, {"name": "anchor", "every": "day", "at": "25:00"},
        {"name": "anchor", "every": "day", "house": True}, {"name": "anchor", "every": "day", "when": "now"},
    ],
)  # fmt: skip
def test_a_bad_line_is_refused_and_named(line):
    with pytest.raises(BadSchedule, match=str(line.get("name"))):
        read([line])
