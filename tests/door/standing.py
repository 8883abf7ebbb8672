"""Rights lent on a stage, and people who act under them."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from gulir.acting import Acting
from gulir.acting.databases import Databases
from gulir.acting.keys import acting_of
from gulir.acting.who import key_of
from gulir.identity import ground
from gulir.identity.absence import lending
from gulir.identity.absence.lending import Wanted
from tests.walk.ground import Stage

ALL = ("decide", "record", "sign")
MANAGER, OTHER = "programme_manager", "programme_manager2"
FOR = f"{OTHER} for {MANAGER}"


@dataclass
class Standing:
    """Lends between people of a stage, and acts under it as `<deputy> for <absent>`."""

    stage: Stage
    databases: Databases
    known: dict[str, Acting] = field(default_factory=dict)

    def lend(self, absent: str, deputy: str, rights: tuple[str, ...] = ALL, workflows: tuple[str, ...] | None = None, days: int = 3) -> UUID:
        """Lends the absent one's seat to the deputy's."""
        who, today = self.stage.who(absent), lending.today(self.stage.who(absent))
        seat = self.stage.person(deputy).membership()
        with ground.begin() as connection:
            wanted = Wanted(seat, rights, workflows, today, today + dt.timedelta(days=days - 1), "Cuti tahunan")
            return lending.lend(connection, who, wanted)

    def act(self, deputy: str, delegation: UUID, name: str) -> Acting:
        """Acts under it from here on, on the stage under `name`."""
        person = self.stage.person(deputy)
        with ground.begin() as connection:
            acting = key_of(lending.act_for(connection, person.id, delegation))
        found = acting_of(acting)
        self.know(name, found)
        return found

    def both(self, absent: str, deputy: str, *rights: str, workflows: tuple[str, ...] | None = None) -> Acting:
        """Lends and acts; on the stage as `deputy for absent`."""
        return self.act(deputy, self.lend(absent, deputy, rights, workflows), f"{deputy} for {absent}")

    def know(self, name: str, acting: Acting) -> None:
        """The stage finds them by name."""
        plain = type(self.stage).who
        self.known[name] = acting
        self.stage.who = lambda asked: self.known[asked] if asked in self.known else plain(self.stage, asked)  # type: ignore[method-assign]

    def end(self, name: str) -> None:
        """Whoever acts under that name gives it back."""
        lent = self.known[name].behalf
        assert lent
        with ground.begin() as connection:
            assert lending.end(connection, self.known[name].person_id, UUID(lent.delegation))
