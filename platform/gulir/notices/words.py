"""A notice in words, in its reader's language: for the page, and for a message, which says nothing of a confidential case."""

from dataclasses import dataclass
from typing import Any

from flask import current_app

from gulir.engine import Workflows
from gulir.notices.topics import KINDS, UNSAID, UNSAID_LINE
from gulir.web.words import text


@dataclass(frozen=True)
class Said:
    """Title and line."""

    title: str
    line: str


@dataclass(frozen=True)
class News:
    """One notice as a message tells it. Of a confidential case (any lane but the open one) there is a neutral line and a link: no number, no name."""

    title: str
    line: str
    link: str
    city: str
    case: str = ""
    number: str = ""


@dataclass(frozen=True)
class Message:
    """What a channel is given. `subject` is one line; channels that have none send the text alone."""

    subject: str
    text: str


def say(row: Any) -> Said:
    """The words of a notice, for a row of `queries.described()`."""
    workflows: Workflows = current_app.extensions["gulir.workflows"]
    step = workflows.nearest(row.workflow, row.wv).step(row.step, row.source)
    state = workflows.state(row.workflow, row.wv, row.dest)
    places = {"case": row.title, "state": text(state.label), "step": text(step.label) if step and step.label else row.step}
    kind = KINDS[row.topic]
    return Said(str(kind.title) % places, str(kind.line) % places)


def news_of(row: Any, base_url: str) -> News:
    """A row of `queries.described()`, in the language that is set."""
    if row.lane != 0:
        return News(str(UNSAID), str(UNSAID_LINE), f"{base_url}/{row.slug}/pemberitahuan", row.city)
    said = say(row)
    return News(said.title, said.line, f"{base_url}/{row.slug}/berkas/{row.number}", row.city, row.title, row.number)


def one_line(words: str) -> str:
    """A header's line: without line ends, and not longer than a reader shows."""
    return " ".join(words.split())[:150]
