"""From a sent form to answers as the engine takes them, and back from a draft to a form."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import abort, request
from werkzeug.datastructures import MultiDict

from gulir.cases.acts import Request, Seen
from gulir.engine.asks import ACT_DATE, DECIDER, NOTE, PAPER, Ask
from gulir.engine.text import Text
from gulir.engine.workflow import Workflow
from gulir.web.cases import carried
from gulir.web.cases.fields import LETTER, OTHER, part_name
from gulir.web.cases.reading import uuid_of
from gulir.web.forms import Form

GROUPED = re.compile(r"(?:rp\.?\s*)?\d{1,3}(?:[.,]\d{3})+(?:,00)?|(?:rp\.?\s*)?\d+(?:,00|,-)?", re.IGNORECASE)
CELL = re.compile(r"([a-z_]+)-(\d{1,3})-([a-z_]+)")  # the field of a row: answer, row, column
EVER = (DECIDER, ACT_DATE, PAPER, NOTE)
HIDDEN = ("csrf_token", "idem", "seen_version", "seen_facts", "drafted", "keep", "go", "case")


def asks_of(workflow: Workflow, step: str) -> tuple[Ask, ...]:
    """Every field that a step of this name may ask, wherever it leads on from: a second click comes when the case has moved on already."""
    declared = [one for one in workflow.every_step if one.name == step]
    asks = [ask for one in declared for ask in (*one.asks, *EVER)]
    return tuple({ask.name: ask for ask in reversed(asks)}.values()) if declared else ()


def answers_from(asks: Sequence[Ask], form: MultiDict[str, str], files: Mapping[str, carried.Stored]) -> dict[str, Any]:
    """What was typed, by field; what was left empty is left out."""
    found = {ask.name: answer(ask, form, files.get(ask.name)) for ask in asks}
    return {name: value for name, value in found.items() if value not in (None, "", {}, [])}


def rows_in(ask: Ask, form: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows in which something stands, in order; a line of the case stands in a hidden field of its row."""
    found: dict[int, dict[str, str]] = {}
    for name, value in form.items():
        cell = CELL.fullmatch(name)
        if cell and cell[1] == ask.name and value.strip():
            found.setdefault(int(cell[2]), {})[cell[3]] = amount(value.strip()) if kind_of(ask, cell[3]) == "money" else value.strip()
    return [row for _n, row in sorted(found.items())]


def kind_of(ask: Ask, column: str) -> str | None:
    """What kind of answer a column takes."""
    return next((one.kind for one in ask.columns if one.name == column), None)


def answer(ask: Ask, form: MultiDict[str, str], stored: carried.Stored | None) -> Any:
    """One answer: words, an amount without its dots, a letter's parts, a file's digest, somebody of the list or an outsider."""
    if ask.kind == "letter":
        parts = {part: form.get(part_name(ask.name, part), "").strip() for part, _label, _attributes in LETTER}
        given = {part: value for part, value in parts.items() if value}
        return given | ({"file": stored["file_digest"]} if stored else {})
    if ask.kind == "file":
        return stored["file_digest"] if stored else None
    if ask.kind == "rows":
        return rows_in(ask, form)
    value = form.get(ask.name, "").strip()
    if ask.kind == "money":
        return amount(value)
    return value or (outsider(ask, form) if ask.of == "decider" else value)


def amount(value: str) -> str:
    """20.000.000, 20,000,000 and Rp 20.000.000,00 are one amount; anything else is left for the engine to refuse."""
    plain = re.sub(r"[\s\u00a0]", "", value)
    if not GROUPED.fullmatch(plain):
        return value
    return re.sub(r"\D", "", re.sub(r",(?:00|-)$", "", plain))


def outsider(ask: Ask, form: MultiDict[str, str]) -> str:
    """Somebody who has no account here, by name and organisation."""
    name, of = (form.get(f"{ask.name}-{OTHER}{part}", "").strip().replace("|", "/") for part in ("", "-of"))
    return f"x:{name}|{of}" if name else ""


def request_from(step: str, slot: str | None, recording: bool, asks: Sequence[Ask], files: Mapping[str, carried.Stored]) -> Request:
    """The act that this form asks for."""
    form = request.form
    return Request(step, idem_of(form), seen_of(form), slot, answers_from(asks, form, files), files, recording=recording)


def idem_of(form: MultiDict[str, str]) -> UUID:
    """The key that the page made; 400 for a form without one, which no page of ours sends."""
    return uuid_of(form.get("idem")) or abort(400)


def seen_of(form: MultiDict[str, str]) -> Seen:
    """What the page showed."""
    return seen_in(form.get("seen_version", ""), form.get("seen_facts", ""))


def seen_in(version: str, facts: str) -> Seen:
    """The same from two texts."""
    if not (version.isdecimal() and facts.isdecimal()) or len(version) > 9 or len(facts) > 9:
        return Seen(-1, -1)  # a form that does not say what it showed showed nothing
    return Seen(int(version), int(facts))


def show_errors(form: Form, errors: Mapping[str, Text]) -> None:
    """Puts the engine's words at the fields; `name.part` is a letter's part, `name.2.part` a cell of a row, and what has no field stands on top."""
    for name, words in errors.items():
        place = name.replace(".", "-")
        begins = (part_name(place, LETTER[0][0]), f"{place}-0-")
        first = next((one.name for one in form if one.name.startswith(begins) and not one.name.endswith("-item")), None)
        place = first if first and "." not in name else place
        if place in form:
            form[place].errors = [*form[place].errors, words]
        else:
            form.form_errors.append(words)


def to_keep(form: MultiDict[str, str], files: Mapping[str, carried.Stored]) -> dict[str, str]:
    """What a draft keeps: every typed field, and the tokens of its files."""
    kept = without_gaps(form).items()
    typed = {name: value for name, value in kept if value and name not in HIDDEN and not name.startswith(carried.PREFIX) and len(value) <= 20_000}
    return typed | {carried.PREFIX + name: carried.write(stored) for name, stored in files.items()}


def without_gaps(form: Mapping[str, str]) -> dict[str, str]:
    """The fields with rows counted through: where a row was left empty, the next one takes its place, as the engine counts them."""
    cells = {name: found for name, value in form.items() if (found := CELL.fullmatch(name))}
    filled = sorted({(cell[1], int(cell[2])) for name, cell in cells.items() if form[name].strip()})
    place = {(ask, n): [at for one, at in filled if one == ask].index(n) for ask, n in filled}
    moved = {f"{cell[1]}-{place[cell[1], int(cell[2])]}-{cell[3]}": form[name] for name, cell in cells.items() if (cell[1], int(cell[2])) in place}
    return {name: value for name, value in form.items() if name not in cells} | moved
