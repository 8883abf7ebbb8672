"""What letters are made from and found by: the offices of a city, the letters so far, those that not every history tells of yet."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from gulir.acting.store import db

# The city's own offices before those of its province and of the country.
OFFICES = text("""
select distinct on (o.kind) o.kind, o.name from organisation o, tenant t
where t.id = :tenant and (o.tenant_id = t.id or (o.kind = 'dinsos_province' and o.province = t.province) or o.kind in ('ministry', 'upc'))
order by o.kind, (o.tenant_id is not distinct from t.id) desc, o.id""")
LETTERS = text("""
select l.tenant_id, l.id, l.number, l.day, l.holder, l.addressee, l.language, l.cases, l.made_by, l.made_at, l.file_digest, l.told_at, l.content,
  coalesce((select s.name from seat s where s.tenant_id = l.tenant_id and s.person_id = l.made_by order by s.since desc limit 1),
    l.content->'signer'->>'name') as maker
from letter l where l.tenant_id = any(:cities) and (cast(:id as uuid) is null or l.id = :id) and (cast(:holder as text) is null or l.holder = :holder)
  and (cast(:after as uuid) is null
    or (l.made_at, l.id) < (select x.made_at, x.id from letter x where x.tenant_id = any(:cities) and x.id = cast(:after as uuid)))
order by l.made_at desc, l.id desc limit :most""")
UNTOLD = text("select id from letter where tenant_id = :tenant and told_at is null and made_at < now() - interval '1 minute' order by made_at limit 20")
MINT = text("select mint_letter(:tenant, :letter, :minutes)")


def offices(tenant: int) -> dict[str, str]:
    """The name of each kind of office that answers for this city."""
    return {row.kind: row.name for row in db.session.execute(OFFICES, {"tenant": tenant})}


def letters(cities: list[int], most: int, after: str | None = None, holder: str | None = None) -> list[Row[Any]]:
    """The letters of these cities, the latest first."""
    return list(db.session.execute(LETTERS, {"cities": cities, "id": None, "most": most, "after": after, "holder": holder}))


def letter(tenant: int, letter_id: UUID) -> Row[Any] | None:
    """One of them; None for what is not there or not for this reader."""
    return db.session.execute(LETTERS, {"cities": [tenant], "id": letter_id, "most": 1, "after": None, "holder": None}).one_or_none()


def untold(tenant: int) -> list[UUID]:
    """Letters that somebody began to tell of a minute ago or earlier, and did not end."""
    found = list(db.session.execute(UNTOLD, {"tenant": tenant}).scalars())
    db.session.rollback()
    return found
