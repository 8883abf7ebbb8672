"""Start-up refusal: the application does not run as a role that the wall does not bind."""

from sqlalchemy import Engine, text

CHECK = text("""
select rolsuper as superuser, rolbypassrls as bypasses,
  exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relowner = r.oid) as owns,
  (select string_agg(o.rolname, ', ') from pg_roles o where o.oid <> r.oid and (pg_has_role(r.rolname, o.oid, 'MEMBER'))
     and (o.rolsuper or o.rolbypassrls or o.rolname in ('gulir_owner', 'gulir_door', 'gulir_signin', 'gulir_relay', 'gulir_backup'))) as member_of
from pg_roles r where r.rolname = current_user""")


class UnfitRole(RuntimeError):
    """The database role may not serve; the message says why in one line."""


def refuse_unfit_role(engine: Engine) -> None:
    """Raises UnfitRole for a superuser, BYPASSRLS, an owner of tables, or a member of such a role."""
    with engine.connect() as connection:
        role = connection.execute(CHECK).one()
    name = engine.url.username or "the database role"
    if role.superuser:
        raise UnfitRole(f"DATABASE_URL must not name a superuser ({name}): row security would not bind it. Use gulir_app.")
    if role.bypasses:
        raise UnfitRole(f"DATABASE_URL must not name a role that bypasses row security ({name}). Use gulir_app.")
    if role.owns:
        raise UnfitRole(f"DATABASE_URL must not name the owner of the tables ({name}). Use gulir_app.")
    if role.member_of:
        raise UnfitRole(f"DATABASE_URL must not name a member of {role.member_of} ({name}). Use gulir_app.")
