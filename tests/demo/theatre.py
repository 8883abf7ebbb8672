"""The demo's own database in tests: its application, and a superuser who looks behind the wall."""

import datetime
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import Engine

from gulir.acting import as_acting
from gulir.acting.databases import Databases
from gulir.acting.keys import CONSOLE, act_as_system, end_key
from gulir.reports import Report, report
from tenants import demo

EVENTS = "select count(*) from event"
NO_PASSWORD = "select count(*) from person where demo and password_hash is null"


class CutOff(Exception):
    """Somebody pulled the plug."""


@dataclass(frozen=True)
class Theatre:
    """An application on a database of its own."""

    app: Flask
    databases: Databases
    superuser: Engine
    half_way: dict[str, int] = field(default_factory=dict)  # what was there when the first load was cut off

    def ask(self, statement: str) -> list[tuple[object, ...]]:
        """Rows, past every policy."""
        with self.superuser.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement.replace("%", "%%"))]

    def load(self, sign_ins: bool = True) -> list[str]:
        """Loads the demo, and tells what it said."""
        said: list[str] = []
        with self.app.app_context():
            demo.load(sign_ins, said.append)
        return said

    def report(self, name: str, as_of: str, *cities: str) -> Report:
        """The report for these cities, or for all, under a console key as the command line has it."""
        with self.app.app_context(), as_acting(act_as_system(CONSOLE, role="auditor")) as who:
            known = {tenant.slug: tenant.id for tenant in who.tenants}
            made = report(name, datetime.date.fromisoformat(as_of), [known[slug] for slug in cities or known])
            end_key(who.key)
            return made
