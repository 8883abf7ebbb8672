"""From an account and a password to a session, in steps of which each gets a new cookie: password, code, role."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select, update

from gulir.identity import ground, passwords, queries, sessions, throttle, totp
from gulir.identity.absence.lending import lent_to
from gulir.identity.contact import normal_account
from gulir.identity.memberships import memberships_of
from gulir.identity.sessions import CHOOSE, CODE, ENROL, Choosing
from gulir.tables import Person


class WrongPassword(ValueError):
    """Account and password do not belong together; which of the two is wrong is not said."""


class WrongCode(ValueError):
    """The code is not of now, or was used already."""


@dataclass(frozen=True)
class Known:
    """A person whose password was right."""

    id: UUID
    totp_secret: bytes | None
    demo: bool


def check_password(account: str, password: str) -> Known:
    """Whose account this is. Raises WrongPassword, TooSoon, TooBusy; takes the same time and counts the same whoever is asked for."""
    tag = throttle.of_account(ground.secret(), account)
    with ground.begin() as connection:
        throttle.reserve(connection, tag)
        row = connection.execute(queries.ACCOUNT, {"account": normal_account(account)}).one_or_none()
    stored = row.password_hash if row else None
    if not passwords.verify(stored, password) or row is None or stored is None:
        raise WrongPassword
    with ground.begin() as connection:
        throttle.forget(connection, tag)
        if passwords.is_outdated(stored):
            fresh = passwords.hash_password(password)
            connection.execute(update(Person).where(Person.id == row.id, Person.password_hash == stored).values(password_hash=fresh))
    return Known(row.id, row.totp_secret, row.demo)


@dataclass(frozen=True)
class Way:
    """The next cookie, and what the person stands before: "code", "enrol" or "choose"; None when they act already."""

    token: str
    stage: str | None


def sign_in(account: str, password: str, *, replaces: str | None) -> Way:
    """From the password to what is asked next; the session of the key `replaces` ends. Raises as check_password."""
    person = check_password(account, password)
    with ground.begin() as connection:
        stage = stage_of(connection, person)
        if stage == CHOOSE:
            return go_on(connection, person.id, replaces)
        return Way(sessions.begin_choosing(connection, person.id, stage, replaces=replaces), stage)


def go_on(connection: Connection, person_id: UUID, replaces: str | None) -> Way:
    """Whoever has one role acts as it; whoever has none or several, or may act for somebody, stands before the choice."""
    held = memberships_of(connection, person_id)
    if len(held) == 1 and not lent_to(connection, person_id):
        return Way(sessions.act_as(connection, person_id, held[0].id, replaces=replaces), None)
    return Way(sessions.begin_choosing(connection, person_id, CHOOSE, replaces=replaces), CHOOSE)


def stage_of(connection: Connection, person: Known) -> str:
    """What is asked after the password: the code, setting one up, or the role. Demo people are spared setting one up."""
    if person.totp_secret is not None:
        return CODE
    must = any(totp.is_asked_of(held.role) for held in memberships_of(connection, person.id)) or any(lent.factor for lent in lent_to(connection, person.id))
    return ENROL if must and not person.demo else CHOOSE


def confirm_password(person_id: UUID | str, password: str) -> None:
    """Asked again before password or second factor change: a telephone left open is not its owner. Raises WrongPassword, TooSoon, TooBusy."""
    tag = throttle.of_code(ground.secret(), f"password of {person_id}")
    with ground.begin() as connection:
        throttle.reserve(connection, tag)
        stored = connection.execute(select(Person.password_hash).where(Person.id == person_id)).scalar_one()
    if not passwords.verify(stored, password):
        raise WrongPassword
    with ground.begin() as connection:
        throttle.forget(connection, tag)


def pass_code(who: Choosing, code: str) -> Way:
    """From the code to the role. Raises WrongCode, TooSoon."""
    with right_code(who.person_id, code) as connection:
        return go_on(connection, who.person_id, who.key)


def give_up_factor(person_id: UUID | str, code: str, *, keep: str) -> None:
    """Takes the second factor away by a code of it, and ends every session but the one of the key `keep`. Raises WrongCode, TooSoon."""
    with right_code(person_id, code) as connection:
        totp.remove(connection, person_id)
        sessions.end_sessions_of(connection, person_id, keep=keep)


@contextmanager
def right_code(person_id: UUID | str, code: str) -> Iterator[Connection]:
    """A transaction in which the code is used up; a try is counted before it is judged, wherever the code is asked. Raises WrongCode, TooSoon."""
    tag = throttle.of_code(ground.secret(), str(person_id))
    with ground.begin() as connection:
        throttle.reserve(connection, tag)
    with ground.begin() as connection:
        sealed = connection.execute(queries.SECRET_OF, {"person": person_id}).scalar_one()
        if sealed is None or not totp.accept(connection, ground.data_key(), person_id, sealed, code):
            raise WrongCode
        throttle.forget(connection, tag)
        yield connection


def pass_enrolment(who: Choosing, secret: str, code: str) -> Way:
    """Keeps the new second factor, and on to the role. Raises WrongCode."""
    with ground.begin() as connection:
        if not totp.enrol(connection, ground.data_key(), who.person_id, secret, code):
            raise WrongCode
        return go_on(connection, who.person_id, who.key)
