"""What the tests of notices share: acts that cause some, and who was told and written to."""

from uuid import UUID, uuid4

from gulir.acting import Acting, as_acting
from gulir.cases.acts import Done, Request, take
from gulir.cases.looking import processes
from gulir.jobs import timing
from tests.jobs.ground import Ground

TOLD = "select n.topic, split_part(p.name, ' ', 1) as name from notice n join person p on p.id = n.person_id where n.tenant_id = :tenant"
DELIVERIES = "select d.state, d.attempts, d.receipt, d.problem from delivery d where d.tenant_id = :tenant order by d.id"
CLOSE = "update {} set lane = 1 where tenant_id = :tenant and case_id = :case"


def told(ground: Ground) -> dict[str, set[str]]:
    """Kind of notice → first names."""
    found: dict[str, set[str]] = {}
    for row in ground.see(TOLD):
        found.setdefault(row.topic, set()).add(row.name)
    return found


def deliveries(ground: Ground) -> list:
    """The letters of the city, and what became of them."""
    return ground.see(DELIVERIES)


def act(ground: Ground, case: UUID, step: str, who: Acting | None = None, **answers: object) -> Done:
    """Somebody (the organiser) takes a step."""
    who = who or ground.organiser
    with as_acting(who):
        return take(who, ground.city.id, case, Request(step, uuid4(), answers=answers))


def block(ground: Ground, case: UUID, resolver: str = "dinsos_city") -> Done:
    """The organiser reports an obstacle."""
    code = processes().current("kube").reasons[0][0]
    return act(ground, case, "block", code=code, note="menunggu surat", resolver=resolver)


def close_off(ground: Ground, case: UUID) -> None:
    """Moves a case into the confidential lane, with all that hangs on it, as if it had been opened there."""
    ground.change("update cases set lane = 1 where tenant_id = :tenant and id = :case", case=case)
    for table in ("turn", "event", "outbox"):
        ground.change(CLOSE.format(table), case=case)


def give_turn(ground: Ground, case: UUID, *roles: str) -> None:
    """Puts the case onto the work lists of these roles."""
    given = "insert into turn (tenant_id, lane, role, case_id) select c.tenant_id, c.lane, r, c.id from cases c, unnest(cast(:roles as text[])) r"
    ground.change(given + " where c.tenant_id = :tenant and c.id = :case on conflict do nothing", case=case, roles=list(roles))


def sweep(ground: Ground) -> None:
    """The schedule's sweep of waiting letters."""
    timing.on_time(ground.city.id, "mail", "2014-05-31T01-01", 0)


def let_time_pass(ground: Ground) -> None:
    """As if every waiting letter had waited long enough."""
    ground.change("update delivery set next_at = now() where tenant_id = :tenant")


def record(ground: Ground, case: UUID, who: Acting, step: str, answers: dict[str, object]) -> Done:
    """Somebody records another's decision, with its paper."""
    paper = {"record_paper": {"number": "1", "date": "2014-05-01", "signer": "Kepala Contoh", "title": "Kepala"}} if step == "unblock" else {}
    with as_acting(who):
        return take(who, ground.city.id, case, Request(step, uuid4(), answers=answers | paper, recording=True))


def obstacle(ground: Ground, case: UUID) -> str:
    """A blocker that stands."""
    block(ground, case)
    return str(ground.see("select id from mark where case_id = :case and kind = 'blocker'", case=case)[0].id)
