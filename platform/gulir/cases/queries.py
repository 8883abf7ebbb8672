"""What several pages read of cases: whose turn it is, the names behind a history, and what stands around a case."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from gulir.acting.store import db
from gulir.acting.who import Acting
from gulir.engine.parties import NAMED

CAP = 100  # counts stop here: "99+"
NEVER = dt.date(9999, 12, 31)  # what the work list keeps for a case without a deadline
FIRST = UUID(int=0)
Rows = Sequence[Row[Any]]

# Each branch walks an index in the order of the list and stops after a page, one city and lane at a time.
WHOLE = "from turn x where x.tenant_id = t and x.lane = l and x.role = :role"
IN_CITY = f"select x.tenant_id, x.lane, x.due_on, x.case_id {WHOLE}"
IN_KAMPUNG = f"{IN_CITY} and x.kampung_id = k"
OF_GROUP = """select x.tenant_id, x.lane, x.due_on, x.case_id from cases c
  join turn x on x.tenant_id = c.tenant_id and x.case_id = c.id and x.lane = l and x.role = :role where c.tenant_id = t and c.group_id = g"""
FIRST_OF = "order by x.due_on, x.case_id limit :most"
PLACES = "unnest(cast(:tenants as int[])) t cross join unnest(cast(:lanes as smallint[])) l"
BRANCH = {
    "whole": f"{PLACES} cross join lateral ({IN_CITY} {{more}} {FIRST_OF}) y",
    # A kampung at a time, for those who see some kampungs of a large city only.
    "kampungs": f"{PLACES} cross join unnest(cast(:kampungs as uuid[])) k cross join lateral ({IN_KAMPUNG} {{more}} {FIRST_OF}) y",
    # A group has few cases, so these are found by the group.
    "groups": f"{PLACES} cross join unnest(cast(:groups as uuid[])) g cross join lateral ({OF_GROUP} {{more}} {FIRST_OF}) y",
}
# What is one's team's comes by the access list, however many other cases lie in the lane; and what no team holds any more, by an index of its own.
# The limits keep the planner from reading a whole city for the few that it looks up.
OF_A_TEAM = """ union all select x.* from access a cross join lateral (select x.tenant_id, x.lane, x.due_on, x.case_id from turn x
    where x.tenant_id = a.tenant_id and x.case_id = a.case_id and ((x.role = 'team:' || :role and x.team_until > now()) or (x.lane = 2 and x.role = :role))
    {more} limit 2) x
  where a.person_id = cast(:me as uuid) and a.tenant_id = any(cast(:tenants as int[])) and (a.until is null or a.until > now())
union all select y.* from unnest(cast(:tenants as int[])) t cross join lateral (select x.tenant_id, x.lane, x.due_on, x.case_id from turn x
    where x.tenant_id = t and x.lane = 1 and x.role = 'team:' || :role and x.team_until <= now() {more} order by x.due_on, x.case_id limit :most) y"""
MINE = """exists (select from turn x where x.tenant_id = y.tenant_id and x.case_id = y.id and (x.role = :role or (x.role = 'team:' || :role
  and (x.team_until <= now() or exists (select from access a where a.tenant_id = y.tenant_id and a.case_id = y.id and a.person_id = cast(:me as uuid)
    and (a.until is null or a.until > now()))))))"""
ROWS = """
select x.tenant_id, x.due_on, c.id, c.number, c.title, c.workflow, c.wv, c.state, c.amount, c.since, c.blocked, c.rulebook, k.name as kampung
from (select * from ({source}) z order by due_on, case_id limit :most) x
cross join lateral (select * from cases c where c.tenant_id = x.tenant_id and c.lane = x.lane and c.id = x.case_id limit 1) c
left join kampung k on k.tenant_id = c.tenant_id and k.id = c.kampung_id order by x.due_on, x.case_id"""
COUNTS = """
select count(*) as every, count(*) filter (where due_on < :today) as late, count(*) filter (where due_on between :today and :week) as soon
from (select due_on from ({source}) z order by due_on limit :most) x"""
AFTER = " and (x.due_on, x.case_id) > (cast(:due as date), cast(:after as uuid))"
LATE = " and x.due_on < :today"
OF_KAMPUNG = " and x.kampung_id = cast(:kampung as uuid)"
OF_STATES = """ and exists (select from cases f where f.tenant_id = x.tenant_id and f.id = x.case_id
  and f.state = any(cast(:states as text[])) and (f.blocked > 0) = :blocked)"""


@dataclass(frozen=True)
class Wanted:
    """Which part of a work list: from where on, and filters. `states` and `blocked` narrow to one step."""

    due: dt.date | None = None
    after: UUID = FIRST
    late: bool = False
    kampung: UUID | None = None
    states: tuple[str, ...] | None = None
    blocked: bool = False


def turns(who: Acting, tenants: Sequence[int], wanted: Wanted, today: dt.date, most: int) -> Rows:
    """The cases whose next step is this one's, the most urgent first."""
    more = (
        (AFTER if wanted.due else "")
        + (LATE if wanted.late else "")
        + (OF_KAMPUNG if wanted.kampung else "")
        + (OF_STATES if wanted.states is not None else "")
    )
    values = vars(wanted) | {"states": list(wanted.states or ()), "today": today, "most": most}
    return db.session.execute(text(ROWS.format(source=_source(who, more))), values | reach(who, tenants)).all()


