"""The attack on one table's policies alone: every grant is given away first, so that only row security is left to hold."""

import json
from dataclasses import dataclass, field

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from tests.wall.ground import Ground, another_row, columns_of

REFUSED = "42501"  # insufficient_privilege: what a policy answers to a row that it does not let in


@dataclass
class Attack:
    """One table, seen as one role after another; `holes` is what got through, or what should have and did not."""

    connection: Connection
    table: str
    ours: Ground
    theirs: Ground
    holes: list[str] = field(default_factory=list)
    tried: int = 0

    def run(self) -> list[str]:
        """Everything, as everybody. The transaction is the caller's, and is rolled back by them."""
        self.connection.execute(text(f"set local session_replication_role = replica; grant all on {self.table} to gulir_app, gulir_door"))
        self.own = self.count(f"select count(*) from {self.table} where tenant_id = {self.ours.id}")
        self.mine = {"select": 0, "update": 0, "insert": 0, "delete": 0}
        self.rows = {city.id: json.dumps(another_row(self.connection, self.table, city.id), default=str) for city in (self.ours, self.theirs)}
        self.columns = columns_of(self.connection, self.table)
        for key in (self.ours.key, self.ours.clock.key, self.ours.dinsos.key, self.ours.admin.key, "", "ab" * 32):
            self.as_role("gulir_app", key=key, door=str(self.theirs.id))
        self.as_role("gulir_door", door=str(self.ours.id))
        self.as_owner()
        return self.holes

    def as_role(self, role: str, key: str = "", door: str = "") -> None:
        """Reading, changing, moving, removing and adding, without a word that would call another policy to help."""
        start = {"select": f"select count(*) from {self.table}", "update": f"update {self.table} set tenant_id = {self.ours.id}"}
        acting = bool(key and key != "ab" * 32) or role == "gulir_door"
        most = self.own if acting else 0
        for kind, statement in (*start.items(), ("delete", f"delete from {self.table}")):
            if role == "gulir_door" and kind == "select" and self.table in ("word", "access"):
                continue  # search looks through every city's words, and its team lists, by intent
            found = self.attempt(role, key, door, statement)
            if isinstance(found, int):
                self.note(found <= most, f"{role} {kind} reached {found} rows of {most}")
                self.seen(role, kind, found)
        moved = self.attempt(role, key, door, f"update {self.table} set tenant_id = {self.theirs.id}")
        self.note(moved in (0, REFUSED), f"{role} moved rows to another city: {moved}")
        added = self.attempt(role, key, door, self.insert(self.theirs))
        self.note(added == REFUSED, f"{role} added a row to another city: {added}")
        own = self.attempt(role, key, door, self.insert(self.ours))
        self.note(acting or own == REFUSED, f"{role} added a row as nobody: {own}")
        if own == 1:
            self.seen(role, "insert", 1)

    def as_owner(self) -> None:
        """FORCE binds the owner too: with nobody acting it sees nothing."""
        found = self.attempt("gulir_owner", "", "", f"select count(*) from {self.table}")
        self.note(found == 0, f"the owner sees {found} rows with nobody acting")

    def seen(self, role: str, kind: str, found: int) -> None:
        """What somebody could do is kept, to be compared with what somebody must be able to do."""
        name = kind if role == "gulir_app" else f"{role} {kind}"
        self.mine[name] = max(self.mine.get(name, 0), found)

    def insert(self, city: Ground) -> str:
        """A new row of a city."""
        names = ", ".join(f'"{name}"' for name in self.columns)
        row = self.rows[city.id].replace("'", "''").replace(":", "\\:")
        return f"insert into {self.table} ({names}) select {names} from jsonb_populate_record(null\\:\\:{self.table}, '{row}')"

    def attempt(self, role: str, key: str, door: str, statement: str) -> int | str:
        """The number of rows, or the error's code; undone at once."""
        self.tried += 1
        nested = self.connection.begin_nested()
        try:
            self.connection.execute(text(f"set local role {role}"))
            self.connection.execute(text("select set_config('gulir.key', :key, true), set_config('gulir.door', :door, true)"), {"key": key, "door": door})
            done = self.connection.execute(text(statement))
            return int(done.scalar_one()) if done.returns_rows else done.rowcount
        except DBAPIError as problem:
            return str(getattr(problem.orig, "sqlstate", "?"))
        finally:
            nested.rollback()

    def count(self, statement: str) -> int:
        """As the superuser."""
        return int(self.connection.execute(text(statement)).scalar_one())

    def note(self, fine: bool, hole: str) -> None:
        """Keeps what is not fine."""
        if not fine:
            self.holes.append(f"{self.table}: {hole}")
