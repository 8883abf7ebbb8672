"""The way in: password, code, role; and what an old cookie is worth."""

import pytest

from gulir.identity.memberships import add_membership, change_reach, end_membership
from gulir.identity.persons import disable_person, set_password
from tests.identity.ways import browser_with, cookie, form_token, is_in, send, sign_in
from tests.people import PASSWORD

NEW = "perahu kecil di hilir sungai"


def test_whoever_has_one_role_is_in_with_the_password(client, organiser):
    answer = sign_in(client, organiser.email)
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_in(client)


def test_the_account_is_found_however_it_is_written(client, organiser):
    assert sign_in(client, f"  {organiser.email.upper()} ").status_code == 303


def test_whoever_has_two_roles_chooses_and_may_change_later(client, both):
    assert sign_in(client, both.email).location == "/masuk/sebagai"
    assert not is_in(client)
    page = client.get("/masuk/sebagai")
    assert "Makassar" in page.text
    assert "Surabaya" in page.text
    send(client, "/masuk/sebagai", membership=str(both.membership("organiser")))
    assert is_in(client)
    first = cookie(client)
    send(client, "/masuk/sebagai", membership=str(both.membership("advocate")))
    assert is_in(client)
    assert cookie(client) != first


def test_nobody_acts_as_somebody_elses_role(client, both, cast):
    sign_in(client, both.email)
    send(client, "/masuk/sebagai", membership=str(cast.siti.membership()))
    assert not is_in(client)


def test_every_step_brings_a_new_cookie_and_the_old_one_is_worth_nothing(app, client, both):
    client.set_cookie("gulir", "planted-by-somebody-else")
    sign_in(client, both.email)
    before = cookie(client)
    assert before != "planted-by-somebody-else"
    send(client, "/masuk/sebagai", membership=str(both.membership("organiser")))
    assert browser_with(app, before).get("/masuk/sebagai").location.startswith("/masuk")
    assert not is_in(browser_with(app, before))
    assert not is_in(browser_with(app, "planted-by-somebody-else"))


def test_the_cookie_is_kept_from_scripts_and_other_sites(client, organiser):
    header = next(value for value in sign_in(client, organiser.email).headers.getlist("Set-Cookie") if value.startswith("gulir="))
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Path=/" in header


def test_a_form_token_from_before_the_sign_in_is_refused_after_it(client, organiser):
    old = form_token(client.get("/masuk"))
    page_cookie = client.get_cookie("gulir-page").value
    sign_in(client, organiser.email)
    assert client.post("/akun/bahasa", data={"csrf_token": old, "locale": "en"}).status_code == 400
    client.set_cookie("gulir-page", page_cookie)  # also with the page cookie that it was made for
    assert client.post("/akun/bahasa", data={"csrf_token": old, "locale": "en"}).status_code == 400
    assert is_in(client)


def test_signing_out_ends_the_session_at_the_server(app, client, organiser):
    sign_in(client, organiser.email)
    kept = cookie(client)
    assert client.post("/keluar", data={"csrf_token": form_token(client.get("/akun"))}).status_code == 303
    assert not is_in(client)
    assert not is_in(browser_with(app, kept))


def ended_by_password(connection, person, cast):
    set_password(connection, person.id, NEW)


def ended_by_another_role(connection, person, cast):
    change_reach(connection, person.membership(), role="advocate", tenants=[cast.makassar.id])


def ended_by_end_of_membership(connection, person, cast):
    end_membership(connection, person.membership())


def ended_by_one_role_more(connection, person, cast):
    add_membership(connection, person.id, cast.organisations["ministry"], "ministry_officer", tenants=[cast.makassar.id])


def ended_by_disabling(connection, person, cast):
    disable_person(connection, person.id)


@pytest.mark.parametrize("change", [ended_by_password, ended_by_another_role, ended_by_one_role_more, ended_by_end_of_membership, ended_by_disabling])
def test_no_cookie_outlives_a_change_of_who_one_is(app, client, organiser, signin, cast, change):
    sign_in(client, organiser.email)
    kept = cookie(client)
    assert is_in(client)
    with signin() as connection:
        change(connection, organiser, cast)
    assert not is_in(browser_with(app, kept))


