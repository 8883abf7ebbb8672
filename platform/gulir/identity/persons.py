"""One person, one identity: made once, found by e-mail or telephone, disabled but never deleted."""

from uuid import UUID

from sqlalchemy import Connection, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from uuid6 import uuid7

from gulir.identity import queries
from gulir.identity.contact import normal_account, normal_email, normal_phone
from gulir.identity.passwords import hash_password, weigh
from gulir.identity.sessions import end_sessions_of
from gulir.tables import Person


class AddressTaken(ValueError):
    """Somebody else has this e-mail address or telephone number."""


class NoAddress(ValueError):
    """A person needs an e-mail address or a telephone number to sign in by."""


def create_person(
    connection: Connection,
    name: str,
    *,
    email: str | None = None,
    phone: str | None = None,
    password: str | None = None,
    locale: str = "id",
    demo: bool = False,
    person_id: UUID | None = None,
) -> UUID:
    """Returns the person's id. Without a password nobody can sign in as them until a link has set one.

    Raises NotAnAddress, NoAddress, AddressTaken, WeakPassword."""
    values = {"id": person_id or UUID(str(uuid7())), "locale": locale, "demo": demo} | weighed(name, email, phone, password)
    try:
        with connection.begin_nested():
            return connection.execute(insert(Person).values(values).returning(Person.id)).scalar_one()
    except IntegrityError as clash:
        raise AddressTaken(email or phone) from clash


def weighed(name: str, email: str | None, phone: str | None, password: str | None) -> dict[str, str | None]:
    """Name, addresses and password as they are kept. Raises NoAddress, NotAnAddress, WeakPassword."""
    if not email and not phone:
        raise NoAddress(name)
    if password:
        weigh(password, name, email or "", phone or "")
    return {
        "name": " ".join(name.split()),
        "email": normal_email(email) if email else None,
        "phone": normal_phone(phone) if phone else None,
        "password_hash": hash_password(password) if password else None,
    }


def find_person(connection: Connection, account: str) -> UUID | None:
    """The person with this e-mail address or telephone number, as somebody wrote it."""
    account = normal_account(account)
    found = select(Person.id).where(or_(func.lower(Person.email) == account, Person.phone == account), Person.kind == "human")
    return connection.execute(found).scalar_one_or_none()


def set_password(connection: Connection, person_id: UUID | str, password: str, *, keep: str | None = None) -> None:
    """Sets it, ends every session of theirs but the one of the key `keep`, and takes their calendar links back: whoever had the old one may have made
    some. Raises WeakPassword."""
    person = connection.execute(select(Person.name, Person.email, Person.phone).where(Person.id == person_id)).one()
    weigh(password, person.name, person.email or "", person.phone or "")
    connection.execute(update(Person).where(Person.id == person_id).values(password_hash=hash_password(password)))
    end_sessions_of(connection, person_id, keep=keep)
    connection.execute(queries.REVOKE_FEEDS, {"person": person_id})


def set_locale(connection: Connection, person_id: UUID | str, locale: str) -> None:
    """The language that they read."""
    connection.execute(update(Person).where(Person.id == person_id).values(locale=locale))


def disable_person(connection: Connection, person_id: UUID | str) -> None:
    """They cannot sign in any more; every session of theirs ends now. What they did stays in history."""
    connection.execute(update(Person).where(Person.id == person_id, Person.disabled_at.is_(None)).values(disabled_at=func.now()))
    end_sessions_of(connection, person_id)
