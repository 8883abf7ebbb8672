"""Each channel goes its own way: what fails on one leaves the others alone, credentials are kept sealed, and a webhook is called of nothing confidential."""

from uuid import UUID

import pytest

from gulir.acting import as_acting
from gulir.notices import channels, hooks, sending
from gulir.notices.sealing import NotSealedHere, seal, unseal
from gulir.notices.senders import webhook
from gulir.notices.senders.outcomes import NotSent, Receipt, Refused, Unsure
from tests.notices.ground import block, close_off, let_time_pass, sweep
from tests.notices.provider import SETTINGS, TO, provider

SEEN = "select d.id, d.channel, d.state, d.attempts, d.problem, d.answer from delivery d where d.tenant_id = :tenant order by d.id"
WISH = "insert into preference (person_id, channels) values (:id, '{mail,telegram}') on conflict (person_id) do update set channels = excluded.channels"


@pytest.fixture
def admin(ground, acting_as):
    with as_acting(acting_as(ground.city.one("city_admin"))) as who:
        yield who


def states(ground, channel):
    return [row.state for row in ground.see(SEEN) if row.channel == channel]


@pytest.fixture
def reader(ground):
    """The official, who wants mail and Telegram."""
    person = ground.city.one("dinsos_officer")
    ground.change(WISH, id=person.id)
    ground.change("insert into reach (person_id, channel, address) values (:id, 'telegram', :to)", id=person.id, to=TO["telegram"])
    return person


def test_a_channel_that_rejects_credentials_says_so_where_it_is_set_and_the_others_go_on(ground, tell, admin, reader, monkeypatch):
    channels.put(admin, ground.city.id, "telegram", SETTINGS["telegram"])
    with provider(monkeypatch) as there:
        there.to_refuse("telegram", 401, {"ok": False, "description": "Unauthorized"})
        block(ground, ground.open())
        tell()
    assert states(ground, "telegram") == ["failed"]
    assert set(states(ground, "mail")) == {"sent"}
    (row,) = ground.see("select problem, answer, settings from channel where tenant_id = :tenant")
    assert (row.problem, row.answer) == ("credentials", "401 Unauthorized")
    assert SETTINGS["telegram"]["token"].encode() not in bytes(row.settings)


MAIL = {"sender": "kota@contoh.id", "host": "smtp.contoh.id", "port": "587", "security": "starttls"}


@pytest.mark.parametrize(
    ("channel", "sender"),
    [
        ("whatsapp", "+6200000000"), ("whatsapp", "+999123456789"), ("sms", "+622100000"), ("sms", "+62812"), ("sms", "+10000000000"),
        ("mail", "a..b@contoh.id"), ("mail", "kota@contoh"), ("mail", "kota.@contoh.id"),
    ],
)  # fmt: skip
def test_a_sender_that_cannot_exist_is_refused(ground, admin, channel, sender):
    settings = ({"mail": MAIL} | SETTINGS)[channel]
    with pytest.raises(Refused, match="sender"):
        channels.put(admin, ground.city.id, channel, settings | {"sender": sender})
    channels.put(admin, ground.city.id, channel, settings)
    assert [row.sender for row in ground.see("select sender from channel where tenant_id = :tenant")] == [settings["sender"]]


def test_a_channel_that_is_off_or_was_never_set_is_not_used(ground, tell, admin, reader):
    with pytest.raises(Refused, match="not_set"):
        channels.way_of(ground.city.id, "telegram")
    channels.put(admin, ground.city.id, "telegram", SETTINGS["telegram"])
    assert "telegram" in channels.open_channels(ground.city.id)
    channels.switch(ground.city.id, "telegram", enabled=False)
    with pytest.raises(Refused, match="off"):
        channels.way_of(ground.city.id, "telegram")
    block(ground, ground.open())
    tell()
    assert states(ground, "telegram") == []
    assert states(ground, "mail") != []


def test_a_secret_that_is_left_empty_stays(ground, context, admin):
    channels.put(admin, ground.city.id, "telegram", SETTINGS["telegram"])
    channels.put(admin, ground.city.id, "telegram", {"sender": "bot_lain", "token": ""})
    way = channels.way_of(ground.city.id, "telegram")
    assert way.settings == {"sender": "bot_lain", "token": SETTINGS["telegram"]["token"]}
    assert SETTINGS["telegram"]["token"] not in repr(way)
    with pytest.raises(NotSealedHere):
        unseal(seal({"a": "b"}, ground.city.id, "telegram"), ground.city.id + 1, "telegram")


