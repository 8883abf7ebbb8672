"""What the tests of tampering share: a city with history and an anchor, somebody past every rule, and the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from gulir.acting import Tenant, as_acting
from gulir.acting.doorway import databases
from gulir.acting.keys import CONSOLE, act_as_system
from gulir.cases.acts import Request, take
from gulir.history.verify import Copies, Finding, verify_city
from tests.jobs.ground import Ground

KEY = b"w" * 32
LINE = "event_line(tenant_id, case_id, seq, at, workflow, wv, step, source, dest, actor, org, decider, act_date, act_precision, body, prev)"
IN = "where tenant_id = :tenant and case_id = :case"
ANCHOR = (
    "insert into anchor (tenant_id, day, cases, digest, made_at) select :tenant, current_date, h.n, h.digest, clock_timestamp()"
    " from heads_until(:tenant, clock_timestamp()) h"
)


def add_lines(ground: Ground, case: UUID, count: int) -> None:
    """Notes with characters that break careless hashing."""
    with as_acting(ground.organiser):
        for n in range(count):
            take(ground.organiser, ground.city.id, case, Request("note", uuid4(), answers={"note": f"Catatan {n} – ‘kutip’ \u2028"}))


def look(ground: Ground, copies: Copies | None = None) -> list[Finding]:
    """What the audit finds in the city."""
    who = act_as_system(CONSOLE, role="auditor")
    city = Tenant(ground.city.id, ground.city.slug, ground.city.name, ground.city.zone)
    return verify_city(databases().app, who, city, KEY, copies).findings


def number(ground: Ground, case: UUID) -> str:
    """A case's number."""
    return ground.see("select number from cases where id = :case", case=case)[0].number


@contextmanager
def named(ground: Ground, case: UUID, seq: int | None, problem: str) -> Iterator[None]:
    """The block tampers; afterwards the audit names the case, the line and what is wrong."""
    numbers = {one.id: one.number for one in ground.see("select id, number from cases where tenant_id = :tenant")}
    yield
    found = look(ground)
    assert [f for f in found if f.number == numbers[case] and seq in (None, f.seq) and problem in f.problem], f"not named: {[str(f) for f in found]}"
    assert not [f for f in found if f.number in numbers.values() and f.number != numbers[case]], "an innocent case is accused"


def tamper(ground: Ground, statement: str, **values: object) -> None:
    """As the superuser, past triggers."""
    assert ground.change(statement, **values) > 0, "nothing was tampered with"
