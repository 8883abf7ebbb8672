"""Rows for the pages of groups: the list, a group's cases, its people with numbers masked, what was recorded and what changed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, text

from gulir.acting.store import db
from gulir.tables import Group, Kampung
from gulir.web.groups.ground import CAP, PAGE

LIST = text("""
select g.tenant_id, g.id, g.slug, g.name, k.name as kampung, k.slug as kampung_slug, k.formal,
  coalesce(g.member_count, case when g.members_known then (select count(*) from member m
    where m.tenant_id = g.tenant_id and m.group_id = g.id and m.left_on is null) end) as members,
  (select to_jsonb(x) from (select c.number, c.workflow, c.wv, c.state, c.amount, c.blocked from cases c
    where c.tenant_id = g.tenant_id and c.group_id = g.id order by c.moved_at desc, c.id limit 1) x) as latest
from groups g join kampung k on k.tenant_id = g.tenant_id and k.id = g.kampung_id
where g.tenant_id = any(:cities) and (cast(:kampung as text) is null or k.slug = :kampung) and (cast(:named as text) is null or g.name ilike :named)
  and (cast(:after as uuid) is null or (g.name, g.id) > (select a.name, a.id from groups a where a.tenant_id = any(:cities) and a.id = :after))
order by g.name, g.id limit :most""")
COUNT = text("""
select count(*) from (select from groups g join kampung k on k.tenant_id = g.tenant_id and k.id = g.kampung_id
  where g.tenant_id = any(:cities) and (cast(:kampung as text) is null or k.slug = :kampung)
    and (cast(:named as text) is null or g.name ilike :named) limit :most) x""")
KAMPUNGS = text("""
select k.tenant_id, k.id, k.slug, k.name from kampung k where k.tenant_id = any(:cities) order by k.name, k.id limit 500""")

CASES = text("""
select c.tenant_id, c.number, c.title, c.workflow, c.wv, c.state, w.kind, c.amount, c.blocked, c.since, c.due_on, c.ball, b.number as batch,
  (select sum((e.data->'answers'->>'amount')::bigint) from event e
    where e.tenant_id = c.tenant_id and e.case_id = c.id and e.step = 'disburse') as received
from cases c join wf_state w on w.workflow = c.workflow and w.version = c.wv and w.state = c.state
left join batch b on b.tenant_id = c.tenant_id and b.id = c.batch_id
where c.tenant_id = :tenant and c.group_id = :group order by c.moved_at desc, c.id limit 50""")
PEOPLE = text("""
select m.id, m.name, m.office, m.nik_mask, m.claim is not null as registered, m.born_on, m.married, m.public_servant, m.received_before,
  m.signed_rules_on, m.joined_on, m.left_on, m.invented, h.id as household, h.head, h.in_poverty_data, h.validated_at
from member m left join household h on h.tenant_id = m.tenant_id and h.id = m.household_id
where m.tenant_id = :tenant and m.group_id = :group
order by m.left_on desc nulls first, array_position(array['chair', 'secretary', 'treasurer'], m.office), m.name, m.id limit 200""")
# `by`: who sat in the city when it was written; a name that no seat of the city knows stays unknown.
RECORDS = text("""
select r.id, r.kind, r.value, r.note, r.recorded_at,
  (select s.name from seat s where s.tenant_id = r.tenant_id and s.person_id = r.recorded_by order by s.since limit 1) as by
from group_record r where r.tenant_id = :tenant and r.group_id = :group order by r.recorded_at desc limit 200""")
LOOKED = text("""
select u.at, u.reason, m.name as member,
  (select s.name from seat s where s.tenant_id = u.tenant_id and s.person_id = u.person_id order by s.since limit 1) as by
from unmasking u join member m on m.tenant_id = u.tenant_id and m.id = u.member_id
where u.tenant_id = :tenant and m.group_id = :group order by u.at desc limit 50""")
VISITED = text("""
select distinct h.id, h.head, h.validated_at as at,
  (select s.name from seat s where s.tenant_id = h.tenant_id and s.person_id = h.validated_by order by s.since limit 1) as by
from household h join member m on m.tenant_id = h.tenant_id and m.household_id = h.id
where h.tenant_id = :tenant and m.group_id = :group and h.validated_at is not null order by h.validated_at desc limit 50""")
HOUSEHOLDS = text("""
select h.id, h.head, h.address from household h where h.tenant_id = :tenant and h.kampung_id = :kampung order by h.head, h.id limit 500""")


def group_rows(cities: Sequence[int], kampung: str | None, named: str | None, after: str | None) -> list[Row[Any]]:
    """A page of groups by name, and one row more where there is a next page."""
    return list(db.session.execute(LIST, _filters(cities, kampung, named) | {"after": after, "most": PAGE + 1}))


def group_count(cities: Sequence[int], kampung: str | None, named: str | None) -> int:
    """How many there are, counted up to CAP."""
    return int(db.session.execute(COUNT, _filters(cities, kampung, named) | {"most": CAP}).scalar_one())


def kampung_rows(cities: Sequence[int]) -> list[Row[Any]]:
    """Kampungs to choose from."""
    return list(db.session.execute(KAMPUNGS, {"cities": list(cities)}))


def household_rows(tenant: int, kampung_id: Any) -> list[Row[Any]]:
    """Households of a kampung to choose from."""
    return list(db.session.execute(HOUSEHOLDS, {"tenant": tenant, "kampung": kampung_id}))


def kampung_of(group: Group) -> Kampung | None:
    """The kampung that a group is of."""
    return db.session.get(Kampung, (group.tenant_id, group.kampung_id))


def of_group(group: Group) -> dict[str, list[Row[Any]]]:
    """Everything that hangs on a group, by what it is."""
    wanted = {"cases": CASES, "people": PEOPLE, "records": RECORDS, "looked": LOOKED, "visited": VISITED}
    return {name: list(db.session.execute(statement, {"tenant": group.tenant_id, "group": group.id})) for name, statement in wanted.items()}


def _filters(cities: Sequence[int], kampung: str | None, named: str | None) -> dict[str, Any]:
    like = "%" + named.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%" if named else None
    return {"cities": list(cities), "kampung": kampung or None, "named": like}
