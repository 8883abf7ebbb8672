"""WhatsApp, Telegram and SMS, through Apprise: it says yes or no and logs the rest, so what it logs is read, in memory, to tell no from nobody knows."""

import html
import logging
import re
import threading
from collections.abc import Callable, Mapping
from typing import Any

from apprise import Apprise, AppriseAsset, NotifyFormat

from gulir.notices.senders.outcomes import ANSWER, NotSent, Outgoing, Receipt, Refused, Trouble, Unsure

CONNECT, READ = 5.0, 10.0  # seconds
ASSET = AppriseAsset(app_id="Gulir", app_desc="Gulir", secure_logging=True, http_redirects=False)
# What Apprise says of an exchange bears tokens, numbers and texts: it is heard here and goes no further.
LOGGER = logging.getLogger("apprise")
LOGGER.propagate = False
LOGGER.setLevel(logging.DEBUG)
logging.getLogger("urllib3").setLevel(logging.ERROR)  # it tells whole addresses, and a bot's token is part of one
PHONE = re.compile(r"\+[1-9]\d{6,14}")
FORMS = {"telegram": re.compile(r"-?\d{5,20}"), "whatsapp": PHONE, "sms": PHONE}
NEVER_LEFT = re.compile(r"NewConnectionError|NameResolutionError|ConnectTimeout|ConnectionRefused|SSLError|SSLCertVerification|ProxyError")
ANSWERED = re.compile(r"Failed to send \w+ notification to .*?: (?P<words>.*?),? ?error=(?P<code>-?\w+)\.$", re.DOTALL)
# Providers' own numbers, from their documentation; what is on no list goes by the number's size, as in HTTP.
CREDENTIALS = {"telegram": {401, 404}, "whatsapp": {0, 3, 10, 190, 200, 401, 403}, "sms": {401, 403, 20003, 20404, 21660, 21606}}
ADDRESS = {"telegram": {400, 403}, "whatsapp": {131026, 131030, 131021, 470}, "sms": {21211, 21214, 21217, 21408, 21610, 21612, 21614}}
LATER = {"telegram": {429, 503}, "whatsapp": {4, 80007, 130429, 131048, 131056, 133016, 429, 503}, "sms": {20429, 429, 503, 21611}}
NOBODY_KNOWS = {500, 502, 504, 520, 524, 1, 2, 131000, 131016}  # the provider failed in the middle, and takes no key by which a second try would be the same


class Hearing(logging.Handler):
    """Keeps what is said in this thread while it listens."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.heard = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps a line, for whoever listens in this thread."""
        lines = getattr(self.heard, "lines", None)
        if lines is not None:
            lines.append(record.getMessage())

    def listen(self, do: Callable[[], bool]) -> tuple[bool, list[str]]:
        """What `do` answers, and what was said meanwhile."""
        lines: list[str] = []
        self.heard.lines = lines
        try:
            return do(), lines
        finally:
            self.heard.lines = None


HEARING = Hearing()
LOGGER.addHandler(HEARING)


def telegram(message: Outgoing, to: str, settings: Mapping[str, str]) -> Receipt:
    """`to`: the number of a chat."""
    return send("telegram", {"schema": "tgram", "bot_token": settings["token"], "targets": [to]}, message, to, settings)


def whatsapp(message: Outgoing, to: str, settings: Mapping[str, str]) -> Receipt:
    """`to`: a telephone number with its country. Through an approved template, if one is set."""
    plugin: dict[str, Any] = {"schema": "whatsapp", "token": settings["token"], "from_phone_id": settings["from_phone_id"], "targets": [to]}
    if settings.get("template"):
        plugin |= {"template": settings["template"], "language": settings.get("language") or "id", "template_mapping": {"body": "1"}}
    return send("whatsapp", plugin, message, to, settings)


def sms(message: Outgoing, to: str, settings: Mapping[str, str]) -> Receipt:
    """By Twilio: of the providers that Apprise knows, Vonage for one answers 200 to what it refuses, which Apprise takes for a yes."""
    plugin = {"schema": "twilio", "account_sid": settings["account"], "auth_token": settings["token"], "source": settings["sender"], "targets": [to]}
    return send("sms", plugin, message, to, settings)


def send(channel: str, plugin: dict[str, Any], message: Outgoing, to: str, settings: Mapping[str, str]) -> Receipt:
    """One message to one reader; never a second try of Apprise's own. Raises NotSent, Refused or Unsure."""
    if not FORMS[channel].fullmatch(to):  # Apprise would make several readers of one line, and names of numbers
        raise Refused("address")
    made: Any = None
    text, form = (html.escape(message.text, quote=False), NotifyFormat.HTML) if channel == "telegram" else (message.text, NotifyFormat.TEXT)

    def make_and_send() -> bool:
        nonlocal made
        made = Apprise.instantiate(plugin | {"cto": CONNECT, "rto": READ, "retry": 0}, asset=ASSET)
        return made is not None and bool(made.notify(body=text, title="", body_format=form))

    done, said = HEARING.listen(make_and_send)
    if done:
        return Receipt()
    if made is None:
        raise Refused("credentials")
    raise trouble_of(channel, said, [to, to.lstrip("+"), message.text, *settings.values()])


def trouble_of(channel: str, said: list[str], private: list[str]) -> Trouble:
    """What went wrong, by what was said. Where nothing tells, nobody knows."""
    for line in said:
        if "Socket Exception" in line:
            return NotSent("unreachable") if NEVER_LEFT.search(line) else Unsure("silent")
    found = next((match for match in map(ANSWERED.search, said) if match), None)
    if found is None:
        return Unsure("silent")
    code = int(found["code"]) if found["code"].lstrip("-").isdigit() else 400
    answer = f"{found['code']} {without(found['words'], private)}"[:ANSWER]
    if code in LATER[channel]:
        return NotSent("busy", answer)
    if code in NOBODY_KNOWS:
        return Unsure("silent", answer)
    kind = "credentials" if code in CREDENTIALS[channel] else "address" if code in ADDRESS[channel] else "refused"
    return Refused(kind, answer)


def without(words: str, private: list[str]) -> str:
    """A provider's words without credentials, numbers and texts of ours."""
    for one in sorted((one for one in private if len(one) > 3), key=len, reverse=True):
        words = words.replace(one, "…")
    return re.sub(r"\+?\d{7,}", "…", " ".join(words.split()))
