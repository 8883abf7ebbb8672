"""Whose decision an act is: the actor's own, or somebody's who is named: a person here, a member of the group, or an outsider."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from gulir.acting.store import db
from gulir.cases.looking import Look
from gulir.cases.outcomes import Invalid
from gulir.engine import Option
from gulir.engine.text import _
from gulir.tables import Organisation, Seat

OFFICE = {"group_chair": "chair", "group_secretary": "secretary", "group_treasurer": "treasurer"}


def own(look: Look) -> tuple[str, dict[str, Any]]:
    """The actor decides: the reference, and the name that stands in the history."""
    session = look.facts["session"]
    return f"p:{session['person']}", {"name": session["name"], "role": session["role"], "organisation": session["organisation_name"]}


def recorded(look: Look, option: Option, reference: str) -> tuple[str, dict[str, Any]]:
    """Somebody else decided. Raises Invalid when they cannot have: no such person or member, or not of the deciding role."""
    kind, _sep, rest = reference.partition(":")
    found = {"p": _person, "m": _member, "x": _outsider}.get(kind, _nobody)(look, option, rest)
    if found is None:
        raise Invalid({"decider": _("This person cannot have taken this decision")})
    return found


def _person(look: Look, option: Option, rest: str) -> tuple[str, dict[str, Any]] | None:
    try:
        person = UUID(rest)
    except ValueError:
        return None
    seats = select(Seat.name, Seat.role, Organisation.name).join(Organisation, Organisation.id == Seat.organisation_id)
    seats = seats.where(Seat.tenant_id == look.case["tenant"], Seat.person_id == person, Seat.role.in_([str(role) for role in option.deciders]))
    row = db.session.execute(seats.limit(1)).first()
    db.session.rollback()
    if row is None or rest == look.facts["session"]["person"]:
        return None
    return f"p:{person}", {"name": row[0], "role": row[1], "organisation": row[2]}


def _member(look: Look, option: Option, rest: str) -> tuple[str, dict[str, Any]] | None:
    group = look.facts["group"] or {"members": []}
    member = next((one for one in group["members"] if one["id"] == rest), None)
    if member is None or member["office"] not in [OFFICE.get(str(role)) for role in option.deciders]:
        return None
    reference = f"p:{member['person']}" if member["person"] else f"m:{rest}"
    return reference, {"name": member["name"], "role": member["office"], "organisation": group["name"]}


def _outsider(look: Look, option: Option, rest: str) -> tuple[str, dict[str, Any]] | None:
    name, _bar, organisation = (part.strip() for part in rest.partition("|"))
    if len(name) < 2 or len(rest) > 200:
        return None
    return f"x:{' '.join(name.split()).casefold()}|{' '.join(organisation.split()).casefold()}", {"name": name, "organisation": organisation or None}


def _nobody(look: Look, option: Option, rest: str) -> None:
    return None
