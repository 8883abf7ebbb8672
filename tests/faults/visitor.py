"""Somebody at a browser who reads pages and gives approvals, and presses again when no answer comes."""

import http.client
import re
import socket
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input[^>]*\bname="(csrf_token|idem|seen_version|seen_facts)"[^>]*>')
VALUE = re.compile(r'\bvalue="([^"]*)"')
TAKEN = (302, 303)
NOTHING = 0  # the status of what was not answered at all


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Visitor:
    """One browser. `statuses`: each answer that it got, when it was asked for, and how long it took."""

    port: int
    token: str = ""
    patience: float = 60
    cookies: dict[str, str] = field(default_factory=dict)
    statuses: list[tuple[float, int, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cookies["gulir"] = self.token

    def answers(self, path: str) -> bool:
        """Whether a page comes."""
        return self.ask("GET", path)[0] == 200

    def ask(self, method: str, path: str, sent: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and page of one request; NOTHING where the connection broke."""
        began = time.monotonic()
        try:
            status, page = self._ask(method, path, sent)
        except (OSError, http.client.HTTPException):
            status, page = NOTHING, ""
        self.statuses.append((began, status, time.monotonic() - began))
        return status, page

    def _ask(self, method: str, path: str, sent: dict[str, str] | None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if sent is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        try:
            connection.request(method, path, urlencode(sent) if sent is not None else None, headers)
            answer = connection.getresponse()
            for header in answer.headers.get_all("Set-Cookie") or []:
                name, _is, value = header.split(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def form(self, path: str, **typed: str) -> dict[str, str] | None:
        """What the page of a step would send, with what was typed; None where the page did not come."""
        status, page = self.ask("GET", path)
        found = {match[1]: VALUE.search(match[0]) for match in HIDDEN.finditer(page)}
        return {name: value[1] for name, value in found.items() if value} | typed if status == 200 else None

    def insist(self, path: str, sent: dict[str, str], seconds: float = 120) -> int:
        """Presses until it is taken, always the same form; gives how often. Raises when it is refused."""
        until, times = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            times += 1
            status, page = self.ask("POST", path, sent)
            if status in TAKEN:
                return times
            if status and status < 500:
                raise AssertionError(f"{path} answered {status}: {page[:2000]}")
            time.sleep(0.1)
        raise AssertionError(f"{path} was not taken within {seconds} s")
