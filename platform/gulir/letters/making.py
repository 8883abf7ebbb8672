"""Makes a letter: its number and whole content first, then the print, then a line in the history of each case. Each part may be repeated."""

import datetime
import hashlib
from typing import Any
from uuid import UUID

from flask_babel import force_locale

from gulir.acting import Acting, Tenant
from gulir.acting.doorway import call
from gulir.documents import path_of, store
from gulir.documents.accept import Accepted
from gulir.letters import queries
from gulir.letters.addressees import Addressee, addressees
from gulir.letters.content import content_of
from gulir.letters.numbers import formal
from gulir.letters.printing import to_pdf
from gulir.letters.telling import tell
from gulir.reports.stuck import stuck_cases

LANGUAGES = ("id", "en")


class NothingStuck(LookupError):
    """Nothing is stuck with this holder (any more), or a letter cannot reach them."""


def draft(who: Acting, city: Tenant, holder: str, language: str, day: datetime.date) -> bytes:
    """The letter as it would be, without a number. Raises NothingStuck, Unprintable."""
    content = drawn_up(who, city, holder, language, day)[1]
    return to_pdf(content, "…", draft=True)


def make(who: Acting, city: Tenant, letter_id: UUID, holder: str, language: str, day: datetime.date) -> UUID:
    """Gives the letter its number, prints it and tells each case; the same id is the same letter. Raises NothingStuck, Unprintable, StoreUnavailable."""
    known = queries.letter(city.id, letter_id)
    if known is not None and str(known.made_by) != who.person_id:
        raise NothingStuck(holder)  # somebody else's letter is not told of in this one's name
    if known is None:
        to, content = drawn_up(who, city, holder, language, day)
        to_pdf(content, "…")  # what cannot be set gets no number
        given = {"holder": holder, "addressee": to.office, "language": language, "day": day.isoformat(), "content": content}
        call("issue_letter", who.key, city.id, letter_id, given)
    print_out(who, city, letter_id)
    tell(who, city, letter_id)
    return letter_id


def reachable(who: Acting, city: Tenant, day: datetime.date) -> list[Addressee]:
    """Everybody whom this one may remind: who stands in for somebody, of cases in the processes that were lent."""
    return addressees(city, [one for one in stuck_cases([city.id], day) if who.has("record", one.row["workflow"])])


def drawn_up(who: Acting, city: Tenant, holder: str, language: str, day: datetime.date) -> tuple[Addressee, dict[str, Any]]:
    """To whom, and everything that stands in it."""
    with force_locale(language):
        to = next((one for one in reachable(who, city, day) if one.holder == holder), None)
        if to is None:
            raise NothingStuck(holder)
        return to, content_of(who, city, to, language, day)


def print_out(who: Acting, city: Tenant, letter_id: UUID) -> None:
    """Sets and keeps the letter where that was not done yet."""
    row = queries.letter(city.id, letter_id)
    if row is None or row.file_digest:
        return
    kept = store(Accepted(to_pdf(row.content, formal(row.number, row.day)), "application/pdf", file_name(row)))
    call("letter_printed", who.key, city.id, letter_id, kept["file_digest"], kept["file_size"])


def printed(row: Any) -> bytes:
    """The letter's file; set anew from its content where the disk has lost it, or where it was not kept yet."""
    path = path_of(row.file_digest) if row.file_digest else None
    if path is not None and path.is_file():
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() == row.file_digest:
            return content
    return to_pdf(row.content, formal(row.number, row.day))


def file_name(row: Any) -> str:
    """What the file is called where it is saved."""
    return f"{row.number.lower()}.pdf"
