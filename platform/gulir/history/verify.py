"""Walks a city's history: chains inside the database, witnesses by our own key, anchors, and traces of what was taken away."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from gulir.acting.who import Acting, Tenant
from gulir.history import queries
from gulir.history.witness import is_signed


@dataclass(frozen=True)
class Finding:
    """Something that is wrong; `number` names the case (or is None when nothing is left to name it by)."""

    city: str
    number: str | None
    seq: int | None
    problem: str

    def __str__(self) -> str:
        line = f" line {self.seq}" if self.seq is not None else ""
        return f"{self.city}: {self.number or 'a case that is gone'}{line}: {self.problem}"


@dataclass
class Verdict:
    """What one city's walk found, and how much it walked."""

    city: str
    events: int = 0
    cases: int = 0
    anchors: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Nothing is wrong."""
        return not self.findings


Copies = Mapping[tuple[str, str], str]  # (city, day) → digest, as they were mailed away


def verify_city(engine: Engine, who: Acting, city: Tenant, witness_key: bytes, copies: Copies | None = None) -> Verdict:
    """Everything that can be checked of one city. Bodies stay in the database; what comes out are identifiers and verdicts."""
    verdict = Verdict(city.slug)
    values = {"key": who.key, "tenant": city.id}
    checks = (
        lambda connection: chains(connection, city, values),
        lambda connection: witnesses(connection, city, values, witness_key, verdict),
        lambda connection: anchors(connection, city, values, verdict, copies or {}),
    )
    for check in checks:
        verdict.findings += _found(engine, who, city, check)
    return verdict


def _found(engine: Engine, who: Acting, city: Tenant, check: Any) -> list[Finding]:
    """A check that the database itself breaks off has found something as well."""
    try:
        with engine.begin() as connection:
            queries.patiently(connection, who.key)
            return list(check(connection))
    except DBAPIError as problem:
        return [Finding(city.slug, None, None, f"the history cannot be read: {str(problem.orig).splitlines()[0]}")]


def chains(connection: Any, city: Tenant, values: dict[str, Any]) -> Iterator[Finding]:
    """Lines that are wrong in themselves or break their chain, states that history does not bear out, and traces of what is gone."""
    for statement in (queries.VERIFY, queries.TRACES):
        yield from (Finding(city.slug, row.number, row.seq, row.problem) for row in connection.execute(statement, values))


def witnesses(connection: Any, city: Tenant, values: dict[str, Any], key: bytes, verdict: Verdict) -> Iterator[Finding]:
    """Events that no process of ours wrote. Counts what it saw."""
    last = None
    for row in queries.stream(connection, queries.WITNESSES, values):
        verdict.events += 1
        verdict.cases += row.case_id != last
        last = row.case_id
        if not is_signed(key, row.line, bytes(row.witness)):
            yield Finding(city.slug, row.number, row.seq, "was not written by this system: its witness is wrong")


def anchors(connection: Any, city: Tenant, values: dict[str, Any], verdict: Verdict, copies: Copies) -> Iterator[Finding]:
    """Days whose anchor no longer fits the history, and anchors that are not what was mailed away."""
    kept: dict[str, str] = {}
    for row in connection.execute(queries.ANCHORS, values):
        verdict.anchors += 1
        kept[str(row.day)] = row.kept
        if row.kept != row.found:
            yield Finding(city.slug, "anchor", None, f"history until {row.day} is not what it was when its anchor was kept")
    for (slug, day), digest in copies.items():
        if slug == city.slug and kept.get(day) != digest:
            yield Finding(
                city.slug, "anchor", None, f"the anchor of {day} in the database is {'another than' if day in kept else 'gone, and stands'} in the copy"
            )


def read_copies(lines: Iterable[str]) -> dict[tuple[str, str], str]:
    """Anchors from kept letters: every line of the shape `city day digest`; other lines are passed over."""
    found = {}
    for line in lines:
        words = line.split()
        if len(words) == 3 and len(words[2]) == 64:
            found[words[0], words[1]] = words[2]
    return found
