"""What answers refer to is there: a paper, mark or act of this very case, a proposal letter or a colleague of this very city."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from gulir.acting.doorway import call
from gulir.acting.store import db
from gulir.acting.who import current
from gulir.cases.contesting import contestable
from gulir.cases.looking import Look
from gulir.engine.asks import Ask
from gulir.engine.facts import open_marks, team_of
from gulir.engine.text import Text, _
from gulir.tables import Batch, Seat

MARKS = ("blocker", "contest", "bridge")
NOT_THERE = _("Choose one of the list")


def missing(seen: Look, asks: Iterable[Ask], values: Mapping[str, Any]) -> dict[str, Text]:
    """An error for each answer that refers to nothing; a decider is judged apart, a clause by its own check."""
    return {ask.name: NOT_THERE for ask in asks if ask.kind == "reference" and ask.name in values and not is_there(seen, ask.of or "", values[ask.name])}


def is_there(seen: Look, of: str, value: str) -> bool:
    """Whether the case, or its city, has what is referred to."""
    if of in MARKS:
        return any(mark["id"] == value for mark in open_marks(seen.facts, of))
    if of == "document":
        return any(paper["id"] == value for paper in seen.facts["documents"])
    if of == "act":
        return value in contestable(seen)
    if of in ("plea", "plea_code"):
        return plea_city(seen, value) is not None
    if of == "member":
        return any(one["person"] == value for one in team_of(seen.facts))
    return in_city(seen, of, value) if of in ("batch", "person", "teammate", "leader") else True


def plea_city(seen: Look, value: str) -> int | None:
    """The city of a plea that is written as `surabaya/<its id>`, if there is such a one."""
    slug, _slash, plea = value.partition("/")
    try:
        wanted = UUID(plea)
    except ValueError:
        return None
    found: int | None = call("plea_known", current().key, slug, str(wanted))
    return found


def in_city(seen: Look, of: str, value: str) -> bool:
    """Whether the city has this proposal letter, or a seat for this person, as far as one sees."""
    try:
        wanted = UUID(value)
    except ValueError:
        return False
    table, column = (Batch, Batch.id) if of == "batch" else (Seat, Seat.person_id)
    found = db.session.execute(select(table.tenant_id).where(table.tenant_id == seen.case["tenant"], column == wanted).limit(1)).first()
    db.session.rollback()
    return found is not None
