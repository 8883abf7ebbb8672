"""The page of channels: setting one without ever showing a secret again, a trial with its answer, webhooks, and codes that go by the city's channels."""

import re

import pytest

from gulir.acting import as_acting
from gulir.acting.keys import act_for_job
from gulir.notices import channels, confirming
from gulir.notices.senders import outbound, webhook
from gulir.notices.senders.outcomes import Receipt, Refused
from tests.notices.provider import SETTINGS, TO, provider

TOKEN = SETTINGS["telegram"]["token"]
STORED = "select sender, enabled, problem, answer, settings from channel where tenant_id = :tenant"
HOOKS = "select id, host, topics, enabled, ended_at, answer from hook where tenant_id = :tenant order by id"


@pytest.fixture
def admin(ground):
    return ground.city.one("city_admin")


@pytest.fixture
def browser(ground, client_as, admin):
    return Browser(client_as(admin), f"/{ground.city.slug}/saluran")


class Browser:
    """Asks and sends as a page does."""

    def __init__(self, client, path):
        self.client, self.path = client, path

    def get(self, below=""):
        return self.client.get(self.path + below)

    def post(self, below="", **typed):
        page = self.client.get(self.path).text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        token = token or re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get("/telegram").text)
        return self.client.post(self.path + below, data={"csrf_token": token[1], **typed})

    def said(self):
        """The page after an act."""
        return self.get().text


def reach(ground, person, channel):
    ground.change("insert into reach (person_id, channel, address) values (:id, :channel, :to)", id=person.id, channel=channel, to=TO[channel])


def test_a_channel_is_set_and_its_secret_is_shown_by_no_page(ground, browser):
    assert "Belum diatur" in browser.said()
    assert browser.post("/telegram", **SETTINGS["telegram"]).status_code == 303
    ((row),) = ground.see(STORED)
    assert (row.sender, row.enabled) == ("kota_bot", True)
    assert TOKEN.encode() not in bytes(row.settings)
    for page in (browser.said(), browser.get("/telegram").text):
        assert "kota_bot" in page
        assert TOKEN not in page


def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(ground, browser):
    answer = browser.post("/telegram", sender="kota_bot", token="12")
    assert answer.status_code == 422
    assert "kota_bot" in answer.text, "what was typed stays"
    assert 'value="12"' not in answer.text, "but no secret"
    assert browser.post("/telegram", sender="kota_bot", token="").status_code == 422
    assert ground.see(STORED) == []
    assert browser.get("/burung-merpati").status_code == 404


def test_a_kept_password_never_goes_to_another_server(ground, browser):
    typed = {"sender": "kota@contoh.id", "host": "smtp.contoh.id", "port": "587", "security": "starttls", "user": "kota", "password": "rahasia sekali"}
    assert browser.post("/mail", **typed).status_code == 303
    moved = typed | {"host": "smtp.penipu.id", "password": ""}
    assert browser.post("/mail", **moved).status_code == 422
    page = browser.get("/mail").text
    assert "smtp.contoh.id" in page
    assert "rahasia sekali" not in page
    assert browser.post("/mail", **typed | {"sender": "lain@contoh.id", "password": ""}).status_code == 303
    assert browser.post("/mail", **moved | {"password": "yang lain"}).status_code == 303
    assert browser.post("/mail", **typed | {"user": "", "password": ""}).status_code == 303, "a server without sign-in needs none"


def test_a_trial_shows_the_answer_and_what_is_wrong_stands_there_until_it_works(ground, browser, admin, monkeypatch):
    browser.post("/telegram", **SETTINGS["telegram"])
    browser.post("/telegram/percobaan")
    assert "alamat yang sudah dikonfirmasi" in browser.said()
    reach(ground, admin, "telegram")
    with provider(monkeypatch) as there:
        there.to_refuse("telegram", 401, {"ok": False, "description": "Unauthorized"})
        browser.post("/telegram/percobaan")
        page = browser.said()
        assert "Tidak berfungsi" in page
        assert page.count("401 Unauthorized") == 2, "once as the answer, once in its line"
        assert browser.said().count("401 Unauthorized") == 1
        there.to_refuse("telegram", 200, {"ok": True})
        browser.post("/telegram/percobaan")
        page = browser.said()
        assert "Tidak berfungsi" not in page
    assert [channel for channel, _body in there.sent] == ["telegram", "telegram"]


def test_it_is_closed_opened_and_taken_away(ground, browser):
    browser.post("/telegram", **SETTINGS["telegram"])
    browser.post("/telegram/sakelar", nyala="0")
    assert ground.see(STORED)[0].enabled is False
    browser.post("/telegram/sakelar", nyala="1")
    assert ground.see(STORED)[0].enabled is True
    browser.post("/telegram/hapus")
    assert ground.see(STORED) == []
    assert browser.post("/telegram/sakelar", nyala="1").status_code == 404, "a page from before"


