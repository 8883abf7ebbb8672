"""To whom letters go: offices by their party, and groups each by its own name; residents and whoever nobody knows get none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from gulir.acting import Tenant
from gulir.engine.parties import Party
from gulir.letters import queries
from gulir.reports.stuck import Stuck

OFFICE = {Party.DINSOS_CITY: "dinsos_city", Party.DINSOS_PROVINCE: "dinsos_province", Party.MINISTRY: "ministry", Party.UPC: "upc", Party.NETWORK: "network"}
GROUP = "group:"


@dataclass(frozen=True)
class Addressee:
    """A holder as an address names it, the name of office or group, and what is stuck with it."""

    holder: str
    office: str
    cases: tuple[Stuck, ...]

    @property
    def funds(self) -> int:
        """What was asked for in these cases, in rupiah."""
        return sum(one.funds or 0 for one in self.cases)

    @property
    def words(self) -> str:
        """How a letter begins to them."""
        return _group(self.office) if self.holder.startswith(GROUP) else str(TITLES[Party(self.holder)](self.office))


def addressees(city: Tenant, cases: Iterable[Stuck]) -> list[Addressee]:
    """Everybody with whom something is stuck and whom a letter can reach, those with most money first."""
    offices, together = queries.offices(city.id), dict[str, list[Stuck]]()
    for one in cases:
        for holder in holders_of(one):
            together.setdefault(holder, []).append(one)
    found = [Addressee(holder, name, tuple(cases)) for holder, cases in together.items() if (name := _office(holder, cases, offices))]
    return sorted(found, key=lambda one: (-one.funds, one.office))


def holders_of(one: Stuck) -> Iterator[str]:
    """The holders of a case that a letter can reach."""
    for party in one.hitch.holders:
        if party == Party.GROUP and one.row["group_id"]:
            yield f"{GROUP}{one.row['group_id']}"
        elif party in OFFICE:
            yield party


def _office(holder: str, cases: list[Stuck], offices: dict[str, str]) -> str | None:
    return cases[0].row["group_name"] if holder.startswith(GROUP) else offices.get(OFFICE[Party(holder)])


def _head(office: str) -> str:
    return _("The Head of %(office)s", office=office)


def _group(group: str) -> str:
    return _("The Chair of the group %(group)s", group=group)


TITLES = {
    Party.DINSOS_CITY: _head,
    Party.DINSOS_PROVINCE: _head,
    Party.MINISTRY: lambda office: office,
    Party.UPC: lambda office: _("The programme manager of %(office)s", office=office),
    Party.NETWORK: lambda office: _("The coordinator of %(office)s", office=office),
}
