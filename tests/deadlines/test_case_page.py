"""What the page of a case says of its time: how much is left while it stands still, and where it went."""

import datetime as dt

import pytest
from sqlalchemy import text

from tests.deadlines.test_days_page import case, stage  # noqa: F401 - fixtures


def page(client_as, case, role="programme_manager", language="id"):  # noqa: F811
    browser = client_as(case.stage.person(role))
    browser.set_cookie("gulir-bahasa", language)
    return browser.get(f"/{case.stage.city.slug}/berkas/{case.number}").text


@pytest.mark.parametrize(("language", "words"), [("id", "sisanya saat berjalan lagi: 15 hari kerja"), ("en", "left when it runs again: 15 working days")])
def test_time_that_stands_still_says_since_when_and_how_much_is_left(app, client_as, case, language, words) -> None:  # noqa: F811
    assert words not in page(client_as, case, language=language)
    with app.app_context():
        case.take("programme_manager", "block", code="STATUS_TANAH", resolver="ministry")
    assert words in page(client_as, case, language=language)
    with app.app_context():
        case.take("secretariat", "unblock", blocker=case.look().facts["marks"][0]["id"])
    assert words not in page(client_as, case, language=language)


def test_days_of_the_calendar_are_called_so(superuser, client_as, case) -> None:  # noqa: F811
    clock = '{"days": 30, "since": "2026-03-02", "every_day": true}'
    with superuser.begin() as connection:
        connection.execute(text("update cases set due_on = null, clock = cast(:clock as jsonb) where id = :id"), {"clock": clock, "id": case.id})
    assert "2 Mar 2026; sisanya saat berjalan lagi: 30 hari kalender" in page(client_as, case)


def test_where_the_time_went_stands_on_the_page(app, superuser, client_as, case) -> None:  # noqa: F811
    assert "Hari kerja di tiap meja" not in page(client_as, case), "it moved today, so no desk had it for a day"
    with superuser.begin() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        long_ago = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=60)
        connection.execute(text("update event set act_date = :day where case_id = :id and step = 'open'"), {"day": long_ago, "id": case.id})
    found = page(client_as, case)
    section = found.partition('id="desks"')[2].partition("</section>")[0]
    assert "Kelompok Melati" in section
    assert "100% dari seluruh waktu" in section
    assert "sekarang di sana" not in section
