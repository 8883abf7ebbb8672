"""The policies alone hold, with every grant given away; and each of them is needed: whichever is dropped or loosened, the attack gets through."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, Engine, text

from tests.wall.attack import Attack
from tests.wall.ground import Ground, tenant_tables

POLICIES = text("select tablename, policyname, roles::text, cmd, qual, with_check from pg_policies where schemaname = 'public' order by 1, 2")
# What somebody of the city must be able to do with each table, by policy: reading if nothing is said.
WRITTEN = {
    "kampung": {"insert", "update"}, "groups": {"insert", "update"}, "household": {"insert", "update"}, "member": {"insert", "update"},
    "group_record": {"insert"}, "batch": {"insert", "update"}, "effect": {"insert"}, "notice": {"insert", "update"}, "delivery": {"insert", "update"},
    "outbox": {"update"}, "unmasking": {"insert"}, "draft": {"insert", "update", "delete"}, "mute": {"insert", "delete"},
    "channel": {"insert", "update", "delete"}, "hook": {"insert", "update"}, "holiday": {"insert", "update"},
}  # fmt: skip
UNREAD = {"numbering", "word"}  # the application reads these through functions only


@pytest.fixture
def inside(superuser: Engine) -> Iterator[Connection]:
    """A transaction that never happened."""
    with superuser.connect() as connection:
        yield connection
        connection.rollback()


def problems(connection: Connection, table: str, ours: Ground, theirs: Ground) -> list[str]:
    """What gets through that must not, and what does not that must."""
    attack = Attack(connection, table, ours, theirs)
    found = list(attack.run())
    wanted = WRITTEN.get(table, set()) | ({"select"} if table not in UNREAD else set()) | {"gulir_door update"}
    found += [f"{table}: nobody can {name} any more" for name in wanted if not attack.mine.get(name)]
    return found + OTHERS.get(table, lambda *_: [])(connection, ours)


def as_reader(connection: Connection, role: str, statement: str, **values: object) -> int:
    """A count, as a role."""
    nested = connection.begin_nested()
    connection.execute(text(f"set local role {role}"))
    found = int(connection.execute(text(statement), values).scalar_one())
    nested.rollback()
    return found


def finds(word: str) -> Callable[[Connection, Ground], list[str]]:
    """Search finds the word for who may read its case."""

    def check(connection: Connection, ours: Ground) -> list[str]:
        found = as_reader(connection, "gulir_app", "select count(*) from find(:key, :word, 10)", key=ours.key, word=word)
        return [] if found else [f"search does not find {word}"]

    return check


def reads(role: str, table: str, what: str = "*") -> Callable[[Connection, Ground], list[str]]:
    """Another role of the house reads the table."""
    return lambda connection, ours: [] if as_reader(connection, role, f"select count({what}) from {table}") else [f"{role} does not read {table}"]


OTHERS = {
    "word": finds("Melati"), "access": finds("Rahasiawall"), "seat": reads("gulir_signin", "seat"), "kampung": reads("gulir_signin", "kampung"),
    "letter": reads("gulir_signin", "letter", "id"), "task": reads("gulir_signin", "task"),
    "outbox": lambda connection, ours: [] if as_reader(connection, "gulir_relay", "select count(id) from outbox") else ["the relay reads nothing"],
    "delivery": reads("gulir_relay", "delivery", "tenant_id"),
}  # fmt: skip


def test_the_policies_alone_hold(inside: Connection, superuser: Engine, cities: tuple[Ground, Ground]) -> None:
    tables = tenant_tables(superuser)
    assert len(tables) >= 24
    found, tried = [], 0
    inside.execute(text("grant select on word to gulir_door"))
    for table in tables:
        attack = Attack(inside, table, *cities)
        found += attack.run()
        tried += attack.tried
        assert attack.own, f"{table} holds nothing that could be seen"
    assert found == []
    assert tried > 24 * 30
    print(f"{tried} attempts on {len(tables)} tables")


def mutants(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """(table, name, statement): each policy dropped, each of its conditions loosened, each table without FORCE and without row security."""
    rows = connection.execute(POLICIES).all()
    for row in rows:
        yield row.tablename, f"{row.policyname} dropped", f"drop policy {row.policyname} on {row.tablename}"
        if row.qual not in (None, "true"):
            yield row.tablename, f"{row.policyname} using (true)", f"alter policy {row.policyname} on {row.tablename} using (true)"
        if row.with_check not in (None, "true"):
            yield row.tablename, f"{row.policyname} with check (true)", f"alter policy {row.policyname} on {row.tablename} with check (true)"
    for table in sorted({row.tablename for row in rows}):
        yield table, "no FORCE", f"alter table {table} no force row level security"
        yield table, "no row security", f"alter table {table} disable row level security"


def test_each_policy_is_needed(superuser: Engine, cities: tuple[Ground, Ground]) -> None:
    survived, killed = [], 0
    with superuser.connect() as connection:
        every = list(mutants(connection))
        connection.rollback()
        for table in sorted({table for table, _name, _statement in every}):
            assert problems(connection, table, *cities) == []
            connection.rollback()
        for table, name, statement in every:
            connection.execute(text(statement))
            if problems(connection, table, *cities):
                killed += 1
            else:
                survived.append(f"{table}: {name}")
            connection.rollback()
    assert survived == []
    assert killed == len(every) > 150
    print(f"{killed} of {len(every)} mutants killed")
