"""Criteria: what a joint evaluation scores, on which scale, and from which score on a reason is asked for; part of a rulebook's content."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from re import fullmatch
from typing import Any

from gulir.engine.errors import RulebookError
from gulir.engine.text import Text, _

CRITERION = {"id", "name", "text", "source", "reason_up_to"}
LEVEL = {"value", "text"}


@dataclass(frozen=True)
class Level:
    """A step of the scale, in words."""

    value: int
    text: dict[str, str]


@dataclass(frozen=True)
class Criterion:
    """What is scored: its name, what is looked at, where it comes from, and up to which score a reason is asked for."""

    id: str
    name: dict[str, str]
    text: dict[str, str]
    source: str
    reason_up_to: int

    def asks_reason(self, value: int) -> bool:
        """Whether a score of this height must be explained."""
        return value <= self.reason_up_to


def lacking(criteria: Iterable[Criterion], scores: Mapping[str, Mapping[str, Any]]) -> dict[str, Text]:
    """What a side still lacks before it can hand in: a score, by criterion; or, as `criterion.reason`, the words that its score asks for."""
    found: dict[str, Text] = {}
    for one in criteria:
        if one.id not in scores:
            found[one.id] = _("Not scored yet")
        elif one.asks_reason(scores[one.id]["value"]) and not scores[one.id]["reason"].strip():
            found[f"{one.id}.reason"] = _("A score of %(value)s needs a reason", value=scores[one.id]["value"])
    return found


def criteria_of(content: Mapping[str, Any]) -> tuple[Criterion, ...]:
    """The criteria of a rulebook's content; none for a rulebook of the programme."""
    return tuple(Criterion(one["id"], one["name"], one["text"], one["source"], one["reason_up_to"]) for one in content.get("criterion", ()))


def levels_of(content: Mapping[str, Any]) -> tuple[Level, ...]:
    """The scale, lowest first."""
    return tuple(sorted((Level(one["value"], one["text"]) for one in content.get("level", ())), key=lambda level: level.value))


def check_criteria(file: str, content: Mapping[str, Any]) -> None:
    """Raises RulebookError for criteria that nobody could score by; a rulebook without any has no scale either."""
    criteria, levels = content.get("criterion", []), content.get("level", [])
    if not isinstance(criteria, list) or not isinstance(levels, list) or bool(criteria) != bool(levels):
        raise RulebookError(file, "criterion", "criteria need a scale, as [[level]] tables, and a scale needs [[criterion]] tables")
    values = [check_level(file, position, level) for position, level in enumerate(levels, 1)]
    if criteria and (len(set(values)) != len(values) or len(values) < 2):
        raise RulebookError(file, "level", "a scale has at least two levels, each value once")
    names = [check_criterion(file, position, one, values) for position, one in enumerate(criteria, 1)]
    for name in names:
        if names.count(name) > 1:
            raise RulebookError(file, f"criterion {name}", "stands twice")


def check_level(file: str, position: int, raw: Any) -> int:
    """A level's value."""
    value = raw.get("value") if isinstance(raw, dict) else None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        raise RulebookError(file, f"level number {position} in the file", "needs a whole number from 0 to 100 as its value")
    known_words(file, f"level {value}", raw, LEVEL, ("text",))
    return value


def check_criterion(file: str, position: int, raw: Any, values: list[int]) -> str:
    """A criterion's id."""
    name = raw.get("id") if isinstance(raw, dict) else None
    if not isinstance(name, str) or not fullmatch(r"[a-z_]{2,40}", name):
        raise RulebookError(file, f"criterion number {position} in the file", "needs an id of small letters a-z and _")
    place = f"criterion {name}"
    known_words(file, place, raw, CRITERION, ("name", "text"))
    if not isinstance(raw.get("source"), str) or not raw["source"]:
        raise RulebookError(file, place, "needs a source; where none was found, say so")
    least = min(values) - 1
    if raw.get("reason_up_to") not in (least, *values):
        raise RulebookError(file, place, f"reason_up_to is {raw.get('reason_up_to')!r}; it is a score of the scale, or {least} where no reason is asked for")
    return name


def known_words(file: str, place: str, raw: Mapping[str, Any], known: set[str], spoken: tuple[str, ...]) -> None:
    """A misspelt word must not pass, and what people read is there in both languages."""
    for name in raw:
        if name not in known:
            raise RulebookError(file, place, f"unknown word {name!r}; known are {', '.join(sorted(known))}")
    for name in spoken:
        words = raw.get(name)
        if not isinstance(words, dict) or set(words) != {"id", "en"} or not all(isinstance(one, str) and one.strip() for one in words.values()):
            raise RulebookError(file, place, f"needs its {name} in id and en")
