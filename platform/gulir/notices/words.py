"""A notice in words, in its reader's language: for the page, and as a letter that says nothing of a confidential case."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale

from gulir.engine import Workflows
from gulir.notices.topics import KINDS, UNSAID, UNSAID_LINE
from gulir.web.words import text


@dataclass(frozen=True)
class Said:
    """Title and line."""

    title: str
    line: str


def say(row: Any) -> Said:
    """The words of a notice, for a row of `queries.described()`."""
    workflows: Workflows = current_app.extensions["gulir.workflows"]
    step = workflows.nearest(row.workflow, row.wv).step(row.step, row.source)
    state = workflows.state(row.workflow, row.wv, row.dest)
    places = {"case": row.title, "state": text(state.label), "step": text(step.label) if step and step.label else row.step}
    kind = KINDS[row.topic]
    return Said(str(kind.title) % places, str(kind.line) % places)


def write_letter(row: Any, locale: str, base_url: str) -> tuple[str, str]:
    """Subject and text of a letter in `locale`. Of a confidential case (any lane but the open one) there is a neutral line and a link, nothing else."""
    with force_locale(locale):
        if row.lane != 0:
            said, link = Said(str(UNSAID), str(UNSAID_LINE)), f"{base_url}/{row.slug}/pemberitahuan"
        else:
            said, link = say(row), f"{base_url}/{row.slug}/berkas/{row.number}"
        return one_line(said.title), render_template("mail/notice.txt", said=said, notice=row if row.lane == 0 else None, link=link)


def one_line(words: str) -> str:
    """A header's line: without line ends, and not longer than a reader shows."""
    return " ".join(words.split())[:150]
