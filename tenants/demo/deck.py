"""The deck's two tables as data: what was disbursed (slide 8) and what was proposed in vain (slide 9), each checked against its own total."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tenants.reading import Table, read

DATA = Path(__file__).parent / "data"
STATES = ("proposed", "complete", "verified", "recommended", "forwarded", "ready_for_decree")
PARTIES = ("group", "residents", "network", "upc", "dinsos_city", "dinsos_province", "ministry", "other_side")


@dataclass(frozen=True)
class When:
    """A date as far as the deck tells it: no date at all where the year is lost."""

    date: datetime.date | None
    precision: str
    note: str


NEVER_TOLD = When(None, "unknown", "")


@dataclass(frozen=True)
class Note:
    """Something the deck says of a city's groups, and where it says so."""

    text: str
    source: str


@dataclass(frozen=True)
class Blocker:
    """What stops a proposal, and the party that could clear it as far as the deck lets it be concluded."""

    code: str
    resolver: str
    cured: bool
    note: str
    when: When


@dataclass(frozen=True)
class Row:
    """One line of a slide: so many groups of a city, so much money in rupiah, standing in one state."""

    city: str
    printed: str
    batch: str
    groups: int
    funds: int
    state: str
    remark: str  # how the figures came about, told in each case's history
    tranches: tuple[When, ...] = ()
    notes: tuple[Note, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    bridge: str | None = None
    by_subtraction: str | None = None  # where the figures themselves are lost: how they were reckoned

    @property
    def realised(self) -> bool:
        """True for a line of slide 8."""
        return bool(self.tranches)

    @property
    def amounts(self) -> tuple[int, ...]:
        """The money of each group, whole rupiah, adding up to the line's funds exactly."""
        return evenly(self.funds, self.groups)


def evenly(total: int, parts: int) -> tuple[int, ...]:
    """Splits rupiah as evenly as whole rupiah go; the first parts bear the remainder."""
    each, rest = divmod(total, parts)
    return tuple(each + (n < rest) for n in range(parts))


def realised(file: Path = DATA / "realised.toml") -> tuple[Row, ...]:
    """Slide 8; raises BrokenFile when the lines do not add up to the slide's own total."""
    return _slide(file, _realised_row)


def unrealised(file: Path = DATA / "unrealised.toml") -> tuple[Row, ...]:
    """Slide 9; raises BrokenFile when the lines do not add up to the slide's own total."""
    return _slide(file, _unrealised_row)


def rows() -> tuple[Row, ...]:
    """Both slides, cities in the order in which they are first named."""
    return (*realised(), *unrealised())


def _slide(file: Path, make: Callable[[Table, str], Row]) -> tuple[Row, ...]:
    table = read(file)
    remark = f"{table.text('source')}. {table.text('split_note')}"
    table.day("deck_date")
    found = tuple(make(row, remark) for row in table.tables("rows", at_least=1))
    for key in ("groups", "funds"):
        total = sum(getattr(row, key) for row in found)
        if total != table.whole(key):
            raise table.broken(key, f"is {table.whole(key)}, but the rows add up to {total}")
    table.end()
    return found


def _realised_row(table: Table, remark: str) -> Row:
    for lost in ("members", "community_leaders"):
        if table.whole_or_unknown(lost) is not None:
            raise table.broken(lost, "is given as a number, but the transcript of the deck lost it: write “unknown”")
    row = replace(
        _row(table, "revolving", remark),
        tranches=tuple(_when(one) for one in table.tables("tranches", at_least=1)),
        notes=tuple(_note(one) for one in table.tables("notes")),
    )
    table.end()
    return row


def _unrealised_row(table: Table, remark: str) -> Row:
    bridge = table.table("bridge") if "bridge" in table.values else None
    row = replace(
        _row(table, table.choice("state", STATES), f"{remark} {table.text('state_note')}"),
        blockers=tuple(_blocker(one) for one in table.tables("blockers")),
        bridge=bridge.text("note") if bridge else None,
        by_subtraction=table.text("by_subtraction", "") or None,
    )
    table.end()
    return row


def _row(table: Table, state: str, remark: str) -> Row:
    if table.whole("groups") == 0:
        raise table.broken("groups", "must be at least 1")
    return Row(table.text("city"), table.text("printed"), table.text("batch"), table.whole("groups"), table.whole("funds"), state, remark)


def _when(table: Table) -> When:
    year, month, note = table.whole_or_unknown("year"), table.whole("month"), table.text("note")
    if not 1 <= month <= 12:
        raise table.broken("month", "must be between 1 and 12")
    table.end()
    if year is None:
        return When(None, "unknown", note)  # a month without its year is no date
    return When(datetime.date(year, month, 1), "month", note)


def _note(table: Table) -> Note:
    note = Note(table.text("text"), table.text("source"))
    table.end()
    return note


def _blocker(table: Table) -> Blocker:
    when = _when(table.table("when")) if "when" in table.values else NEVER_TOLD
    made = Blocker(table.text("code"), table.choice("resolver", PARTIES), table.flag("cured"), table.text("note"), when)
    table.end()
    return made
