"""Clients over HTTP: processes that keep a connection alive and post prepared forms, as a browser would send them."""

import http.client
import multiprocessing
import re
import socket
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Browser:
    """One kept-alive connection with its cookies."""

    def __init__(self, port: int, token: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = {"gulir": token}

    def ask(self, method: str, path: str, sent: dict[str, Any] | None = None) -> tuple[int, str]:
        """Status and body of one request."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if sent is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, urlencode(sent) if sent is not None else None, headers)
        answer = self.connection.getresponse()
        if method == "GET":  # a browser would follow the redirect and so use up the flashed message; without that it would pile up in the cookie
            for header in answer.headers.get_all("Set-Cookie") or []:
                name, _is, value = header.split(";")[0].partition("=")
                self.cookies[name] = value
        return answer.status, answer.read().decode("utf-8", "replace")

    def form_token(self, path: str) -> str:
        """The CSRF token of this browser's page session."""
        status, page = self.ask("GET", path)
        found = TOKEN.search(page)
        if status != 200 or not found:
            raise RuntimeError(f"{path} answered {status} without a form")
        return found[1]


def form(csrf: str) -> dict[str, Any]:
    """What the page of a step would send for a case as ground.py lays it."""
    return {"csrf_token": csrf, "idem": str(uuid4()), "seen_version": 3, "seen_facts": 0, "note": ""}


class Wire:
    """A kept-alive connection that posts ready bytes: the clients share the processors with what they measure, and the driver of bare SQL is as lean."""

    def __init__(self, port: int, cookies: dict[str, str], csrf: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.headers = f"Host: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        self.csrf = csrf

    def request(self, path: str) -> bytes:
        """The bytes of one approval."""
        body = urlencode(form(self.csrf))
        return f"POST {path} HTTP/1.1\r\n{self.headers}Content-Length: {len(body)}\r\n\r\n{body}".encode()

    def approve(self, path: str, ready: bytes | None = None) -> None:
        """One approval; `ready`: its bytes, where they were made before the clock ran."""
        self.socket.sendall(ready or self.request(path))
        answer = self.socket.recv(65536)
        while not whole(answer):
            more = self.socket.recv(65536)
            if not more:
                break
            answer += more
        if not answer.startswith((b"HTTP/1.1 302", b"HTTP/1.1 303")):
            raise RuntimeError(f"{path} answered {answer[:300]!r}")


def whole(answer: bytes) -> bool:
    """Whether all of an answer is there."""
    head, end, body = answer.partition(b"\r\n\r\n")
    length = LENGTH.search(head)
    return bool(end) and length is not None and len(body) >= int(length[1])


def _client(port: int, token: str, paths: Sequence[str], seconds: float, start: Any, out: Any) -> None:
    browser = Browser(port, token)
    wire = Wire(port, browser.cookies, browser.form_token(paths[-1]))
    requests = [(path, wire.request(path)) for path in paths[:-1]]
    start.wait()
    until, times = time.perf_counter() + seconds, []
    for path, ready in requests:
        began = time.perf_counter()
        if began > until:
            break
        wire.approve(path, ready)
        times.append(time.perf_counter() - began)
    out.put(times)


def run(port: int, tokens: Sequence[str], paths: Sequence[Sequence[str]], seconds: float) -> list[float]:
    """Seconds of each approval, one process a token."""
    context = multiprocessing.get_context("spawn")
    start, out = context.Barrier(len(tokens)), context.Queue()
    work = zip(tokens, paths, strict=True)
    processes = [context.Process(target=_client, args=(port, token, mine, seconds, start, out)) for token, mine in work]
    for process in processes:
        process.start()
    times = [one for _process in processes for one in out.get(timeout=seconds + 60)]
    for process in processes:
        process.join()
    return times
