"""The cast at work: short keys of the purpose `historical`, under which papers may be lost and nobody is told anything."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from gulir.acting import Acting
from gulir.acting.keys import acting_of, end_key, key_for_membership
from gulir.engine.parties import Role
from tenants.demo.cast import Player
from tenants.demo.people import membership_id


class Troupe:
    """Finds who plays a role in a city and acts as them; every key is ended when the troupe leaves."""

    def __init__(self, cast: Iterable[Player]) -> None:
        self.players: dict[tuple[Role, str | None], list[Player]] = defaultdict(list)
        self.actings: dict[str, Acting] = {}
        for player in cast:
            if len(player.parts) == 1:
                for city in (None,) if player.parts[0].cities is None else player.parts[0].cities:
                    self.players[player.parts[0].role, city].append(player)

    def player(self, role: Role, city: str, nth: int = 0) -> Player:
        """The nth person of a role who works in this city, or for the whole country."""
        found = self.players.get((role, city)) or self.players[role, None]
        return found[nth]

    def acting(self, role: Role, city: str, nth: int = 0) -> Acting:
        """Acts as that person, under one key for as long as the troupe plays."""
        player = self.player(role, city, nth)
        if player.email not in self.actings:
            self.actings[player.email] = acting_of(key_for_membership(str(membership_id(player)), purpose="historical", hours=1))
        return self.actings[player.email]


@contextmanager
def on_stage(cast: Iterable[Player]) -> Iterator[Troupe]:
    """A troupe whose keys end with the block."""
    troupe = Troupe(cast)
    try:
        yield troupe
    finally:
        for acting in troupe.actings.values():
            end_key(acting.key)
