"""The door spoken to directly in SQL, as the application's role, with messages that no careful caller would send."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import text

from gulir.acting import Acting, as_acting
from gulir.cases import draught
from gulir.cases.acts import Request
from gulir.cases.looking import look, processes
from tests.walk.ground import Case, answers_to

COUNT = text("""select (select count(*) from event where case_id = :case) as events, (select count(*) from signature where case_id = :case) as signatures,
  (select count(*) from document where case_id = :case) as papers, (select count(*) from mark where case_id = :case) as marks,
  (select count(*) from outbox where case_id = :case) as told, (select count(*) from answered where case_id = :case) as answered,
  (select (state, version, seq, facts, title, amount, ball)::text from cases where id = :case) as row""")


def draw_up(case: Case, who: str, step: str, slot: str | None = None, **given: Any) -> tuple[str, dict[str, Any]]:
    """The door's function and an honest message for it, as the one gate would draw it up."""
    acting = case.stage.who(who)
    with as_acting(acting):
        seen = look(acting, case.stage.city.id, case.id)
        option = seen.option(step, slot)
        assert option, step
        answers = answers_to(option, given)
        fork = processes().machine(seen.workflow).workflow.step(step, seen.case["state"])
        assert fork
        dest = fork.dests(seen.case["state"])[0]
        return draught.message(seen, Request(step, uuid4(), None, slot, answers), option, answers, dest)


@dataclass
class Straight:
    """A connection as the application's role."""

    connection: psycopg.Connection

    def call(self, function: str, acting: Acting | str, tenant: int, case: str | None, message: dict[str, Any]) -> dict[str, Any]:
        """What the door answers."""
        key = acting if isinstance(acting, str) else acting.key
        places = [key, tenant, *([case] if case else []), json.dumps(message)]
        row = self.connection.execute(f"select {function}({', '.join(['%s'] * len(places))})", places).fetchone()
        assert row
        return row[0]

    def outcome(self, function: str, acting: Acting | str, case: Case, message: dict[str, Any]) -> str:
        """The word that the door answers about a case."""
        return str(self.call(function, acting, case.stage.city.id, case.id, message)["outcome"])


def stored(case: Case) -> tuple[Any, ...]:
    """What is stored of a case, counted."""
    with case.stage.superuser.connect() as connection:
        return tuple(connection.execute(COUNT, {"case": case.id}).one())
