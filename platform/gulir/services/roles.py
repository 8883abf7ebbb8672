"""The database's six roles and the database itself, made by a superuser, as often as wanted."""

import psycopg
from psycopg import sql

LOGINS = ("gulir_app", "gulir_signin", "gulir_relay", "gulir_backup")
ROLES = ("gulir_owner", "gulir_door", *LOGINS)


def ensure_roles(superuser: str, database: str = "gulir", owner_logs_in: bool = True) -> None:
    """Makes what is missing, as `superuser` (a URL): six roles, and `database` owned by gulir_owner.

    `owner_logs_in`: embedded, migrations connect as gulir_owner through the private socket. On a server of your own give it a
    password, or let whoever migrates be a member. gulir_owner may become gulir_door and gulir_signin (their functions are laid
    by migrations) but inherits nothing of theirs."""
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(hashtext('gulir roles'))")  # two test workers start at once
        for role in ROLES:
            _ensure_role(connection, role, role in LOGINS or (role == "gulir_owner" and owner_logs_in))
        connection.execute("alter role gulir_backup bypassrls")
        connection.execute("grant gulir_door, gulir_signin to gulir_owner with inherit false, set true")
        _ensure_database(connection, database)


def _ensure_role(connection: psycopg.Connection, role: str, logs_in: bool) -> None:
    name = sql.Identifier(role)
    if not connection.execute("select from pg_roles where rolname = %s", [role]).fetchall():
        connection.execute(sql.SQL("create role {}").format(name))
    if logs_in:
        connection.execute(sql.SQL("alter role {} login").format(name))


def _ensure_database(connection: psycopg.Connection, database: str) -> None:
    name = sql.Identifier(database)
    if not connection.execute("select from pg_database where datname = %s", [database]).fetchall():
        connection.execute(sql.SQL("create database {} owner gulir_owner").format(name))
    connection.execute(sql.SQL("revoke all on database {} from public").format(name))
    for role in ROLES:
        connection.execute(sql.SQL("grant connect on database {} to {}").format(name, sql.Identifier(role)))
