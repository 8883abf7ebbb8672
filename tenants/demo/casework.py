"""The deck's advocacy cases as data: each with what it is about, and the acts that are told of it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from tenants.demo.cast import casting
from tenants.demo.deck import DATA, NEVER_TOLD, When
from tenants.demo.ids import known
from tenants.reading import Table, read

FIRST_NAME_OF_A_DELEGATE = 1100  # the names before this one are the cast's and the members'

LANES = (1, 2)
PRECISIONS = ("year", "month", "day")
IN_WORDS = ("reason", "whom", "outcome", "confirmed_by", "note")


@dataclass(frozen=True)
class Told:
    """One act that a source tells: the step, its day as far as it is known, and what is answered. `ends` and `stands` are one word for each demand."""

    step: str
    when: When
    answers: Mapping[str, str]
    ends: tuple[str, ...] = ()
    stands: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    commitments: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Matter:
    """One case: where, about what, who may read it, what the residents demand, and what became of it."""

    slug: str
    city: str
    kampung: str
    title: str
    lane: int
    opened: When
    category: str
    story: Mapping[str, Any]
    demands: tuple[str, ...]
    delegate: str
    acts: tuple[Told, ...] = field(default=())
    holds_up: str = ""  # the code of the obstacle by which proposals of the kampung wait for this case
    holds_up_note: str = ""

    @property
    def id(self) -> UUID:
        """The case's id, the same on every run."""
        return known("advocacy", self.city, self.slug)


def matters(file: Path = DATA / "advocacy.toml") -> tuple[Matter, ...]:
    """All of them; raises BrokenFile for a file that cannot be used."""
    table = read(file)
    table.text("source")
    found = tuple(_matter(one, n) for n, one in enumerate(table.tables("cases", at_least=1)))
    table.end()
    return found


def _matter(table: Table, n: int) -> Matter:
    story: dict[str, Any] = {"story": table.text("story"), "place": table.text("place"), "may_be_named": "yes" if table.flag("may_be_named", True) else "no"}
    affected = table.whole("affected", 0)
    made = Matter(
        table.text("slug"), table.text("city"), table.text("kampung"), table.text("title"), table.whole("lane"), _when(table, "opened"),
        table.text("category"), story | ({"affected": affected} if affected else {}), table.texts("demands"), casting().name(FIRST_NAME_OF_A_DELEGATE + n),
        tuple(_told(one) for one in table.tables("acts")), table.text("holds_up", ""), table.text("holds_up_note", ""),
    )  # fmt: skip
    if made.lane not in LANES:
        raise table.broken("lane", "must be 1 or 2")
    table.end()
    return made


def _told(table: Table) -> Told:
    answers = {name: table.text(name) for name in IN_WORDS if name in table.values}
    lists = {name: table.texts(name) for name in ("ends", "stands", "words") if name in table.values}
    made = Told(table.text("step"), _when(table, "when"), answers, commitments=tuple(_commitment(one) for one in table.tables("commitments")), **lists)
    table.end()
    return made


def _commitment(table: Table) -> Mapping[str, Any]:
    made = {"of": table.whole("of"), "who": table.text("who"), "words": table.text("words")}
    table.end()
    return made


def _when(table: Table, key: str) -> When:
    """“2011”, “2011-07” or “2011-07-02”; unknown where the key is absent."""
    parts = table.text(key, "").split("-") if key in table.values else []
    if not parts:
        return NEVER_TOLD
    try:
        day = datetime.date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except ValueError as problem:
        raise table.broken(key, "must be a day, a month or a year") from problem
    return When(day, PRECISIONS[len(parts) - 1], "")
