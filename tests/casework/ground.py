"""What the tests of pages share: a city with an open case, and forms that are read from pages as a browser reads them."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from gulir.acting import Acting, as_acting
from gulir.cases.acts import Done, Request, take
from gulir.cases.looking import processes
from gulir.cases.opening import NewCase, open_case
from tests.people import City, Person

PDF = b"%PDF-1.4\n% invented\n%%EOF"
LETTER = {"number": "12/UJI/2026", "date": "2026-01-05", "signer": "Pejabat Misalan", "title": "Kepala Contoh"}


@dataclass
class Ground:
    """A city in which cases are opened and moved by its own people."""

    app: Flask
    superuser: Engine
    city: City
    acting: Any
    numbers: dict[str, UUID] = field(default_factory=dict)

    def open(self, title: str = "KUBE Melati", group: int = 0, amount: int | None = 20_000_000) -> str:
        """The number of a case that the organiser opened."""
        with self.app.app_context():
            who = self.as_(self.city.one("organiser"))
            book = processes().rulebooks["kube-upc-model"].hash
            answers = {"group": str(self.city.groups[group]), "kampung": str(self.city.kampungs[group]), "rulebook": book, "title": title}
            new = NewCase("kube", title, book, uuid4(), group=self.city.groups[group], amount=amount, answers=answers)
            with as_acting(who):
                done = open_case(who, self.city.id, new)
        self.numbers[done.number] = new.id
        return done.number

    def take(self, person: Person, number: str, step: str, **answers: Any) -> Done:
        """One step through the gate."""
        with self.app.app_context():
            who = self.as_(person)
            with as_acting(who):
                return take(who, self.city.id, self.numbers[number], Request(step, uuid4(), answers=answers))

    def as_(self, person: Person) -> Acting:
        """Somebody acting."""
        return self.acting(person)

    def put(self, number: str, state: str, *roles: str, ball: str = "upc", due: str | None = None, since: str = "2026-01-05") -> None:
        """As if the case had come to a state: laid down behind the wall, for what is only read."""
        values = {"tenant": self.city.id, "case": self.numbers[number], "state": state, "ball": [ball], "due": due, "since": since, "roles": list(roles)}
        with self.superuser.begin() as connection:
            connection.execute(text("set local session_replication_role = replica"))
            connection.execute(MOVE, values)
            connection.execute(text("delete from turn where tenant_id = :tenant and case_id = :case"), values)
            connection.execute(TURNS, values)

    def see(self, query: str, **values: object) -> list[Any]:
        """Rows from behind the wall."""
        with self.superuser.begin() as connection:
            return list(connection.execute(text(query), {"tenant": self.city.id, **values}).all())

    def page(self, number: str, step: str = "") -> str:
        """The address of a case or of one of its steps."""
        return f"/{self.city.slug}/berkas/{number}" + (f"/{step}" if step else "")


MOVE = text("update cases set state = :state, ball = :ball, since = :since, due_on = cast(:due as date) where tenant_id = :tenant and id = :case")
TURNS = text("""
insert into turn (tenant_id, lane, role, due_on, case_id, kampung_id, group_id)
select c.tenant_id, c.lane, r, coalesce(c.due_on, '9999-12-31'), c.id, c.kampung_id, c.group_id
from cases c, unnest(cast(:roles as text[])) r where c.tenant_id = :tenant and c.id = :case""")


def hidden(page: TestResponse) -> dict[str, str]:
    """The hidden fields of a page's main form."""
    main = page.text.partition("<main")[2]
    found = re.findall(r'<input[^>]*type="hidden"[^>]*>', main)
    pairs = [(re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)) for one in found]
    return {name[1]: unescape(value[1]) if value else "" for name, value in pairs if name}


def letter(name: str, **changed: str) -> dict[str, str]:
    """The fields of a letter as the form names them."""
    return {f"{name}-{part}": value for part, value in (LETTER | changed).items()}


def open_form(client: FlaskClient, path: str) -> dict[str, str]:
    """Opens a form and gives its hidden fields."""
    page = client.get(path)
    assert page.status_code == 200, page.status
    return hidden(page)


def shown(page: TestResponse) -> str:
    """The words of a page's content, without markup."""
    main = page.text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))