def test_a_webhook_is_added_tried_changed_paused_and_ended(ground, browser, monkeypatch):
    refused = browser.post("/kait/tambah", url="https://127.0.0.1:22/", topics="turn")
    assert refused.status_code == 422
    assert "443" in refused.text
    made = browser.post("/kait/tambah", url="https://kait.example/masuk?kunci=rahasia", topics=["turn", "blocked"])
    assert made.status_code == 200
    secret = re.search(r'<p class="digest">([^<]+)</p>', made.text)[1].strip()
    ((row),) = ground.see(HOOKS)
    page = browser.said()
    assert "kait.example" in page
    assert secret not in page
    assert "rahasia" not in page
    calls = []
    monkeypatch.setattr(webhook, "send", lambda message, to, settings: calls.append((to, settings["secret"])) or Receipt("200", "terima kasih"))
    browser.post(f"/kait/{row.id}/percobaan")
    assert calls == [("https://kait.example/masuk?kunci=rahasia", secret)]
    assert "terima kasih" in browser.said()
    assert browser.post(f"/kait/{row.id}").status_code == 422, "called of nothing it would be none"
    browser.post(f"/kait/{row.id}", topics=["freed"])
    browser.post(f"/kait/{row.id}/sakelar", nyala="0")
    assert [(one.topics, one.enabled) for one in ground.see(HOOKS)] == [(["freed"], False)]
    browser.post(f"/kait/{row.id}/hapus")
    assert ground.see(HOOKS)[0].ended_at is not None
    assert browser.post(f"/kait/{row.id}/percobaan").status_code == 404
    assert len(calls) == 1


def test_managers_and_the_secretariat_set_it_too_each_change_is_logged_and_others_have_no_such_page(ground, browser, client_as):
    browser.post("/telegram", **SETTINGS["telegram"])
    manager = Browser(client_as(ground.city.one("programme_manager")), browser.path)
    assert "kota_bot" in manager.said()
    assert manager.post("/telegram/sakelar", nyala="0").status_code == 303
    assert manager.post("/telegram/hapus").status_code == 303
    assert manager.post("/telegram/sakelar", nyala="0").status_code == 404, "nothing is there, and nothing is logged"
    log = ground.see("select act from channel_act where tenant_id = :tenant order by at")
    assert [row.act for row in log] == ["set", "closed", "forgot"]
    page = manager.said()
    assert "Siapa mengubah apa" in page
    assert TOKEN not in page
    for role in ("organiser", "dinsos_officer", "auditor"):
        assert client_as(ground.city.one(role)).get(browser.path).status_code in (403, 404)


def test_what_leads_inside_is_refused_at_its_field(browser, monkeypatch):
    monkeypatch.setattr(outbound, "resolve", lambda _host, _port: ["10.0.0.7"])
    hook = browser.post("/kait/tambah", url="https://dalam.example/", topics="turn")
    assert (hook.status_code, "jaringan" in hook.text) == (422, True)
    typed = {"sender": "kota@contoh.id", "host": "smtp.contoh.id", "port": "587", "security": "starttls", "user": "", "password": ""}
    assert browser.post("/mail", **typed).status_code == 422
    monkeypatch.setattr(outbound, "resolve", lambda _host, _port: ["93.184.215.14"])
    assert browser.post("/mail", **typed).status_code == 303


def test_it_says_since_when_it_does_not_work(ground, browser, monkeypatch):
    browser.post("/telegram", **SETTINGS["telegram"])
    for moment in ("2014-05-12", None):
        with as_acting(act_for_job(ground.city.id)):
            channels.note_trouble(ground.city.id, "telegram", Refused("credentials", "401 Unauthorized"))
        ground.change("update channel set problem_at = coalesce(cast(:moment as timestamptz), problem_at) where tenant_id = :tenant", moment=moment)
    assert "12 Mei 2014" in browser.said()


def test_a_code_goes_by_the_city_s_channel_and_a_refusal_is_said(ground, browser, client_as, monkeypatch):
    reader = client_as(ground.city.one("organiser"))
    path = "/akun/pemberitahuan/telegram"
    typed = {"csrf_token": token_of(reader, path), "address": TO["telegram"]}
    assert reader.post(path, data=typed).status_code == 422, "no city of theirs sends by it"
    browser.post("/telegram", **SETTINGS["telegram"])
    with provider(monkeypatch) as there:
        assert reader.post(path, data=typed).status_code == 303
        ((_channel, body),) = there.sent
        code = re.search(r"\d{6}", body["text"])[0]
        there.to_refuse("telegram", 403, {"ok": False, "description": "Forbidden: bot was blocked by the user"})
        other = client_as(ground.city.one("treasurer"))
        refused = other.post(path, data=typed | {"csrf_token": token_of(other, path)})
        assert refused.status_code == 422
        assert "tidak mengenal alamat" in refused.text
    assert reader.post(path + "/kode", data={"csrf_token": typed["csrf_token"], "code": code}).status_code == 303
    assert TO["telegram"] in reader.get("/akun/pemberitahuan").text


def token_of(client, path):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)[1]


def test_a_city_of_somebody_else_speaks_for_nobody_here(ground, browser, city, acting_as, context):
    browser.post("/telegram", **SETTINGS["telegram"])
    with as_acting(acting_as(city().one("organiser"))) as stranger, pytest.raises(confirming.NoSender):
        confirming.way(stranger, "telegram")
    with as_acting(acting_as(ground.city.one("organiser"))) as own:
        assert confirming.way(own, "telegram").settings["token"] == TOKEN
    browser.post("/telegram/sakelar", nyala="0")
    with as_acting(acting_as(ground.city.one("organiser"))) as own, pytest.raises(confirming.NoSender):
        confirming.way(own, "telegram")
    with pytest.raises(Refused):
        channels.opened(ground.city.id + 1, "telegram", bytes(ground.see(STORED)[0].settings))
