"""Reads rulebooks from TOML or from their stored content; a broken one is refused, naming file and clause."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gulir.engine.criteria import check_criteria
from gulir.engine.errors import RulebookError
from gulir.engine.parties import Party
from gulir.engine.rulebook import Clause, Rulebook

HEAD = {"slug", "version", "title", "status", "source", "workflows", "valid_from", "valid_until", "superseded_by", "clause", "level", "criterion"}
BODY = {"id", "text", "source", "binding", "waivable_by", "values"}
LANGUAGES = {"id", "en"}


def load_rulebooks(folder: Path) -> dict[str, Rulebook]:
    """All rulebooks of a folder, by slug."""
    books: dict[str, Rulebook] = {}
    for path in sorted(folder.glob("*.toml")):
        book = load_rulebook(path)
        if book.slug != path.stem:
            raise RulebookError(path.name, "slug", f"is {book.slug!r} but the file is called {path.stem!r}")
        books[book.slug] = book
    for book in books.values():
        if book.superseded_by and book.superseded_by not in books:
            raise RulebookError(f"{book.slug}.toml", "superseded_by", f"there is no rulebook {book.superseded_by!r}")
    return books


def load_rulebook(path: Path) -> Rulebook:
    """One rulebook from its TOML file."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise RulebookError(path.name, "whole file", str(problem)) from problem
    try:
        return read_rulebook(plain(read), path.name)
    except RulebookError as problem:
        raise at_line(problem, path.read_text(encoding="utf-8")) from problem


def at_line(problem: RulebookError, text: str) -> RulebookError:
    """The same, naming the line where what is at fault begins, if it has a name of its own."""
    name = problem.clause.rpartition(" ")[2]
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.replace(" ", "") in (f'id="{name}"', f"value={name}")]
    lines = lines or [number for number, line in enumerate(text.splitlines(), 1) if line.partition("=")[0].partition(".")[0].strip() == name]
    return RulebookError(f"{problem.file}, line {lines[-1]}", problem.clause, problem.problem) if lines else problem


def plain(value: Any) -> Any:
    """The same with dates as ISO text, so that what is hashed and stored is JSON."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def read_rulebook(content: Mapping[str, Any], file: str = "stored rulebook") -> Rulebook:
    """A rulebook from JSON content, as stored with a case."""
    refuse_unknown(file, "head", content, HEAD)
    for name in ("slug", "version", "source"):
        if not isinstance(content.get(name), str) or not content[name]:
            raise RulebookError(file, name, "must be text")
    clauses = content.get("clause")
    if not isinstance(clauses, list) or not clauses:
        raise RulebookError(file, "clause", "a rulebook has at least one [[clause]]")
    workflows = content.get("workflows")
    if not isinstance(workflows, list) or not workflows or not all(isinstance(one, str) for one in workflows):
        raise RulebookError(file, "workflows", "names the workflows that it rules, as a list of names")
    made = tuple(read_clause(file, position, clause) for position, clause in enumerate(clauses, 1))
    refuse_repeats(file, made)
    check_criteria(file, content)
    return Rulebook(
        slug=content["slug"], version=content["version"], source=content["source"], workflows=tuple(workflows), clauses=made, content=dict(content),
        title=both_languages(file, "title", content.get("title")), status=both_languages(file, "status", content.get("status")),
        superseded_by=content.get("superseded_by"), **validity(file, content),
    )  # fmt: skip


def validity(file: str, content: Mapping[str, Any]) -> dict[str, date | None]:
    """The days between which it was in force, in order."""
    days: dict[str, date | None] = {}
    for name in ("valid_from", "valid_until"):
        try:
            days[name] = date.fromisoformat(content[name]) if name in content else None
        except (TypeError, ValueError) as problem:
            raise RulebookError(file, name, "must be a day such as 2019-03-01") from problem
    if days["valid_from"] and days["valid_until"] and days["valid_from"] > days["valid_until"]:
        raise RulebookError(file, "valid_until", "lies before valid_from")
    return days


def read_clause(file: str, position: int, raw: Any) -> Clause:
    """One clause, checked."""
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str) or not raw["id"]:
        raise RulebookError(file, f"clause number {position} in the file", 'needs an id such as "2.1"')
    place = f"clause {raw['id']}"
    refuse_unknown(file, place, raw, BODY)
    if not isinstance(raw.get("source"), str) or not raw["source"]:
        raise RulebookError(file, place, "needs a source; where none was found, say so")
    if raw.get("binding", "refuses") not in ("refuses", "warns"):
        raise RulebookError(file, place, f"binding is {raw['binding']!r}; it refuses or warns")
    text = both_languages(file, place, raw.get("text"))
    return Clause(raw["id"], text, raw["source"], raw.get("binding", "refuses"), waivers(file, place, raw), values(file, place, raw.get("values", {})))


def waivers(file: str, place: str, raw: Mapping[str, Any]) -> tuple[Party, ...]:
    """The parties that may waive a clause."""
    try:
        return tuple(Party(name) for name in raw.get("waivable_by", []))
    except (TypeError, ValueError) as problem:
        raise RulebookError(file, place, f"waivable_by: {problem}") from problem


def values(file: str, place: str, raw: Any) -> dict[str, int | bool | str]:
    """A clause's parameters: whole numbers, yes or no, words."""
    if not isinstance(raw, dict):
        raise RulebookError(file, place, "values must be a table")
    for key, value in raw.items():
        if not isinstance(value, int | bool | str) or (isinstance(value, int) and value < 0):
            raise RulebookError(file, place, f"{key} is {value!r}; a parameter is a whole number, true or false, or a word")
    return dict(raw)


def both_languages(file: str, place: str, raw: Any) -> dict[str, str]:
    """Words in Indonesian and English."""
    if not isinstance(raw, dict) or set(raw) != LANGUAGES or not all(isinstance(word, str) and word.strip() for word in raw.values()):
        raise RulebookError(file, place, "needs its words in id and en")
    return dict(raw)


def refuse_unknown(file: str, place: str, raw: Mapping[str, Any], known: set[str]) -> None:
    """A misspelt word must not pass in silence."""
    for name in raw:
        if name not in known:
            raise RulebookError(file, place, f"unknown word {name!r}; known are {', '.join(sorted(known))}")


def refuse_repeats(file: str, clauses: tuple[Clause, ...]) -> None:
    """Clause numbers and parameters stand once."""
    ids: set[str] = set()
    keys: set[str] = set()
    for clause in clauses:
        if clause.id in ids:
            raise RulebookError(file, f"clause {clause.id}", "stands twice")
        for key in clause.values:
            if key in keys:
                raise RulebookError(file, f"clause {clause.id}", f"parameter {key} is already set by another clause")
            keys.add(key)
        ids.add(clause.id)
