"""The statements about groups that the tables' classes do not cover: the registry's door, the count of asking, numbers of batches."""

from sqlalchemy import text

# Gives back the tags that somebody, somewhere, already holds; in the transaction that writes the members, so that both stand or neither.
CLAIM = text("select claim(:key, :tenant, cast(:tags as bytea[]), cast(:claims as uuid[]))")
RELEASE = text("select release_claim(:key, :tenant, :claim)")

# Counted before the registry is asked, in a transaction of its own: whoever asks and then takes everything back has still asked.
ASK = text("""
insert into attempt as a (account, failures, next_at, last_at) values (:account, :asks, now() + interval '1 hour', now())
on conflict (account) do update set last_at = now(), failures = case when a.next_at <= now() then :asks else a.failures + :asks end,
  next_at = case when a.next_at <= now() then now() + interval '1 hour' else a.next_at end
returning failures""")

# The highest number that one can see; others may hold higher ones, which `on conflict` then finds.
LAST_NUMBER = text("""
select coalesce(max(substring(number from '-([0-9]+)$')::int), 0) from batch where tenant_id = :tenant and number like :series""")
NEW_BATCH = text("""
insert into batch (tenant_id, id, number, component, source, year, title, letter_number, letter_date, signer, note,
  file_digest, file_name, file_type, file_size, created_by)
values (:tenant_id, :id, :number, :component, :source, :year, :title, :letter_number, :letter_date, :signer, :note,
  :file_digest, :file_name, :file_type, :file_size, :created_by)
on conflict (tenant_id, number) do nothing returning number""")

CITY_CODE = text("select code from tenant where id = :tenant")
