"""The people of one journey: each in a browser of their own, and the papers that no click would add anything to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import current_app

from gulir.acting import as_acting
from gulir.cases.looking import look
from gulir.groups import finding, households
from gulir.tables import Household
from tests.browser.casefile import CaseFile
from tests.browser.hands import Seat
from tests.people import Person, add_person
from tests.walk.ground import Case, Stage


@dataclass
class Town:
    """A city, its seats by a short name, and its case as the verbs see it."""

    stage: Stage
    seat: Callable[..., Seat]
    slug: str
    number: str = ""
    name: str = "Kenanga"  # of the group
    group: str = ""
    seats: dict[str, Seat] = field(default_factory=dict)

    def at(self, name: str) -> Seat:
        """Somebody's browser; they sign in when they are first asked for. `organiser2` is another organiser."""
        if name not in self.seats:
            self.seats[name] = self.seat(self.stage.person(name))
        return self.seats[name]

    def case(self, name: str) -> CaseFile:
        """The case on somebody's screen."""
        return CaseFile(self.at(name), self.path)

    @property
    def path(self) -> str:
        """The case's address."""
        return f"/{self.slug}/berkas/{self.number}"

    @property
    def verbs(self) -> Case:
        """The case for acts that are taken without a browser, by the same gate."""
        looked = Case(self.stage, "", self.number)
        return Case(self.stage, case_id(self, looked), self.number)

    def file(self, *kinds: str, examined: bool = True) -> None:
        """Files papers, and has them checked, by the verbs."""
        for kind in kinds:
            if examined:
                self.verbs.file_by_hand(kind)
            else:
                self.verbs.take("organiser", "file", kind=kind)

    def visit_households(self) -> None:
        """UPC has been at every home that nobody has visited yet."""
        acting = self.stage.who("programme_manager")
        with current_app.app_context(), as_acting(acting):  # one of its own, which ends the transaction that it begins
            group = finding.group(self.stage.city.id, self.group)
            for member in finding.active_members(self.stage.city.id, group.id):
                home = finding.household(self.stage.city.id, member.household_id) if member.household_id else None
                if isinstance(home, Household) and home.validated_at is None:
                    households.validate(home, True)

    def office(self, role: str, databases: Any) -> Person:
        """An officer of the journey's group gets an account, as a city administrator would give them one."""
        acting = self.stage.who("organiser")
        with current_app.app_context(), as_acting(acting):
            group = finding.group(self.stage.city.id, self.group).id
        with databases.signin.begin() as connection:
            network = self.stage.city.organisations["network"]
            person = add_person(connection, role.title().replace("_", " "), [(role, network, [self.stage.city.id])], group)
        self.seats[role] = self.seat(person)
        return person


def case_id(town: Town, case: Case) -> str:
    """The id behind a number."""
    return str(look(town.stage.who("programme_manager"), town.stage.city.id, number=case.number).case["id"])
