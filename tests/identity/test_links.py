"""Links by letter: once, for a while, by sending a form and not by looking."""

import re

import pytest
from sqlalchemy import text

from gulir.identity import letters, totp
from gulir.identity.links import DeadLink, find_link, make_link, use_link
from tests.identity.ways import browser_with, cookie, is_in, send, sign_in

NEW = "perahu kecil di hilir sungai"


def test_the_way_back_by_letter(app, client, organiser, mail):
    sign_in(client, organiser.email)
    kept = cookie(client)
    visitor = app.test_client()
    send(visitor, "/lupa", account=organiser.email)
    letters.wait_until_sent()
    body = mail.to(organiser.email)[-1].get_content()
    path = re.search(r"/tautan/[\w-]{43}", body)[0]
    for _ in range(2):
        assert visitor.get(path).status_code == 200
    assert send(visitor, path, password="pendek", again="pendek").status_code == 422
    assert send(visitor, path, password=NEW, again="lain sama sekali ini").status_code == 422
    assert send(visitor, path, password=NEW, again=NEW).location == "/masuk"
    assert visitor.get(path).status_code == 404
    assert not is_in(browser_with(app, kept))
    assert sign_in(app.test_client(), organiser.email, NEW).status_code == 303


def test_a_link_works_once_and_a_later_one_kills_it(signin, organiser):
    with signin() as connection:
        first, second = (make_link(connection, organiser.id, "reset") for _ in range(2))
        with pytest.raises(DeadLink):
            find_link(connection, first)
        use_link(connection, second, NEW)
        with pytest.raises(DeadLink):
            use_link(connection, second, NEW)


def test_an_old_link_is_dead(signin, organiser, superuser):
    with signin() as connection:
        token = make_link(connection, organiser.id, "invite")
    with superuser.begin() as connection:
        connection.execute(text("update link set expires_at = now() - interval '1 second' where person_id = :id"), {"id": organiser.id})
    with signin() as connection, pytest.raises(DeadLink):
        use_link(connection, token, NEW)


@pytest.mark.parametrize("by_admin", [True, False])
def test_only_an_administrators_link_removes_a_lost_second_factor(signin, manager, cast, settings, by_admin, superuser):
    import pyotp

    secret = totp.new_secret()
    with signin() as connection:
        assert totp.enrol(connection, settings.data_key, manager.id, secret, pyotp.TOTP(secret).now())
        use_link(connection, make_link(connection, manager.id, "reset", cast.dewi.id if by_admin else None), NEW)
    with superuser.begin() as connection:
        left = connection.execute(text("select totp_secret is not null from person where id = :id"), {"id": manager.id}).scalar_one()
    assert left is not by_admin


def test_the_table_keeps_no_link_that_works(signin, organiser, superuser):
    with signin() as connection:
        token = make_link(connection, organiser.id, "reset")
    with superuser.begin() as connection:
        assert token not in str(connection.execute(text("select * from link where person_id = :id"), {"id": organiser.id}).all())
