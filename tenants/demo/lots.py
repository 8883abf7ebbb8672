"""The deck's lines taken apart: one lot is one group with its money, its case, its batch and its kampung."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tenants.demo.cast import casting
from tenants.demo.deck import Row, rows
from tenants.demo.ids import known
from tenants.presets import Preset


@dataclass(frozen=True)
class Lot:
    """One group of the deck; `n` counts the groups of its city through both slides, from 0."""

    city: str
    n: int
    row: Row
    amount: int

    @property
    def name(self) -> str:
        """An invented name; no two groups of a city share one."""
        return casting().group_names[self.n]

    @property
    def group(self) -> UUID:
        """The group's id, the same on every run."""
        return known("group", self.city, self.n)

    @property
    def case(self) -> UUID:
        """The case's id, the same on every run."""
        return known("case", self.city, self.n)

    @property
    def batch(self) -> UUID:
        """The id of the proposal letter that names the group."""
        return batch_id(self.row)

    def kampung(self, preset: Preset) -> str:
        """The word of the kampung it is put into: each of the city's in turn."""
        return preset.kampungs[self.n % len(preset.kampungs)].slug


def batch_id(row: Row) -> UUID:
    """The id of a proposal letter; two lines of the deck may stand in one (Aceh)."""
    return known("batch", row.batch)


def lots(lines: Iterable[Row] | None = None) -> dict[str, tuple[Lot, ...]]:
    """Every group of the deck by city, cities in the order in which the deck first names them."""
    found: dict[str, tuple[Lot, ...]] = {}
    counted: Counter[str] = Counter()
    for row in rows() if lines is None else lines:
        made = tuple(Lot(row.city, counted[row.city] + n, row, amount) for n, amount in enumerate(row.amounts))
        counted[row.city] += len(made)
        found[row.city] = (*found.get(row.city, ()), *made)
    return found
