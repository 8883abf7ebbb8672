"""Start-up refusal: the application does not run as a role that the wall does not bind."""

from typing import Any

from sqlalchemy import Engine, text

# Also whoever signed in before they became another role, which they may become again; and PostgreSQL's own roles that reach past grants or into files.
CHECK = text("""
select r.rolname as name, rolsuper as superuser, rolbypassrls or rolreplication as bypasses,
  exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relowner = r.oid) as owns,
  (select string_agg(o.rolname, ', ') from pg_roles o where o.oid <> r.oid and (pg_has_role(r.rolname, o.oid, 'MEMBER'))
     and (o.rolsuper or o.rolbypassrls or o.rolname in ('gulir_owner', 'gulir_door', 'gulir_signin', 'gulir_relay', 'gulir_backup', 'pg_read_all_data',
       'pg_write_all_data', 'pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files'))) as member_of
from pg_roles r where r.rolname in (current_user, session_user)""")
SERVES = ("DATABASE_URL", "gulir_app")


class UnfitRole(RuntimeError):
    """The database role may not serve; the message says why in one line."""


def refuse_unfit_role(engine: Engine, setting: str = SERVES[0], fit: str = SERVES[1]) -> None:
    """Raises UnfitRole for a superuser, BYPASSRLS, an owner of tables, or a member of such a role. `fit`: the role that the setting should name."""
    with engine.connect() as connection:
        for role in connection.execute(CHECK).all():
            refuse(role, setting, fit)


def refuse(role: Any, setting: str, fit: str) -> None:
    """One role. Raises UnfitRole."""
    if role.superuser:
        raise UnfitRole(f"{setting} must not name a superuser ({role.name}): row security would not bind it. Use {fit}.")
    if role.bypasses:
        raise UnfitRole(f"{setting} must not name a role that bypasses row security ({role.name}). Use {fit}.")
    if role.owns:
        raise UnfitRole(f"{setting} must not name the owner of the tables ({role.name}). Use {fit}.")
    if role.member_of:
        raise UnfitRole(f"{setting} must not name a member of {role.member_of} ({role.name}). Use {fit}.")