def test_changing_ones_own_password_ends_every_other_session(app, client, organiser):
    elsewhere = app.test_client()
    sign_in(elsewhere, organiser.email)
    sign_in(client, organiser.email)
    kept = cookie(client)
    assert send(client, "/akun/sandi", now=PASSWORD, password=NEW, again=NEW).status_code == 303
    assert is_in(client)
    assert not is_in(elsewhere)
    assert not is_in(browser_with(app, kept))
    assert sign_in(app.test_client(), organiser.email, NEW).status_code == 303


def test_a_disabled_person_is_not_let_in(client, organiser, signin):
    with signin() as connection:
        disable_person(connection, organiser.id)
    assert sign_in(client, organiser.email).status_code == 422


def test_an_idle_session_is_nobodys_and_so_is_one_of_yesterday(app, client, organiser, superuser):
    from sqlalchemy import text

    for statement in ("update session set seen_at = now() - interval '31 minutes'", "update session set expires_at = now() - interval '1 second'"):
        sign_in(client, organiser.email)
        assert is_in(client)
        with superuser.begin() as connection:
            connection.execute(text(statement + " where person_id = :person"), {"person": organiser.id})
        assert not is_in(client)


def test_a_switch_does_not_lengthen_the_session(client, both, superuser):
    from sqlalchemy import text

    sign_in(client, both.email)
    send(client, "/masuk/sebagai", membership=str(both.membership("organiser")))
    with superuser.begin() as connection:
        connection.execute(text("update session set expires_at = now() + interval '5 minutes' where person_id = :person"), {"person": both.id})
    send(client, "/masuk/sebagai", membership=str(both.membership("advocate")))
    with superuser.begin() as connection:
        left = connection.execute(
            text("select extract(epoch from expires_at - now()) from session where person_id = :person"), {"person": both.id}
        ).scalar_one()
    assert left <= 300


@pytest.mark.parametrize(
    "bad", ["//evil.example", "https://evil.example/akun", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)", "/no/such/page/at/all"]
)
def test_one_is_sent_on_only_to_a_page_of_ours(client, organiser, bad):
    page = client.get("/masuk", query_string={"next": bad})
    answer = client.post("/masuk", query_string={"next": bad}, data={"csrf_token": form_token(page), "account": organiser.email, "password": PASSWORD})
    assert answer.location == "/"


def test_one_is_sent_on_to_where_one_was_going(client, organiser):
    asked = client.get("/akun/sandi").location
    assert asked == "/masuk?next=/akun/sandi"
    answer = client.post(asked, data={"csrf_token": form_token(client.get(asked)), "account": organiser.email, "password": PASSWORD})
    assert answer.location == "/akun/sandi"


def test_ones_own_sessions_are_listed_and_ended_and_no_one_elses(app, client, organiser, manager, signin, client_as):
    import re

    other = app.test_client()
    sign_in(other, organiser.email)
    sign_in(client, organiser.email)
    page = client.get("/akun")
    path = re.search(r"/akun/sesi/[0-9a-f]{64}/akhiri", page.text)[0]
    stranger = client_as(manager)
    assert stranger.post(path, data={"csrf_token": form_token(stranger.get("/akun"))}).status_code == 404
    assert is_in(other)
    assert client.post(path, data={"csrf_token": form_token(page)}).status_code == 303
    assert not is_in(other)
    assert is_in(client)


def test_signing_in_again_ends_the_session_that_was_there(app, client, organiser, both):
    sign_in(client, both.email)
    send(client, "/masuk/sebagai", membership=str(both.membership("organiser")))
    kept = cookie(client)
    token = form_token(client.get("/akun"))
    client.post("/masuk", data={"csrf_token": token, "account": both.email, "password": PASSWORD})  # waits for the choice of role
    assert cookie(client) != kept
    assert not is_in(browser_with(app, kept))
