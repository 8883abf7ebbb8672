"""Rulebooks: versions of a programme guideline, as numbered clauses with parameters, known by the hash of their content."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from gulir.engine.criteria import Criterion, Level, criteria_of, levels_of
from gulir.engine.digest import sha256_of
from gulir.engine.parties import Party
from gulir.engine.verdicts import ClauseRef

Value = int | bool | str
COUNTED, EVERY_DAY = "_are", "calendar"  # beside `x.days` a rulebook may set `x.days_are` to this


@dataclass(frozen=True)
class Clause:
    """A numbered clause: its words, where they come from, whether it refuses or only warns, and who may waive it."""

    id: str
    text: dict[str, str]
    source: str
    binding: str = "refuses"
    waivable_by: tuple[Party, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Rulebook:
    """One version of a guideline; `content` is what is stored and hashed, so a pinned case can always be judged again."""

    slug: str
    version: str
    title: dict[str, str]
    status: dict[str, str]
    source: str
    workflows: tuple[str, ...]
    clauses: tuple[Clause, ...]
    valid_from: date | None = None
    valid_until: date | None = None
    superseded_by: str | None = None
    content: dict[str, Any] = field(default_factory=dict, compare=False)

    @cached_property
    def hash(self) -> str:
        """sha256 of the content; two rulebooks of one hash say the same."""
        return sha256_of(self.content)

    @cached_property
    def by_key(self) -> dict[str, Clause]:
        """Parameters, and the clause that each stands in."""
        return {key: clause for clause in self.clauses for key in clause.values}

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """What a joint evaluation under it scores; none in a rulebook of the programme."""
        return criteria_of(self.content)

    @cached_property
    def scale(self) -> tuple[Level, ...]:
        """The scores that can be given, lowest first."""
        return levels_of(self.content)

    def has(self, key: str) -> bool:
        """Whether this rulebook speaks of the parameter."""
        return key in self.by_key

    def value(self, key: str) -> Value:
        """A parameter that this rulebook sets; KeyError when it does not speak of it."""
        return self.by_key[key].values[key]

    def get(self, key: str) -> Value | None:
        """A parameter, or None where this rulebook does not speak of it."""
        return self.value(key) if self.has(key) else None

    def counts_every_day(self, key: str) -> bool:
        """Whether the days of a parameter are of the calendar; working days unless `x.days_are` says so."""
        return self.get(f"{key}{COUNTED}") == EVERY_DAY

    def number(self, key: str) -> int:
        """A whole number that this rulebook sets."""
        return int(self.value(key))

    def clause_of(self, key: str) -> Clause:
        """The clause that sets a parameter."""
        return self.by_key[key]

    def clause(self, number: str) -> Clause | None:
        """The clause of this number."""
        return next((clause for clause in self.clauses if clause.id == number), None)

    def asking(self, keys: tuple[str, ...]) -> ClauseRef | None:
        """The clause of the first of a guard's parameters that this rulebook asks for, or None; looked up once, for every case is judged by it."""
        if keys not in self._asking:
            self._asking[keys] = next((self.ref(key) for key in keys if self.get(key) not in (None, False)), None)
        return self._asking[keys]

    @cached_property
    def _asking(self) -> dict[tuple[str, ...], ClauseRef | None]:
        return {}

    def ref(self, key: str) -> ClauseRef:
        """The clause of a parameter, as verdicts quote it."""
        return self._refs[key]

    @cached_property
    def _refs(self) -> dict[str, ClauseRef]:
        quoted = {key: (self.slug, one.id, key, one.text, one.source, one.binding, one.waivable_by) for key, one in self.by_key.items()}
        return {key: ClauseRef(*parts) for key, parts in quoted.items()}
