"""The secret link: shows one's own due dates as one may read them now, of confidential cases no name, and ends with the seat, the person, or at will."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from gulir.acting import as_acting
from gulir.acting.keys import acting_of
from gulir.cases.acts import Request, take
from gulir.cases.calendar import NATIONAL
from gulir.cases.outcomes import Refused
from gulir.days import own
from gulir.identity import feeds, ground
from gulir.identity.persons import set_password
from gulir.identity.wiring import limiter
from gulir.jobs import timing
from tests.people import Person
from tests.walk import journeys
from tests.walk.advocates import Office
from tests.walk.ground import Case, Stage


@pytest.fixture(autouse=True)
def unhurried() -> Iterator[None]:
    """No limit of requests, but where a test is about it."""
    kept, limiter.enabled = limiter.enabled, False
    yield
    limiter.enabled = kept


@pytest.fixture
def case(app: Flask, stage: Stage) -> Case:
    """One that waits for the city's officer, with a day."""
    with app.app_context():
        made = journeys.to_verified(stage.open())
        made.take("programme_manager", "correct", title="KUBE Rahasia; \\n, Melati")
        return made


def link(app: Flask, person: Person, role: str | None = None) -> str:
    with app.app_context(), ground.begin() as connection:
        return feeds.make(connection, person.id, person.membership(role))


def fetched(client: FlaskClient, token: str, **headers: str):
    return client.get(f"/kalender/{token}.ics", headers=headers)


def events(client: FlaskClient, token: str) -> list[icalendar.Event]:
    answer = fetched(client, token)
    assert answer.status_code == 200, answer.text[:200]
    assert answer.mimetype == "text/calendar"
    return list(icalendar.Calendar.from_ical(answer.data).walk("VEVENT"))


def sessions(superuser: Engine) -> int:
    with superuser.connect() as connection:
        return int(connection.execute(text("select count(*) from session where purpose = 'feed'")).scalar_one())


def test_a_due_date_is_shown_to_who_has_it_and_to_nobody_else(app: Flask, client: FlaskClient, stage: Stage, case: Case, superuser: Engine) -> None:
    (found,) = events(client, link(app, stage.person("dinsos_officer")))
    with app.app_context():
        due = case.look().case["due"]
    assert found.decoded("dtstart") == dt.date.fromisoformat(due)
    assert str(found["summary"]) == "Batas: KUBE Rahasia; \\n, Melati"
    assert str(found["url"]).endswith(f"/{stage.city.slug}/berkas/{case.number}")
    assert events(client, link(app, stage.person("organiser2"))) == []
    assert sessions(superuser) == 0


def test_the_same_case_keeps_its_name_and_counts_its_changes(app: Flask, client: FlaskClient, stage: Stage, case: Case) -> None:
    token = link(app, stage.person("dinsos_officer"))
    (before,) = events(client, token)
    with app.app_context():
        case.take("programme_manager", "correct", title="KUBE Mawar")
    (after,) = events(client, token)
    assert before["uid"] == after["uid"]
    assert int(after["sequence"]) > int(before["sequence"])


def test_a_day_off_that_moves_the_due_date_counts_as_a_change(app: Flask, client: FlaskClient, stage: Stage, case: Case) -> None:
    token = link(app, stage.person("dinsos_officer"))
    (before,) = events(client, token)
    who = stage.acting_as(stage.person("programme_manager"))
    with app.app_context():
        today = case.look().today
        with as_acting(who):
            own.add(who, who.tenants[0], own.Wanted(NATIONAL.add(today, 2), "Hari jadi kota", "SE 1/2026", "hari jadi"), today)
        timing.on_time(stage.city.id, "calendar", "any", 0)
    (after,) = events(client, token)
    assert after["uid"] == before["uid"]
    assert after.decoded("dtstart") == NATIONAL.add(before.decoded("dtstart"), 1)
    assert int(after["sequence"]) > int(before["sequence"])


