"""By which channels, when, and what goes together: quiet hours and the day's message in each city's own time."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from gulir.notices import planning
from gulir.notices.hours import goes_at
from gulir.notices.preferences import BadHours, Wishes, prefer
from tests.notices.ground import act, block, sweep
from tests.people import add_person

NIGHT = Wishes(quiet_from=dt.time(21), quiet_until=dt.time(6))
DAILY = Wishes(rhythm="daily", digest_at=dt.time(7))
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
WAITING = (
    "select d.id, d.channel, d.state, d.not_before, d.bundle, d.topic, c.title from delivery d join cases c on c.id = d.case_id"
    " where d.tenant_id = :tenant and d.person_id = :p order by d.id"
)


def utc(*numbers: int) -> dt.datetime:
    return dt.datetime(*numbers, tzinfo=dt.UTC)


@pytest.mark.parametrize("zone", ZONES)
def test_quiet_hours_end_in_the_citys_own_time(zone):
    late, early, day = (dt.datetime(2026, 3, 1, hour, 30, tzinfo=ZoneInfo(zone)) for hour in (23, 5, 12))
    assert goes_at(late, zone, NIGHT) == dt.datetime(2026, 3, 2, 6, tzinfo=ZoneInfo(zone))
    assert goes_at(early, zone, NIGHT) == dt.datetime(2026, 3, 1, 6, tzinfo=ZoneInfo(zone))
    assert goes_at(day, zone, NIGHT) == day


def test_one_moment_is_quiet_in_one_city_and_not_in_another():
    moment = utc(2026, 3, 1, 22, 30)  # 5.30 in Jakarta, 6.30 in Makassar, 7.30 in Jayapura
    held = {zone: goes_at(moment, zone, NIGHT) != moment for zone in ZONES}
    assert held == {"Asia/Jakarta": True, "Asia/Makassar": False, "Asia/Jayapura": False}


def test_the_days_message_comes_at_its_hour_and_what_escalates_does_not_wait_for_it():
    zone = "Asia/Jayapura"
    noon = dt.datetime(2026, 3, 1, 12, tzinfo=ZoneInfo(zone))
    assert goes_at(noon, zone, DAILY) == dt.datetime(2026, 3, 2, 7, tzinfo=ZoneInfo(zone))
    assert goes_at(noon.replace(hour=7), zone, DAILY) == dt.datetime(2026, 3, 2, 7, tzinfo=ZoneInfo(zone)), "what comes at the hour itself waits for the next"
    assert goes_at(noon, zone, DAILY, urgent=True) == noon
    both = Wishes(quiet_from=dt.time(21), quiet_until=dt.time(6), rhythm="daily", digest_at=dt.time(7))
    assert goes_at(noon.replace(hour=23), zone, both, urgent=True) == dt.datetime(2026, 3, 2, 6, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("hours", "why"),
    [
        ({"quiet_from": dt.time(21)}, "half"),
        ({"quiet_from": dt.time(6), "quiet_until": dt.time(6)}, "same"),
        ({"quiet_from": dt.time(21), "quiet_until": dt.time(8), "rhythm": "daily"}, "digest"),
    ],
)
def test_hours_that_contradict_each_other_are_refused(hours, why):
    with pytest.raises(BadHours, match=why):
        Wishes(**hours).weigh()


@pytest.fixture
def now(monkeypatch):
    """Moves the clock that plans."""

    def _set(moment: dt.datetime) -> None:
        monkeypatch.setattr(planning, "now", lambda: moment)

    return _set


@pytest.fixture
def wish(databases):
    """A person chooses."""

    def _wish(person, wishes: Wishes) -> None:
        with databases.signin.begin() as connection:
            prefer(connection, person.id, wishes)

    return _wish


def waiting(ground, person) -> list:
    return ground.see(WAITING, p=person.id)


def test_what_came_in_the_night_goes_in_one_letter_in_the_morning(ground, tell, mail, now, wish):
    manager = ground.city.two("dinsos_officer")
    wish(manager, NIGHT)
    now(dt.datetime(2030, 3, 1, 23, tzinfo=ZoneInfo(ground.city.zone)))
    for title in ("KUBE Malam Satu", "KUBE Malam Dua"):
        block(ground, ground.open(title))
    tell()
    rows = waiting(ground, manager)
    assert {row.state for row in rows} == {"waiting"}
    assert {row.not_before for row in rows} == {dt.datetime(2030, 3, 2, 6, tzinfo=ZoneInfo(ground.city.zone))}
    assert len({row.bundle for row in rows}) == 1
    assert len(rows) == 2
    sweep(ground)
    assert mail.to(manager.email) == [], "nothing in quiet hours"
    morning(ground)
    sweep(ground)
    (letter,) = mail.to(manager.email)
    assert "KUBE Malam Satu" in letter.get_content()
    assert "KUBE Malam Dua" in letter.get_content()
    assert {row.state for row in waiting(ground, manager)} == {"sent"}
    sweep(ground)
    assert len(mail.to(manager.email)) == 1


def morning(ground) -> None:
    """As if the hour had come."""
    ground.change("update delivery set not_before = now(), next_at = now() where tenant_id = :tenant")


def test_what_is_read_by_then_is_left_out_and_nothing_to_say_is_nothing_sent(ground, tell, mail, wish):
    manager, other = ground.city.two("dinsos_officer"), ground.city.one("dinsos_officer")
    wish(manager, DAILY)
    wish(other, DAILY)
    for title in ("KUBE Dibaca", "KUBE Belum"):
        block(ground, ground.open(title))
    tell()
    ground.change("update notice set read_at = now() where person_id = :p", p=other.id)
    ground.change("update notice n set read_at = now() from cases c where c.id = n.case_id and n.person_id = :p and c.title = 'KUBE Dibaca'", p=manager.id)
    morning(ground)
    sweep(ground)
    (letter,) = mail.to(manager.email)
    assert "KUBE Belum" in letter.get_content()
    assert "KUBE Dibaca" not in letter.as_string() + letter.get_content()
    assert mail.to(other.email) == []
    assert {row.state for row in waiting(ground, other)} == {"dropped"}


def test_who_may_not_see_a_case_any_more_hears_nothing_of_it_in_the_morning(ground, tell, mail, wish):
    officer = ground.city.two("dinsos_officer")
    wish(officer, DAILY)
    block(ground, ground.open("KUBE Lepas"))
    tell()
    ground.change("update seat set until = now() - interval '1 second' where tenant_id = :tenant and person_id = :p", p=officer.id)
    morning(ground)
    sweep(ground)
    assert mail.to(officer.email) == []
    assert {row.state for row in waiting(ground, officer)} == {"dropped"}


def test_changed_wishes_hold_for_what_still_waits(ground, tell, mail, wish):
    officer = ground.city.two("dinsos_officer")
    wish(officer, DAILY)
    block(ground, ground.open("KUBE Tunggu"))
    tell()
    assert [row.state for row in waiting(ground, officer)] == ["waiting"]
    wish(officer, Wishes())
    sweep(ground)
    assert len(mail.to(officer.email)) == 1, "at once, now that they want it so"
    wish(officer, DAILY)
    block(ground, ground.open("KUBE Jangan"))
    tell()
    wish(officer, Wishes(channels=()))
    sweep(ground)
    morning(ground)
    sweep(ground)
    assert len(mail.to(officer.email)) == 1
    assert [row.state for row in waiting(ground, officer)] == ["sent", "dropped"]


def test_a_channel_without_a_confirmed_address_gets_nothing(ground, tell, wish, databases):
    officer = ground.city.two("dinsos_officer")
    wish(officer, Wishes(channels=("telegram", "mail")))
    block(ground, ground.open())
    tell()
    assert {row.channel for row in waiting(ground, officer)} == {"mail"}


def test_each_reads_their_own_language_in_their_own_citys_morning(ground, tell, mail, wish, databases):
    with databases.signin.begin() as connection:
        made = add_person(connection, "Inggris", [("dinsos_officer", ground.city.organisations["dinsos_city"], [ground.city.id])], locale="en")
    other = ground.city.two("dinsos_officer")
    for person in (made, other):
        wish(person, DAILY)
    for title in ("KUBE Satu", "KUBE Dua"):
        block(ground, ground.open(title))
    tell()
    morning(ground)
    sweep(ground)
    assert [letter["Subject"] for letter in mail.to(made.email)] == ["2 pieces of news on your cases"]
    assert [letter["Subject"] for letter in mail.to(other.email)] == ["2 kabar tentang berkas Anda"]


def test_who_stops_following_is_told_no_more(ground, tell, acting_as):
    followed, left = ground.open("KUBE Diikuti"), ground.open("KUBE Ditinggal")
    treasurer = ground.city.one("treasurer")
    for case, steps in ((followed, ("watch",)), (left, ("watch", "unwatch"))):
        for step in steps:
            act(ground, case, step, acting_as(treasurer))
        block(ground, case, resolver="ministry")
    tell()
    assert [row.title for row in waiting(ground, treasurer)] == ["KUBE Diikuti"]