def test_a_webhook_is_called_in_order_of_each_case_again_after_silence_and_never_of_what_is_confidential(ground, tell, admin, monkeypatch):
    _hook, secret = hooks.add(admin, ground.city.id, "https://kait.example/masuk", ["blocked", "turn"])
    heard, fates = [], [Unsure("silent"), None]

    def send(message, to, settings):
        heard.append((message.id, message.text))
        assert (to, settings["secret"]) == ("https://kait.example/masuk", secret)
        fate = fates.pop(0) if fates else None
        if fate:
            raise fate
        return Receipt("200")

    monkeypatch.setattr(webhook, "send", send)
    case = ground.open("KUBE Sebut Namaku")
    block(ground, case)
    tell()
    assert states(ground, "webhook") == ["waiting"]
    block(ground, case)
    tell()
    assert len(heard) == 1, "the second of the case waits for the first"
    for _ in range(2):
        let_time_pass(ground)
        sweep(ground)
    assert states(ground, "webhook") == ["sent", "sent"]
    assert [one[0] for one in heard] == [heard[0][0], heard[0][0], heard[2][0]], "the same delivery bears the same id"
    assert not any("Sebut Namaku" in text for _id, text in heard)
    secret_case = ground.open("Rahasia", quiet=False)
    close_off(ground, secret_case)
    tell()
    assert len(states(ground, "webhook")) == 2


@pytest.mark.parametrize(
    ("fates", "state"),
    [
        ([NotSent("busy", "503")] * 8, "failed"),
        ([Unsure("silent")] * 8, "unknown"),
        ([Unsure("silent"), *[NotSent("busy", "503")] * 7], "unknown"),
        ([NotSent("busy", "503"), Unsure("silent"), Refused("refused", "410 Gone")], "unknown"),
        ([RuntimeError("killed"), *[NotSent("unreachable")] * 7], "unknown"),  # its sender ended in the middle of the first
    ],
)
def test_a_call_that_may_have_arrived_once_has_not_failed_in_the_end(ground, tell, admin, monkeypatch, fates, state):
    hooks.add(admin, ground.city.id, "https://kait.example/masuk", ["blocked"])
    left = list(fates)
    monkeypatch.setattr(webhook, "send", lambda *_: (_ for _ in ()).throw(left.pop(0)))
    block(ground, ground.open())
    tell()
    for _ in range(len(left)):
        assert states(ground, "webhook") == ["waiting"]
        let_time_pass(ground)
        sweep(ground)
    assert left == []
    ((found, problem),) = [(row.state, row.problem) for row in ground.see(SEEN) if row.channel == "webhook"]
    assert (found, problem) == (state, "busy" if state == "failed" else "silent")


def test_what_became_confidential_while_it_waited_is_not_called(ground, tell, admin, monkeypatch):
    hooks.add(admin, ground.city.id, "https://kait.example/masuk", ["blocked"])
    monkeypatch.setattr(webhook, "send", lambda *_: (_ for _ in ()).throw(Unsure("silent")))
    case = ground.open()
    block(ground, case)
    tell()
    close_off(ground, case)
    let_time_pass(ground)
    sweep(ground)
    ((state, problem),) = [(row.state, row.problem) for row in ground.see(SEEN) if row.channel == "webhook"]
    assert (state, problem) == ("dropped", "lane")


def test_a_refusal_ends_at_once(ground, tell, admin, monkeypatch):
    hook, _secret = hooks.add(admin, ground.city.id, "https://kait.example/masuk", ["blocked"])
    monkeypatch.setattr(webhook, "send", lambda *_: (_ for _ in ()).throw(Refused("refused", "410 Gone")))
    block(ground, ground.open())
    tell()
    (row,) = [row for row in ground.see(SEEN) if row.channel == "webhook"]
    assert (row.state, row.attempts, row.problem, row.answer) == ("failed", 1, "refused", "410 Gone")
    assert isinstance(hook, UUID)
    assert sending.MOST_ATTEMPTS > 1
