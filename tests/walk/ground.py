"""A city whose group meets every condition of KUBE, and people who take steps in it through the one gate."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, text

from gulir.acting import Acting, as_acting
from gulir.acting.keys import CLOCK, act_for_job
from gulir.cases.acts import Done, Request, Seen, take
from gulir.cases.declare import declare_rulebooks
from gulir.cases.looking import Look, look, processes
from gulir.cases.opening import NewCase, open_case
from gulir.engine import Option, read_rulebook
from gulir.engine.asks import Ask
from gulir.engine.parties import Role
from tests.people import Cast, City, Person

THE_CLOCK = UUID(CLOCK)
LETTER = {"number": "460/1182", "date": "2014-05-12", "signer": "Kepala Misalan", "title": "Kepala"}
BY_KIND = {"letter": LETTER, "file": "f" * 64, "date": "2014-05-12", "text": "kata", "reference": "x:Kepala Misalan|Dinas Contoh"}
READY = (
    "insert into household (tenant_id, id, kampung_id, head, in_poverty_data, validated_at, invented)"
    " select m.tenant_id, m.id, g.kampung_id, m.name, true, now(), true from member m join groups g on g.id = m.group_id"
    " where m.group_id = :group on conflict do nothing",
    "insert into registry (tag, claim) select sha256(m.id::text::bytea), m.id from member m where m.group_id = :group on conflict do nothing",
    "update member set household_id = id, claim = id, born_on = '1980-01-01', married = true, public_servant = false, received_before = false,"
    " signed_rules_on = '2013-03-01' where group_id = :group",
    "update groups set bank = 'BRI', account_holder = 'Kelompok', account_in_group_name = true, specimens = 2 where id = :group",
    "insert into group_record (tenant_id, group_id, kind, value, recorded_by) select :tenant, :group, k, v::jsonb, :group from (values"
    " ('savings', '{\"months\": 14, \"weeks\": 60}'), ('attendance', '{\"share\": 0.92, \"meetings\": 13}'), ('loans', '{\"open\": 0}'),"
    " ('evaluation', '{\"rating\": \"growing\"}')) x(k, v)",
)
BATCH = text("insert into batch (tenant_id, id, number, component, source, title) values (:tenant, :id, :number, 'kube', 'APBN', 'Surat usulan')")
PAPERS = text(
    "insert into document (tenant_id, lane, case_id, seq, kind, present, correct) select c.tenant_id, c.lane, c.id, c.seq, k, true, true"
    " from cases c, unnest(cast(:kinds as text[])) k where c.tenant_id = :tenant and c.id = :case"
)
TOLD = text("update cases set facts = facts + 1 where tenant_id = :tenant and id = :case")
EVENTS = text("select seq, step, source, dest, workflow, wv from event where tenant_id = :tenant and case_id = :case order by seq")


def make_ready(superuser: Engine, city: City, group: UUID) -> None:
    """Writes every fact about a group that KUBE's conditions read."""
    with superuser.begin() as connection:
        for statement in READY:
            connection.execute(text(statement), {"tenant": city.id, "group": group})


