"""Which acts somebody may contest: those that were recorded in the name of the party that they speak for."""

from sqlalchemy import select

from gulir.acting.store import db
from gulir.cases.looking import Look
from gulir.engine.parties import ROLES, Role
from gulir.engine.universal import own_party
from gulir.tables import Event


def contestable(seen: Look) -> set[str]:
    """Their numbers in the history; none for who speaks for no party. What somebody did themselves is nobody's to contest."""
    party = own_party(seen.facts)
    roles = Event.data["decider"]["roles"]  # a recorded act bears the roles that could have decided it
    asked = select(Event.seq, roles).where(Event.tenant_id == seen.case["tenant"], Event.case_id == seen.case["id"], roles.is_not(None))
    recorded = db.session.execute(asked).all()
    db.session.rollback()
    return {str(seq) for seq, deciders in recorded if any(ROLES[Role(role)].party == party for role in deciders)} if party else set()
