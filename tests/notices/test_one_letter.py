"""Whoever is in several cities gets one letter a day with a part for each; no city's news goes by another's mail server, and each keeps its own book of it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from gulir.acting import store
from gulir.acting.who import as_acting
from gulir.notices import channels, joining, planning
from gulir.notices.preferences import Wishes, prefer
from gulir.notices.senders.outcomes import NotSent
from tests.jobs.ground import Ground, lay
from tests.notices.ground import block, sweep
from tests.people import Person, add_person

OWN = {"sender": "kota@contoh.id", "host": "surat.kota.invalid", "port": "587", "security": "starttls"}
STATES = "select state, attempts, receipt, problem from delivery where tenant_id = :tenant and person_id = :p order by id"


@pytest.fixture
def both(ground, context, superuser, city, acting_as, redis_url) -> tuple[Ground, Ground]:
    """Two cities in one time zone."""
    other = city(zone=ground.city.zone)
    return ground, lay(context, superuser, other, acting_as(other.one("organiser")), redis_url)


@pytest.fixture
def officer(both, databases) -> Person:
    """Somebody who has work in both, and reads once a day."""
    roles = [("dinsos_officer", ground.city.organisations["dinsos_city"], [ground.city.id]) for ground in both]
    with databases.signin.begin() as connection:
        person = add_person(connection, "Dua Kota", roles)
        prefer(connection, person.id, Wishes(rhythm="daily", digest_at=dt.time(7)))
    return person


@pytest.fixture
def told(both, officer, databases, monkeypatch):
    """News of both cities, that wait for one morning which has come."""
    first, second = both
    monkeypatch.setattr(planning, "now", lambda: dt.datetime(2030, 3, 1, 12, tzinfo=ZoneInfo(first.city.zone)))
    block(first, first.open("KUBE Kota Satu"))
    block(second, second.open("KUBE Kota Dua"))
    first.tell(databases)
    for ground in both:
        ground.change("update delivery set not_before = now(), next_at = now() where tenant_id = :tenant")


def became(ground: Ground, person: Person) -> list:
    return ground.see(STATES, p=person.id)


def test_two_cities_are_one_letter(both, officer, told, mail):
    sweep(both[1])
    (letter,) = mail.to(officer.email)
    said = letter.get_content()
    for ground, title in zip(both, ("KUBE Kota Satu", "KUBE Kota Dua"), strict=True):
        assert ground.city.name.upper() in said
        assert title in said
        assert [(row.state, row.receipt) for row in became(ground, officer)] == [("sent", letter["Message-ID"])]
    for ground in both:
        sweep(ground)
    assert len(mail.to(officer.email)) == 1


def test_a_city_with_a_mail_server_of_its_own_keeps_its_news_to_itself(both, officer, told, mail, acting_as):
    first, second = both
    admin = acting_as(second.city.one("city_admin"))
    with as_acting(admin):
        channels.put(admin, second.city.id, "mail", OWN)
        store.db.session.rollback()
    for ground in both:
        sweep(ground)
    (letter,) = mail.to(officer.email)
    assert "KUBE Kota Satu" in letter.get_content()
    assert "KUBE Kota Dua" not in letter.as_string() + letter.get_content()
    assert [row.state for row in became(first, officer)] == ["sent"]
    assert [row.receipt for row in became(second, officer)] == [None]


def test_a_part_that_was_read_is_left_out(both, officer, told, mail):
    first, second = both
    first.change("update notice set read_at = now() where tenant_id = :tenant and person_id = :p", p=officer.id)
    sweep(second)
    (letter,) = mail.to(officer.email)
    assert "KUBE Kota Satu" not in letter.as_string() + letter.get_content()
    assert "KUBE Kota Dua" in letter.get_content()
    assert [(row.state, row.problem) for row in became(first, officer)] == [("dropped", "read")]
    assert [row.state for row in became(second, officer)] == ["sent"]


def test_what_did_not_leave_waits_in_every_city_and_leaves_together(both, officer, told, mail, monkeypatch):
    first, second = both

    class Silent:
        stays_here = True

        def send(self, *_message: object) -> None:
            raise NotSent("unreachable", "nobody there")

    with monkeypatch.context() as broken:
        broken.setattr(joining.channels, "by_house", Silent)
        sweep(first)
    for ground in both:
        assert [(row.state, row.attempts, row.problem) for row in became(ground, officer)] == [("waiting", 1, "unreachable")]
        ground.change("update delivery set next_at = now() where tenant_id = :tenant")
    sweep(second)
    assert len(mail.to(officer.email)) == 1
    assert {row.state for ground in both for row in became(ground, officer)} == {"sent"}


def test_what_waits_for_something_earlier_of_its_case_holds_up_neither_its_bundle_nor_another_city(both, officer, told, mail, databases):
    first, second = both
    ((held),) = first.see("select id, case_id from delivery where tenant_id = :tenant and person_id = :p", p=officer.id)
    block(first, held.case_id, "upc")
    first.tell(databases)
    first.change("update delivery set not_before = now(), next_at = now() where tenant_id = :tenant")
    first.change("update delivery set bundle = null, next_at = now() + interval '1 hour' where id = :id", id=held.id)  # it is tried again later
    sweep(second)
    (letter,) = mail.to(officer.email)
    assert "KUBE Kota Dua" in letter.get_content()
    assert "KUBE Kota Satu" not in letter.get_content()
    assert [row.state for row in became(second, officer)] == ["sent"]
    assert {row.state for row in became(first, officer)} == {"waiting"}
    first.change("update delivery set next_at = now() where tenant_id = :tenant")
    for _ in range(2):
        sweep(first)
    assert {row.state for row in became(first, officer)} == {"sent"}


def test_a_city_that_is_closed_says_nothing(both, officer, told, mail):
    first, second = both
    second.change("update tenant set status = 'suspended' where id = :tenant")
    sweep(first)
    (letter,) = mail.to(officer.email)
    assert "KUBE Kota Dua" not in letter.as_string() + letter.get_content()
    assert [row.state for row in became(second, officer)] == ["waiting"]


def test_whoever_comes_second_leaves_all_to_the_first(both, officer, told, mail):
    first, second = both
    bundle = first.see("select bundle from delivery where tenant_id = :tenant and person_id = :p", p=officer.id)[0].bundle
    with as_acting(first.organiser):
        clocks = [joining.act_for_job(ground.city.id, 1) for ground in both]
    parts = joining.take_up(clocks, bundle)
    assert [part.tenant_id for part in parts] == [first.city.id, second.city.id]
    assert joining.take_up(clocks, bundle) == []