def test_an_unchanged_calendar_is_not_sent_again(app: Flask, client: FlaskClient, stage: Stage, case: Case) -> None:
    token = link(app, stage.person("dinsos_officer"))
    first = fetched(client, token)
    again = fetched(client, token, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_of_a_confidential_case_nothing_is_named(app: Flask, client: FlaskClient, stage: Stage, superuser: Engine) -> None:
    with app.app_context():
        secret = Office(stage).at("acting")
    with superuser.begin() as connection:
        connection.execute(text("update cases set due_on = current_date + 3, title = 'Penggusuran RT 5' where id = :id"), {"id": secret.id})
        connection.execute(text("update turn set due_on = current_date + 3 where case_id = :id"), {"id": secret.id})
    with app.app_context():
        team = secret.look("organiser").facts["team"]
    persons = {str(one["person"]) for one in team}
    person = next(one for one in stage.city.people["advocate"] if str(one.id) in persons)
    answer = fetched(client, link(app, person))
    (found,) = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    assert str(found["summary"]) == "Ada tenggat di Gulir"
    assert "description" not in found
    assert "Penggusuran" not in answer.text
    with superuser.begin() as connection:
        number = connection.execute(text("select number from cases where id = :id"), {"id": secret.id}).scalar_one()
    assert number not in answer.text, "its middle says what kind of case it is"
    assert events(client, link(app, stage.person("dinsos_officer"))) == []


@pytest.mark.parametrize(
    "statement",
    [
        "update membership set until = now() where person_id = :person",
        "update person set disabled_at = now() where id = :person",
        "update feed set revoked_at = now() where person_id = :person",
        "update membership set tenants = '{}' where person_id = :person",
    ],
)
def test_a_link_is_worth_what_the_seat_is_worth_now(app: Flask, client: FlaskClient, stage: Stage, case: Case, superuser: Engine, statement: str) -> None:
    person = stage.person("dinsos_officer")
    token = link(app, person)
    assert len(events(client, token)) == 1
    with superuser.begin() as connection:
        connection.execute(text(statement), {"person": person.id})
    answer = fetched(client, token)
    assert answer.status_code == 404 or "VEVENT" not in answer.text


def test_every_word_that_opens_nothing_gets_the_same_answer(app: Flask, client: FlaskClient, stage: Stage) -> None:
    person = stage.person("dinsos_officer")
    token = link(app, person)
    with app.app_context(), ground.begin() as connection:
        feeds.revoke(connection, person.id, feeds.of(connection, person.id)[0].id)
    blank = re.compile(r'nonce="[^"]*"|nonce-[^ "]*|/kalender/[^"&]*|%2Fkalender[^"&]*|value="[^"]*"')
    bodies = {blank.sub("", fetched(client, word).text) for word in (token, "A" * 43, "x", "B" * 300)}
    assert len(bodies) == 1
    assert {fetched(client, word).status_code for word in (token, "A" * 43, "B" * 300)} == {404}


def test_the_key_of_a_calendar_only_reads_and_is_gone_afterwards(app: Flask, stage: Stage, case: Case) -> None:
    token = link(app, stage.person("programme_manager"))
    with app.app_context():
        with ground.begin() as connection:
            key = feeds.key_for(connection, token)
        assert key
        who = acting_of(key)
        assert (who.read_only, who.purpose) == (True, "feed")
        with as_acting(who), pytest.raises(Refused):
            take(who, stage.city.id, case.id, Request("note", uuid4(), answers={"note": "x"}))
        assert "x" not in [act["answers"].get("note") for act in case.look().facts["acts"]]


def test_links_are_made_shown_once_and_taken_back_on_a_page(app: Flask, client: FlaskClient, client_as: Callable[..., FlaskClient], stage: Stage) -> None:
    browser = client_as(stage.person("dinsos_officer"))
    app.config["WTF_CSRF_ENABLED"], kept = False, app.config.get("WTF_CSRF_ENABLED", True)
    try:
        made = browser.post("/akun/kalender")
        token = re.search(r"/kalender/([\w-]+)\.ics", made.text)
        assert token
        assert fetched(client, token[1]).status_code == 200
        page = browser.get("/akun/kalender").text
        assert token[1] not in page
        revoke = re.search(r"/akun/kalender/[0-9a-f-]{36}/cabut", page)
        assert revoke
        assert client_as(stage.person("organiser")).post(revoke[0]).status_code == 404
        assert fetched(client, token[1]).status_code == 200
        assert browser.post(revoke[0]).status_code == 303
        assert fetched(client, token[1]).status_code == 404
        for _link in range(feeds.MOST):
            assert browser.post("/akun/kalender").status_code == 200
        assert browser.post("/akun/kalender").status_code == 422
    finally:
        app.config["WTF_CSRF_ENABLED"] = kept


def test_whoever_tries_many_words_is_slowed_down(client: FlaskClient) -> None:
    limiter.enabled = True
    limiter.reset()
    codes = {fetched(client, f"{n:043}").status_code for n in range(70)}
    limiter.reset()
    assert codes == {404, 429}


def test_a_new_password_takes_every_link_back(app: Flask, client: FlaskClient, stage: Stage) -> None:
    token, other = link(app, stage.person("organiser")), link(app, stage.person("organiser2"))
    with app.app_context(), ground.begin() as connection:
        set_password(connection, stage.person("organiser").id, "perahu kecil di hilir sungai")
    assert (fetched(client, token).status_code, fetched(client, other).status_code) == (404, 200)
