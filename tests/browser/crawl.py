"""Walks along the links of the site as one person, and judges what every page must have whatever is on it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

HEAVIEST = 100_000  # bytes of HTML
OF_A_KIND = 2  # pages of one kind that are looked at: the second shows that titles differ within it
PASSED_BY = re.compile(r"^/(bahasa|static|keluar)/|/(dokumen|surat)(/|$)|\.(xlsx|csv|json|pdf)$")


class Page(HTMLParser):
    """What a page's text says of itself."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.counted: Counter[str] = Counter()
        self.language, self.title, self.path, self._in_title = "", "", "", False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Counts elements; keeps links, language and title."""
        found = dict(attrs)
        self.counted[tag] += 1
        self._in_title = tag == "title" and self.counted["title"] == 1
        if tag == "a" and "download" not in found:
            self.links.append(found.get("href") or "")
        if tag == "html":
            self.language = found.get("lang") or ""

    def handle_data(self, data: str) -> None:
        """The title's words."""
        self.title += data if self._in_title else ""

    def handle_endtag(self, tag: str) -> None:
        """The title ends."""
        self._in_title = self._in_title and tag != "title"


@dataclass
class Walk:
    """The pages that one person reached, in one language."""

    app: Flask
    client: FlaskClient
    language: str
    pages: dict[str, Page] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def go(self, *starts: str) -> "Walk":
        """From these pages to all that links lead to, a few of each kind."""
        waiting, met = list(starts), Counter[str]()
        while waiting:
            path = waiting.pop(0)
            kind = self.kind(path)
            if path in self.pages or met[kind] >= OF_A_KIND:
                continue
            met[kind] += 1
            self.kinds.setdefault(kind, path)
            waiting += self._read(path)
        places: dict[str, set[str]] = {}
        for page in self.pages.values():
            places.setdefault(page.title, set()).add(page.path)
        self.wrong += [f"{title!r} is the title of {', '.join(sorted(paths))}" for title, paths in places.items() if len(paths) > 1]
        return self

    def kind(self, path: str) -> str:
        """Pages of one kind have one view, one step, and the same words in their address's query."""
        parts = urlsplit(path)
        try:
            endpoint, given = self.app.url_map.bind("localhost").match(parts.path, method="GET")
        except HTTPException:
            return path
        return " ".join([str(endpoint), str(given.get("step", given.get("kind", ""))), *sorted(word.split("=")[0] for word in parts.query.split("&"))])

    def _read(self, path: str) -> Iterator[str]:
        answer: Any = self.client.get(path, follow_redirects=True)
        text = answer.get_data(as_text=True)
        page = self.pages[path] = Page(text)
        page.path = answer.request.path  # where it led to, if it led on
        faults = {
            f"answers {answer.status_code}": answer.status_code != 200,
            f"speaks {page.language!r}": page.language != self.language,
            f"has {page.counted['h1']} headings h1": page.counted["h1"] != 1,
            f"weighs {len(answer.data)} bytes": len(answer.data) > HEAVIEST,
        }
        self.wrong += [f"{path}: {fault}" for fault, is_so in faults.items() if is_so]
        here = answer.request.path
        for link in page.links:
            target = urlsplit(urljoin(here, link))
            if link.startswith(("/", "?")) and not PASSED_BY.search(target.path):
                yield target.path + (f"?{target.query}" if target.query else "")
