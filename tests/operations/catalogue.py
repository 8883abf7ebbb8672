"""What two databases must have in common after a restore: every row, and everything that guards the rows."""

from sqlalchemy import Connection, text

NOT_KEPT = {"session", "link"}
TABLES = text("select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1")
HERE = "'public'::regnamespace"
GUARDS = {
    "row security": f"select relname, relrowsecurity, relforcerowsecurity, relowner::regrole from pg_class where relnamespace = {HERE} and relkind = 'r'",
    "policies": "select tablename, policyname, permissive, roles, cmd, qual, with_check from pg_policies where schemaname = 'public'",
    "functions": f"""select oid::regprocedure, proowner::regrole, prosecdef, proconfig, md5(pg_get_functiondef(oid)) from pg_proc
        where pronamespace = {HERE} and prokind = 'f'""",
    "who runs functions": f"select oid::regprocedure, x.grantee::regrole from pg_proc, aclexplode(proacl) x where pronamespace = {HERE}",
    "rights on tables": f"select relname, x.grantee::regrole, x.privilege_type from pg_class, aclexplode(relacl) x where relnamespace = {HERE}",
    "rights on columns": """select attrelid::regclass, attname, x.grantee::regrole, x.privilege_type from pg_attribute, aclexplode(attacl) x
        where attrelid::regclass::text not like 'pg_%'""",
    "rights on the schema": "select x.grantee::regrole, x.privilege_type from pg_namespace, aclexplode(nspacl) x where nspname = 'public'",
    "rights on what is yet to come": "select defaclrole::regrole, defaclobjtype, defaclacl from pg_default_acl",
    "constraints": f"select conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid) from pg_constraint where connamespace = {HERE}",
    "triggers": "select tgrelid::regclass, tgname, tgenabled, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal",
    "indexes": "select tablename, indexdef from pg_indexes where schemaname = 'public'",
    "counters": "select sequencename, last_value from pg_sequences where schemaname = 'public'",
}


def rows(connection: Connection) -> dict[str, tuple[int, str]]:
    """Each table's number of rows, and one checksum over all of them."""
    names = connection.execute(TABLES).scalars().all()
    return {name: _sum(connection, name) for name in names}


def _sum(connection: Connection, name: str) -> tuple[int, str]:
    found = connection.execute(text(f"select count(*), coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from {name} t")).one()
    return found[0], found[1]


def guards(connection: Connection, part: str) -> list[str]:
    """The lines of one part of the catalogue, sorted."""
    return sorted(str(tuple(map(str, row))) for row in connection.exec_driver_sql(GUARDS[part].replace("%", "%%")))
