"""The mark of a form: of exactly one sign-in, another in every answer, and worth nothing elsewhere."""

import pytest

from tests.identity.ways import form_token

LANGUAGE = "/akun/bahasa"


def sent(client, mark):
    return client.post(LANGUAGE, data={"csrf_token": mark, "locale": "id"}).status_code


def test_each_answer_has_a_mark_of_its_own_and_each_holds(client_as, organiser):
    client = client_as(organiser)
    first, second = (form_token(client.get("/akun")) for _ in range(2))
    assert first != second and sent(client, first) == sent(client, second) == 303


def test_a_mark_is_worth_nothing_under_another_sign_in(client_as, organiser, manager):
    other, mark = client_as(manager), form_token(client_as(organiser).get("/akun"))
    assert sent(client_as(organiser), mark) == 400  # also of the same person
    assert sent(other, mark) == 400


def test_a_mark_of_somebody_signed_in_is_worth_nothing_to_nobody(client_as, client, organiser):
    mark = form_token(client_as(organiser).get("/akun"))
    client.get("/masuk")
    assert client.post("/masuk", data={"csrf_token": mark, "account": organiser.email, "password": "x"}).status_code == 400


SPOILT = (lambda mark: "", lambda mark: mark[:16], lambda mark: mark[16:], lambda mark: mark[:-1] + "é", lambda mark: mark[1] + mark)


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_spoilt_mark_is_refused(client_as, organiser, spoil):
    client = client_as(organiser)
    assert sent(client, spoil(form_token(client.get("/akun")))) == 400


def test_over_https_a_form_must_come_from_a_page_of_ours(client_as, organiser, monkeypatch, app):
    client, here = client_as(organiser), "https://localhost"
    monkeypatch.setitem(app.config, "WTF_CSRF_SSL_STRICT", True)
    mark = form_token(client.get("/akun"))
    for came, status in ((None, 400), ("https://elsewhere.example/", 400), (f"{here}/akun", 303)):
        headers = {"Referer": came} if came else {}
        assert client.post(LANGUAGE, base_url=here, headers=headers, data={"csrf_token": mark, "locale": "id"}).status_code == status
