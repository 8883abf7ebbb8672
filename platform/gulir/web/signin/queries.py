"""What the sign-in page shows of a demonstration, the name that an authenticator shows, and a city by the word in an address."""

from sqlalchemy import text

ACCOUNT = text("select coalesce(email, phone) from person where id = :person")
CITY = text("select id from tenant where slug = :slug and status = 'open'")
# Everybody of the cast with their first role: those of one city, those of the country, and which cities there are.
CAST = text("""
select distinct on (p.id) p.name, p.email, m.role, o.name as organisation, coalesce(t.slug, '') as city, t.name as city_name
from person p join membership m on m.person_id = p.id and m.until is null join organisation o on o.id = m.organisation_id
left join tenant t on cardinality(m.tenants) = 1 and t.id = m.tenants[1] and t.status = 'open'
where p.demo and p.disabled_at is null and p.email is not null order by p.id, m.since""")
