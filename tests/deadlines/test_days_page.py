"""The page of a city's days off: what moves is shown before, kept with a reason, told after, and taken away in the same way."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from gulir.acting import Acting
from gulir.cases.calendar import NATIONAL
from gulir.cases.looking import processes
from gulir.commands.migrate import announce
from tests.pages.browser import send
from tests.people import Cast, City, Person
from tests.walk import journeys
from tests.walk.ground import Case, Stage

WORDS = {"name": "Hari jadi kota", "decree": "SE Wali Kota 12/2026", "reason": "Diminta Dinas"}


@pytest.fixture
def stage(app: Flask, superuser: Engine, city: Callable[..., City], cast: Cast, acting_as: Callable[..., Acting]) -> Stage:
    """A city of its own, whose browsers have contexts of their own."""
    with app.app_context():
        announce(superuser, processes())
    return Stage(superuser, city(), cast, acting_as)


@pytest.fixture
def case(app: Flask, stage: Stage) -> Case:
    """One whose time runs."""
    with app.app_context():
        return journeys.to_verified(stage.open())


@pytest.fixture
def manager(stage: Stage, client_as: Callable[[Person], FlaskClient]) -> FlaskClient:
    """The programme manager's browser."""
    return client_as(stage.person("programme_manager"))


def next_working_day(case: Case) -> str:
    """One that the case's time counts, since it runs from today on."""
    return NATIONAL.add(dt.datetime.now(ZoneInfo(case.stage.city.zone)).date(), 2).isoformat()


def meant(day: str) -> str:
    """A day of next year that is off anyway, or what was typed."""
    year = dt.datetime.now(dt.UTC).year + 1
    first = dt.date(year, 2, 1)
    return {"saturday": (first + dt.timedelta(days=5 - first.weekday())).isoformat(), "new year": f"{year}-01-01"}.get(day, day)


def path(case: Case, more: str = "") -> str:
    return f"/{case.stage.city.slug}/hari-libur{more}"


def kept(superuser: Engine, case: Case) -> list:
    with superuser.connect() as connection:
        return list(connection.execute(text("select * from holiday where tenant_id = :t order by added_at"), {"t": case.stage.city.id}))


def off(superuser: Engine, case: Case) -> list[str]:
    with superuser.connect() as connection:
        days = connection.execute(text("select days_off from tenant where id = :t"), {"t": case.stage.city.id}).scalar_one()
        return [day.isoformat() for day in days]


def added(manager: FlaskClient, case: Case, day: str) -> str:
    """Adds a day with its consequences seen; gives the page of the year after."""
    answer = send(manager, path(case, "/tambah"), day=day, seen=day, **WORDS)
    assert answer.status_code == 303, answer.text
    return manager.get(answer.location).text


def test_what_moves_is_shown_before_anything_is_kept(manager, superuser, case) -> None:
    day = next_working_day(case)
    answer = send(manager, path(case, "/tambah"), day=day, **WORDS)
    assert answer.status_code == 200
    assert "1 tenggat bergeser" in answer.text
    assert case.number in answer.text
    assert f'name="seen" type="hidden" value="{day}"' in answer.text
    assert kept(superuser, case) == []
    other = send(manager, path(case, "/tambah"), day=day, seen="2020-01-01", **WORDS)
    assert other.status_code == 200
    assert kept(superuser, case) == [], "of another day the consequences were shown"


def test_a_day_off_is_kept_with_who_and_why_and_counts_at_once(manager, superuser, case) -> None:
    day = next_working_day(case)
    page = added(manager, case, day)
    assert "1 tenggat bergeser" in page
    assert "Hari jadi kota" in page
    assert "Rini" in page
    assert "Diminta Dinas" in page
    (row,) = kept(superuser, case)
    assert (row.day.isoformat(), row.decree, row.removed_at) == (day, WORDS["decree"], None)
    assert off(superuser, case) == [day]
    assert case.stage.acting_as(case.stage.person("dinsos_officer")).tenants[0].days_off == (day,)


def test_taking_it_away_needs_a_reason_and_keeps_what_was(manager, superuser, case) -> None:
    day = next_working_day(case)
    added(manager, case, day)
    (row,) = kept(superuser, case)
    assert send(manager, path(case, f"/{row.id}/hapus"), why="").status_code == 422
    assert off(superuser, case) == [day]
    answer = send(manager, path(case, f"/{row.id}/hapus"), why="Dibatalkan wali kota")
    assert answer.status_code == 303
    page = manager.get(answer.location).text
    assert "Dibatalkan wali kota" in page
    (row,) = kept(superuser, case)
    assert (off(superuser, case), row.removed_why) == ([], "Dibatalkan wali kota")
    assert manager.get(path(case, f"/{row.id}/hapus")).status_code == 404
    added(manager, case, day)
    assert off(superuser, case) == [day], "it may be added again"


@pytest.mark.parametrize("day", ["", "31 Februari", "2026-02-30", "saturday", "new year", "1999-01-04", "9999-12-31", "2026-11-24' or 1=1"])
def test_a_day_that_cannot_be_meant_is_refused_at_its_field(manager, superuser, case, day) -> None:
    typed, day = day, meant(day)
    answer = send(manager, path(case, "/tambah"), day=day, seen=day, **WORDS)
    assert answer.status_code == 422
    assert 'id="day-error"' in answer.text
    assert WORDS["reason"] in answer.text, "what was typed stays"
    assert ("Sabtu atau Minggu" in answer.text) is (typed == "saturday")
    assert kept(superuser, case) == []


def test_the_same_day_twice_is_one_day_off(manager, superuser, case) -> None:
    day = next_working_day(case)
    added(manager, case, day)
    assert send(manager, path(case, "/tambah"), day=day, seen=day, **WORDS).status_code == 422
    assert len(kept(superuser, case)) == 1


@pytest.mark.parametrize("role", ["dinsos_officer", "organiser", "treasurer", "auditor", "secretariat"])
def test_who_does_not_keep_the_city_reads_it_and_changes_nothing(client_as, superuser, manager, case, role) -> None:
    added(manager, case, next_working_day(case))
    browser = client_as(case.stage.person(role))
    page = browser.get(path(case)).text
    assert "Hari jadi kota" in page
    assert "hari-libur/tambah" not in page
    assert browser.get(path(case, "/tambah")).status_code == 403
    assert browser.get(path(case, f"/{kept(superuser, case)[0].id}/hapus")).status_code == 403


def test_the_year_shows_the_nations_days_with_collective_leave_and_decree(manager, case) -> None:
    page = manager.get(path(case, "?tahun=2026")).text
    assert page.count("Cuti bersama</span>") >= 8
    assert "1497/2025" in page
    assert "Jumat" in page
    assert "perkiraan" in manager.get(path(case, "?tahun=2027")).text
    for odd in ("?tahun=x", "?tahun=99999", "?tahun=-1", "?tahun=²"):
        assert manager.get(path(case, odd)).status_code == 200
