"""WhatsApp, Telegram and SMS through Apprise: yes, no, not now, and nobody knows are told apart; no credential and no number is told on."""

import html
import logging

import pytest

from gulir.notices.senders import pushed
from gulir.notices.senders.outcomes import NotSent, Outgoing, Refused, Unsure
from tests.notices.provider import SETTINGS, TO, provider

SENDERS = {"telegram": pushed.telegram, "whatsapp": pushed.whatsapp, "sms": pushed.sms}
MESSAGE = Outgoing("0199", "Giliran Anda", "Giliran Anda: KUBE <Melati> & Mawar_satu\nhttps://contoh.id/surabaya/berkas/SBY-1")
# channel, status, body, what it means
ANSWERS = [
    ("telegram", 401, {"ok": False, "description": "Unauthorized"}, Refused, "credentials"),
    ("telegram", 400, {"ok": False, "description": "Bad Request: chat not found"}, Refused, "address"),
    ("telegram", 403, {"ok": False, "description": "Forbidden: bot was blocked by the user 987654321"}, Refused, "address"),
    ("telegram", 429, {"ok": False, "description": "Too Many Requests: retry after 5"}, NotSent, "busy"),
    ("telegram", 502, {"ok": False}, Unsure, "silent"),
    ("whatsapp", 401, {"error": {"code": 190, "message": "Error validating access token"}}, Refused, "credentials"),
    ("whatsapp", 400, {"error": {"code": 131026, "message": "Message undeliverable to +6281299999999"}}, Refused, "address"),
    ("whatsapp", 400, {"error": {"code": 131047, "message": "Re-engagement message"}}, Refused, "refused"),
    ("whatsapp", 400, {"error": {"code": 130429, "message": "Rate limit hit"}}, NotSent, "busy"),
    ("whatsapp", 500, {"error": {"code": 131000, "message": "Something went wrong"}}, Unsure, "silent"),
    ("sms", 401, {"code": 20003, "message": "Authenticate"}, Refused, "credentials"),
    ("sms", 400, {"code": 21211, "message": "The 'To' number +6281299999999 is not a valid phone number."}, Refused, "address"),
    ("sms", 429, {"code": 20429, "message": "Too Many Requests"}, NotSent, "busy"),
    ("sms", 503, {}, NotSent, "busy"),
]


@pytest.fixture
def there(monkeypatch):
    with provider(monkeypatch) as made:
        yield made


@pytest.fixture
def logs():
    """What reaches the house's own logs, at their most talkative."""
    said, handler, root = [], logging.Handler(), logging.getLogger()
    handler.emit = lambda record: said.append(record.getMessage())
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield said
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize("channel", SENDERS)
def test_what_is_taken_is_sent_once_and_as_it_was_written(there, channel):
    SENDERS[channel](MESSAGE, TO[channel], SETTINGS[channel])
    ((by, body),) = there.sent
    assert by == channel
    assert TO[channel] in str(body)
    assert "SBY-1" in str(body)
    assert (
        html.unescape(body["text"] if channel == "telegram" else body["text"]["body"] if channel == "whatsapp" else body["Body"]).replace("\r", "")
        == MESSAGE.text
    )


@pytest.mark.parametrize(("channel", "status", "body", "outcome", "problem"), ANSWERS)
def test_a_providers_no_is_understood(there, channel, status, body, outcome, problem):
    there.to_refuse(channel, status, body)
    with pytest.raises(outcome) as told:
        SENDERS[channel](MESSAGE, TO[channel], SETTINGS[channel])
    assert type(told.value) is outcome
    assert told.value.problem == problem
    assert len(there.sent) == 1


@pytest.mark.parametrize("channel", SENDERS)
def test_silence_after_the_message_is_not_guessed_about(there, channel, monkeypatch):
    monkeypatch.setattr(pushed, "READ", 0.3)
    there.silent = True
    with pytest.raises(Unsure):
        SENDERS[channel](MESSAGE, TO[channel], SETTINGS[channel])
    assert len(there.sent) == 1


@pytest.mark.parametrize("channel", SENDERS)
def test_where_nobody_listens_nothing_left(monkeypatch, channel):
    with provider(monkeypatch) as made:
        made.server_close()
    with pytest.raises(NotSent) as told:
        SENDERS[channel](MESSAGE, TO[channel], SETTINGS[channel])
    assert told.value.problem == "unreachable"


@pytest.mark.parametrize("channel", SENDERS)
def test_settings_that_can_be_none_and_addresses_that_can_be_none_are_refused_before_anything_leaves(there, channel):
    with pytest.raises(Refused):
        SENDERS[channel](MESSAGE, TO[channel], SETTINGS[channel] | {"token": "bukan kunci"})
    with pytest.raises(Refused):
        SENDERS[channel](MESSAGE, "bukan alamat", SETTINGS[channel])
    assert there.sent == []


@pytest.mark.parametrize(("channel", "status", "body", "outcome", "problem"), ANSWERS)
def test_no_credential_number_or_text_is_told_on(there, channel, status, body, outcome, problem, logs, capfd):
    there.to_refuse(channel, status, body)
    with pytest.raises(outcome) as told:
        SENDERS[channel](MESSAGE, TO[channel], SETTINGS[channel])
    caught = capfd.readouterr()
    everything = str(told.value) + str(told.value.answer) + str(logs) + caught.out + caught.err
    private = [SETTINGS[channel]["token"], TO[channel].lstrip("+"), "KUBE"]
    assert [one for one in private if one in everything] == []
