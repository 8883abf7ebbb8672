"""Writes into the history of each case that a letter went out about it: a note of whoever made the letter, once."""

import logging
import time
from uuid import UUID, uuid5

from flask_babel import force_locale
from flask_babel import gettext as _

from gulir.acting import Acting, Tenant
from gulir.acting.doorway import call
from gulir.cases.acts import Request, take
from gulir.cases.outcomes import Absent, NotOpen, NotYours
from gulir.letters import queries
from gulir.letters.numbers import formal

log = logging.getLogger("gulir.letters")
PATIENCE = 5.0  # seconds that a page waits; the clock tells the rest


def tell(who: Acting, city: Tenant, letter_id: UUID, patience: float = PATIENCE) -> bool:
    """Tells every case of the letter; False where time ran out before the last. Told again, a case answers as the first time."""
    row = queries.letter(city.id, letter_id)
    if row is None or row.told_at:
        return row is not None
    until = time.monotonic() + patience
    with force_locale(row.language):
        words = _("Reminder letter %(number)s to %(addressee)s.", number=formal(row.number, row.day), addressee=row.addressee)
    for case in row.content["cases"]:
        if time.monotonic() > until:
            return False
        note(who, city, letter_id, UUID(case["id"]), words)
    call("letter_told", who.key, city.id, letter_id)
    return True


def note(who: Acting, city: Tenant, letter_id: UUID, case_id: UUID, words: str) -> None:
    """One case; one that has ended meanwhile needs no word any more."""
    try:
        take(who, city.id, case_id, Request("note", uuid5(letter_id, str(case_id)), answers={"note": words}))
    except (Absent, NotOpen, NotYours) as refused:
        log.warning("case %s is not told of letter %s: %s", case_id, letter_id, type(refused).__name__)
