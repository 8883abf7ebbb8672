"""Ends what a page began: letters that were not kept, and cases that were not told, in the name of whoever made the letter."""

import logging
import time

from sqlalchemy import Connection

from gulir.acting import as_acting
from gulir.acting.doorway import databases
from gulir.acting.keys import acting_of
from gulir.jobs.limits import KEY_MINUTES
from gulir.jobs.schedule import Moment, timed
from gulir.letters import queries
from gulir.letters.making import print_out
from gulir.letters.telling import tell

log = logging.getLogger("gulir.letters")
PATIENCE = 30.0  # seconds that one sweep may take


@timed("letters")
def finish(moment: Moment) -> bool:
    """Every letter of the city whose histories lack it. A maker who is gone leaves it to the page, which says so."""
    until = time.monotonic() + PATIENCE
    for letter_id in queries.untold(moment.city.id):
        left = until - time.monotonic()
        key = minted(moment.city.id, letter_id) if left > 0 else None
        if key is None:
            continue
        with as_acting(acting_of(key)) as maker:
            print_out(maker, moment.city, letter_id)
            tell(maker, moment.city, letter_id, left)
    return True


def minted(tenant: int, letter_id: object) -> str | None:
    """A short key of the letter's maker, if they may still write letters here."""
    relay = databases().relay
    if relay is None:
        raise RuntimeError("DATABASE_RELAY_URL is not set: this process may not act for jobs")
    connection: Connection
    with relay.begin() as connection:
        found: str | None = connection.execute(queries.MINT, {"tenant": tenant, "letter": letter_id, "minutes": KEY_MINUTES}).scalar_one()
    return found
