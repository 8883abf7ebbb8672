"""The statements that open, list and suspend tenants; run as the sign-in role, which alone may write them."""

from sqlalchemy import text

TENANT = text("""
insert into tenant (slug, letters, code, name, deck_name, province, zone, preset)
values (:slug, :letters, :code, :name, :deck_name, :province, :zone, cast(:preset as jsonb))
on conflict (slug) do update set status = 'open', name = excluded.name, deck_name = excluded.deck_name, preset = excluded.preset
returning id""")

# An office that two cities share (a province's) belongs to neither of them.
ORGANISATION = text("""
insert into organisation (slug, name, kind, tenant_id, province) values (:slug, :name, :kind, :tenant, :province)
on conflict (slug) do nothing""")

# What a city has since changed about a kampung of its preset is the city's own word.
KAMPUNG = text("""
insert into kampung (tenant_id, slug, name, formal, village_code, note) values (:tenant, :slug, :name, :formal, :village_code, :note)
on conflict (tenant_id, slug) do nothing""")

# Who works for the whole country, or for this city before it was suspended, works here from now on, also in the sessions they have open.
SESSIONS = text("""
update session s set tenants = array_append(s.tenants, :tenant) from membership m
where m.id = s.membership_id and (m.tenants is null or :tenant = any(m.tenants)) and not :tenant = any(s.tenants)""")

SUSPEND = text("update tenant set status = 'suspended' where slug = :slug returning id")
SHUT_OUT = text("update session set tenants = array_remove(tenants, :tenant) where :tenant = any(tenants)")

LIST = text("""
select t.id, t.slug, t.letters, t.code, t.name, t.deck_name, t.province, t.zone, t.status, t.opened_at from tenant t order by t.id""")