def count_turns(who: Acting, tenants: Sequence[int], today: dt.date) -> Row[Any]:
    """How many there are, how many are late and due within a week; each capped."""
    values = {"today": today, "week": today + dt.timedelta(days=7), "most": CAP}
    return db.session.execute(text(COUNTS.format(source=_source(who, ""))), values | reach(who, tenants)).one()


def _source(who: Acting, more: str) -> str:
    kind = "groups" if who.groups is not None else "kampungs" if who.kampungs is not None else "whole"
    return f"select y.* from {BRANCH[kind]}".format(more=more) + (OF_A_TEAM.format(more=more) if 1 in who.lanes else "")  # noqa: S608


def within(who: Acting, table: str) -> str:
    """The session's reach said to the planner too, where it is less than a city: the policies hold anyway, but no index is chosen for them."""
    if who.groups is not None:
        return f" and {table}.group_id = any(cast(:groups as uuid[]))"
    return f" and {table}.kampung_id = any(cast(:kampungs as uuid[]))" if who.kampungs is not None else ""


def desk(who: Acting) -> str:
    """How the work lists call this one: by role; who acts only in cases that name them, by person too."""
    return f"{who.role}:{who.person_id}" if who.role in NAMED else who.role


def reach(who: Acting, tenants: Sequence[int]) -> dict[str, Any]:
    """What every list names: role, cities, lanes, and the kampungs or groups that bound it."""
    lanes = [lane for lane in who.lanes if lane != 2]  # the third lane comes by its access list alone
    return {
        "role": desk(who),
        "me": who.person_id,
        "tenants": list(tenants),
        "lanes": lanes,
        "kampungs": list(who.kampungs or ()),
        "groups": list(who.groups or ()),
    }


EVENTS = text("""
select e.seq, e.at, e.data->'by' as by, e.data->'decider' as decider, e.data->'ball' as ball
from event e where e.tenant_id = :tenant and e.case_id = :case order by e.seq""")
AROUND = text("""
select (select jsonb_object_agg(o.kind, o.name) from organisation o where o.tenant_id = c.tenant_id) as offices,
  (select jsonb_build_object('number', b.number, 'title', b.title, 'cases', s.n, 'amount', s.amount, 'same', s.same)
   from batch b, lateral (select count(*) as n, sum(x.amount) as amount, count(*) filter (where x.state = c.state) as same
     from cases x where x.tenant_id = b.tenant_id and x.batch_id = b.id) s where b.tenant_id = c.tenant_id and b.id = c.batch_id) as batch,
  exists (select from mute m where m.tenant_id = c.tenant_id and m.case_id = c.id and m.person_id = (select me())) as muted,
  (select name from seat s where s.tenant_id = c.tenant_id and s.person_id = c.assignee limit 1) as assignee,
  (select jsonb_agg(jsonb_build_object('number', x.number, 'title', x.title, 'state', x.state, 'workflow', x.workflow, 'wv', x.wv) order by x.moved_at desc)
   from ((select * from cases y where y.tenant_id = c.tenant_id and y.group_id = c.group_id and y.id <> c.id
       and y.id is distinct from c.parent_id and y.parent_id is distinct from c.id limit 8)
     union all (select * from cases y where y.tenant_id = c.tenant_id and y.id = c.parent_id)) x) as kin
from cases c where c.tenant_id = :tenant and c.id = :case""")


def names_in_history(tenant: int, case: UUID | str) -> dict[int, Row[Any]]:
    """For each act: when it was entered, by whom, and who decided, as their names stood then; and who held the ball after it."""
    return {row.seq: row for row in db.session.execute(EVENTS, {"tenant": tenant, "case": case})}


def around(tenant: int, case: UUID | str) -> Row[Any]:
    """The offices of its city, its letter and how far the others in it are, who took it on, and its group's other cases."""
    return db.session.execute(AROUND, {"tenant": tenant, "case": case}).one()