@dataclass
class Stage:
    """A city with a ready group, and a way to act as anybody."""

    superuser: Engine
    city: City
    cast: Cast
    acting_as: Callable[..., Acting]
    keys: dict[UUID, Acting] = field(default_factory=dict)

    def who(self, name: str) -> Acting:
        """`organiser`, `organiser2` (another one), a role of the whole country, or the clock of this city."""
        if name == Role.CLOCK:
            found = self.keys.get(THE_CLOCK) or act_for_job(self.city.id, 60)
            return self.keys.setdefault(THE_CLOCK, found)
        return self.of(self.person(name))

    def person(self, name: str) -> Person:
        """The person behind a name of `who`."""
        role, second = name.rstrip("2"), name.endswith("2")
        if role in self.city.people:
            return self.city.people[role][int(second)]
        return [one for one in self.cast.national.values() if role in one.memberships and len(one.memberships) == 1][int(second)]

    def of(self, person: Person, role: str | None = None) -> Acting:
        """The Acting of a person, made once."""
        membership = person.membership(role)
        if membership not in self.keys:
            self.keys[membership] = self.acting_as(person, role)
        return self.keys[membership]

    def book(self, like: str = "kube-upc-model", **values: Any) -> str:
        """The hash of a rulebook like another, but for some parameters (with _ for the dots), kept in the database alone."""
        content = json.loads(json.dumps(processes().rulebooks[like].content))
        for clause in content["clause"]:
            held = clause.get("values", {})
            held |= {key: values[key.replace(".", "_")] for key in held if key.replace(".", "_") in values}
        book = read_rulebook(content)
        with self.superuser.begin() as connection:
            declare_rulebooks(connection, [book])
        return book.hash

    def open(self, group: int = 0, book: str | None = None, amount: int = 20_000_000, who: str = "organiser") -> "Case":
        """A new case of a ready group."""
        make_ready(self.superuser, self.city, self.city.groups[group])
        acting = self.who(who)
        with as_acting(acting):
            done = open_case(acting, self.city.id, NewCase("kube", "KUBE Uji", book or self.book(), uuid4(), group=self.city.groups[group], amount=amount))
            return Case(self, look(acting, self.city.id, number=done.number).case["id"], done.number)

    def letter(self) -> str:
        """A proposal letter of this city."""
        made = uuid4()
        with self.superuser.begin() as connection:
            connection.execute(BATCH, {"tenant": self.city.id, "id": made, "number": f"S-{made.hex[:8]}"})
        return str(made)


@dataclass
class Case:
    """One case of the stage."""

    stage: Stage
    id: str
    number: str

    def look(self, who: str = "programme_manager") -> Look:
        """As somebody sees it."""
        return look(self.stage.who(who), self.stage.city.id, self.id)

    @property
    def state(self) -> str:
        """Where it stands."""
        return str(self.look().case["state"])

    def take(self, who: str, step: str, slot: str | None = None, seen: Seen | None = None, idem: UUID | None = None, **given: Any) -> Done:
        """Takes a step with plausible answers, save those given (None leaves a field out)."""
        seen_now = self.look(who)
        option = seen_now.option(step, slot)
        answers = answers_to(option, given) if option else given
        acting = self.stage.who(who)
        with as_acting(acting):
            return take(acting, self.stage.city.id, self.id, Request(step, idem or uuid4(), seen, slot, answers))

    def file(self, *kinds: str) -> None:
        """Lays papers down, found present and correct, without an act for each; `file_by_hand` takes the steps."""
        with self.stage.superuser.begin() as connection:
            for statement in (PAPERS, TOLD):
                connection.execute(statement, {"tenant": self.stage.city.id, "case": self.id, "kinds": list(kinds)})

    def file_by_hand(self, kind: str) -> None:
        """Files a paper, and has it found present and correct."""
        self.take("organiser", "file", kind=kind)
        self.take("programme_manager", "examine", document=self.look().facts["documents"][0]["id"], present="yes", correct="yes")

    def events(self) -> list[Any]:
        """The history as it is stored."""
        with self.stage.superuser.connect() as connection:
            return list(connection.execute(EVENTS, {"tenant": self.stage.city.id, "case": self.id}))


def answers_to(option: Option, given: dict[str, Any]) -> dict[str, Any]:
    """Plausible answers to everything that must be answered."""
    found = {ask.name: plausible(ask) for ask in option.asks if ask.required}
    return {name: value for name, value in (found | given).items() if value is not None}


def plausible(ask: Ask) -> Any:
    """An answer to one field; of rows, one row."""
    if ask.columns:
        return [{one.name: plausible(one) for one in ask.columns}]
    return ask.choices[0][0] if ask.choices else BY_KIND.get(ask.kind, 20_000_000)
