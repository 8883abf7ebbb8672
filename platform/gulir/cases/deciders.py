"""Whose decision an act is: the actor's own, or somebody's who is named: a person here, a member of the group, or an outsider."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from gulir.acting.store import db
from gulir.cases.looking import Look
from gulir.cases.outcomes import Invalid
from gulir.engine import Option
from gulir.engine.facts import is_historical_load, me_and_mine
from gulir.engine.parties import SPEAKS_FOR, Party, Role
from gulir.engine.text import _
from gulir.tables import Organisation, Seat

OFFICIALS = frozenset({Role.DINSOS_OFFICER, Role.PROVINCE_OFFICER, Role.MINISTRY_OFFICER})
OFFICE = {"group_chair": "chair", "group_secretary": "secretary", "group_treasurer": "treasurer"}


def own(look: Look) -> tuple[str, dict[str, Any]]:
    """The actor decides: the reference, and the name that stands in the history."""
    session = look.facts["session"]
    return f"p:{session['person']}", actor(session)


def actor(session: Mapping[str, Any]) -> dict[str, Any]:
    """Who acts, as the history names them: of whoever stands in for somebody, both."""
    name = {"name": session["name"], "role": session["role"], "organisation": session["organisation_name"]}
    lent = session.get("behalf")
    return name | {"behalf": {part: lent[part] for part in ("person", "name", "delegation")}} if lent else name


def recorded(look: Look, option: Option, reference: str, party: str | None = None) -> tuple[str, dict[str, Any]]:
    """Somebody else decided; `party` where the act says for whom. Their name bears the roles that could, who are told of it.

    Raises Invalid when they cannot have: no such person or member, or not of the deciding role."""
    kind, _sep, rest = reference.partition(":")
    if party is not None:
        option = replace(option, deciders=tuple(role for role in option.deciders if role in SPEAKS_FOR[Party(party)]))
    found = {"p": _person, "m": _member, "x": _outsider}.get(kind, _nobody)(look, option, rest)
    if found is None:
        raise Invalid({"decider": _("This person cannot have taken this decision")})
    return found[0], found[1] | {"roles": [str(role) for role in option.deciders]}


def _person(look: Look, option: Option, rest: str) -> tuple[str, dict[str, Any]] | None:
    try:
        person = UUID(rest)
    except ValueError:
        return None
    seats = select(Seat.name, Seat.role, Organisation.name).join(Organisation, Organisation.id == Seat.organisation_id)
    seats = seats.where(Seat.tenant_id == look.case["tenant"], Seat.person_id == person, Seat.role.in_([str(role) for role in option.deciders]))
    row = db.session.execute(seats.limit(1)).first()
    db.session.rollback()
    if row is None or rest in me_and_mine(look.facts):
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
    """An official who never signs in. Whoever has an account here is named by it: another spelling of the same person would be a second pair of eyes."""
    name, _bar, organisation = (part.strip() for part in rest.partition("|"))
    if len(name) < 2 or len(rest) > 200:
        return None
    plain, past = " ".join(name.split()).casefold(), is_historical_load(look.facts)
    if not past and (not set(option.deciders) & OFFICIALS or plain in _names_here(look, option)):
        return None
    return f"x:{plain}|{' '.join(organisation.split()).casefold()}", {"name": name, "organisation": organisation or None}


def _names_here(look: Look, option: Option) -> set[str]:
    """Of those who decide here, and of the recorder."""
    seats = select(Seat.name).where(Seat.tenant_id == look.case["tenant"], Seat.role.in_([str(role) for role in option.deciders]))
    session = look.facts["session"]
    names = db.session.scalars(seats.where(or_(Seat.until.is_(None), Seat.until > func.now()))).all()
    db.session.rollback()
    return {" ".join(name.split()).casefold() for name in (*names, session["name"], (session.get("behalf") or session)["name"])}


def _nobody(look: Look, option: Option, rest: str) -> None:
    return None
