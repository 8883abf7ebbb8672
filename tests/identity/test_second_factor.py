"""The second factor: asked of staff, set up once, each code good once."""

import datetime as dt
import re
import time
from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
from sqlalchemy import text

from gulir.engine.parties import Role
from gulir.identity import totp
from gulir.identity.passwords import TooBusy
from gulir.identity.sealing import NotSealedHere, seal, unseal
from gulir.identity.sessions import begin_choosing, find_choosing
from gulir.identity.signing_in import WrongCode, pass_code
from gulir.identity.throttle import TooSoon, of_code
from gulir.web.account import forms
from tests.identity.ways import browser_with, is_in, send, sign_in
from tests.people import PASSWORD, add_person


@pytest.fixture
def secret(signin, settings, manager):
    """The manager's second factor; its last step lies in the past."""
    made = totp.new_secret()
    with signin() as connection:
        assert totp.enrol(connection, settings.data_key, manager.id, made, pyotp.TOTP(made).at(time.time() - 30))
    return made


def now(secret):
    return pyotp.TOTP(secret).now()


def sealed_of(superuser, person):
    with superuser.begin() as connection:
        return connection.execute(text("select totp_secret from person where id = :id"), {"id": person.id}).scalar_one()


def test_staff_set_one_up_at_the_first_sign_in(client, manager):
    assert sign_in(client, manager.email).location == "/masuk/kode"
    assert not is_in(client)
    page = client.get("/masuk/kode")
    secret = re.search(r'class="secret[^"]*">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")
    assert "<svg" in page.text
    assert send(client, "/masuk/kode", code="000000").status_code == 422
    assert send(client, "/masuk/kode", code=now(secret)).location == "/"
    assert is_in(client)


def test_afterwards_the_code_is_asked(client, manager, secret):
    assert sign_in(client, manager.email).location == "/masuk/kode"
    assert '<svg class="segno' not in client.get("/masuk/kode").text
    assert client.get("/masuk/sebagai").location == "/masuk/kode"
    assert not is_in(client)
    assert send(client, "/masuk/kode", code=now(secret)).location == "/"
    assert is_in(client)


def test_guesses_at_the_code_are_counted_also_where_it_is_taken_away(client_as, manager, secret, superuser, settings):
    client, tag = client_as(manager), of_code(settings.secret_key, str(manager.id))

    def tried(code, heard):
        with superuser.begin() as connection:
            moved = connection.execute(text("update attempt set next_at = now() + :heard where account = :tag"), {"heard": heard, "tag": tag})
        return moved.rowcount, send(client, "/akun/kode", code=code, now=PASSWORD).status_code

    assert tried("xxx xxx", dt.timedelta()) == (0, 422)
    assert tried(now(secret), dt.timedelta(hours=1)) == (1, 422)
    assert sealed_of(superuser, manager)
    assert tried(now(secret), dt.timedelta(seconds=-1)) == (1, 303)
    assert sealed_of(superuser, manager) is None


@pytest.mark.parametrize("path", ["/akun/kode", "/akun/wakil/baru", "/akun/sandi"])
def test_a_machine_that_has_no_time_for_passwords_says_so(client_as, cast, monkeypatch, path):
    def busy(*_words):
        raise TooBusy

    client, deputy, day = client_as(cast.rini), cast.joko.membership(), dt.datetime.now(dt.UTC).date().isoformat()
    monkeypatch.setattr(forms, "confirm_password", busy)
    given = {"deputy": str(deputy), "first": day, "last": day, "reason": "Cuti tahunan", "password": "perahu kecil di hilir", "again": "perahu kecil di hilir"}
    assert send(client, path, code="000000", now=PASSWORD, **given).status_code == 503


def test_organisers_and_officers_of_groups_may_do_without(client, organiser):
    assert sign_in(client, organiser.email).location == "/"
    assert not totp.is_asked_of(Role.GROUP_CHAIR)
    assert totp.is_asked_of(Role.ADVOCATE)


def test_demo_people_are_spared_visibly(client, signin, cast):
    with signin() as connection:
        person = add_person(connection, "Contoh", [("treasurer", cast.organisations["upc"], [cast.makassar.id])], demo=True)
    assert sign_in(client, person.email).location == "/"
    assert 'role="note"' in client.get("/akun").text


def test_a_code_is_good_once_also_when_twenty_send_it_at_once(databases, settings, manager, secret, superuser):
    sealed = sealed_of(superuser, manager)
    for _ in range(3):
        code = now(secret)
        with superuser.begin() as connection:
            connection.execute(text("update person set totp_step = 0 where id = :id"), {"id": manager.id})

        def use(_n, code=code):
            with databases.signin.begin() as connection:
                return totp.accept(connection, settings.data_key, manager.id, sealed, code)

        with ThreadPoolExecutor(20) as crowd:
            assert sum(crowd.map(use, range(20))) == 1
        assert not use(0)


def test_twenty_browsers_with_one_code_let_one_in(app, manager, secret, signin):
    with signin() as connection:
        tokens = [begin_choosing(connection, manager.id, "code") for _ in range(20)]
    code = now(secret)

    def go(token):
        with app.app_context():
            with signin() as connection:
                waiting = find_choosing(connection, token)
            try:
                return pass_code(waiting, code).stage is None
            except (WrongCode, TooSoon):
                return False

    with ThreadPoolExecutor(20) as crowd:
        assert sum(crowd.map(go, tokens)) == 1


def test_a_code_of_long_ago_or_of_nothing_is_refused(secret):
    at = time.time()
    assert totp.step_of(secret, pyotp.TOTP(secret).at(at - 90), at) is None
    assert totp.step_of(secret, pyotp.TOTP(secret).at(at - 30), at) is not None
    assert totp.step_of(secret, "12345", at) is None
    assert totp.step_of(secret, "١٢٣٤٥٦", at) is None


def test_the_secret_is_sealed_for_one_person(settings):
    sealed = seal(settings.data_key, "a", b"a secret of twenty b")
    assert b"secret" not in sealed
    assert unseal(settings.data_key, "a", sealed) == b"a secret of twenty b"
    for key, person in ((settings.data_key, "b"), (b"x" * 32, "a")):
        with pytest.raises(NotSealedHere):
            unseal(key, person, sealed)


def test_a_waiting_session_reads_nothing(app, manager, secret, client, databases):
    sign_in(client, manager.email)
    token = client.get_cookie("gulir").value
    from gulir.acting.who import key_of

    with databases.app.begin() as connection:
        connection.execute(text("select set_config('gulir.key', :key, true)"), {"key": key_of(token)})
        assert connection.execute(text("select count(*) from seat")).scalar_one() == 0
    assert not is_in(browser_with(app, token))
