"""Clients over HTTP: processes that keep a connection alive and post prepared forms, as a browser would send them."""

import http.client
import multiprocessing
import re
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

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


def approve(browser: Browser, csrf: str, path: str) -> None:
    """One approval."""
    status, page = browser.ask("POST", path, form(csrf))
    if status not in (302, 303):
        raise RuntimeError(f"{path} answered {status}: {page[:300]}")


def _client(port: int, token: str, paths: Sequence[str], seconds: float, start: Any, out: Any) -> None:
    browser = Browser(port, token)
    csrf = browser.form_token(paths[-1])
    start.wait()
    until, times = time.perf_counter() + seconds, []
    for path in paths[:-1]:
        began = time.perf_counter()
        if began > until:
            break
        approve(browser, csrf, path)
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
