"""The second factor: a code of 30 seconds from a person's own telephone, good for one sign-in."""

import base64
import io
from uuid import UUID

import pyotp
import segno
from sqlalchemy import Connection, update

from gulir.engine.parties import Role
from gulir.identity import queries
from gulir.identity.sealing import seal, unseal
from gulir.tables import Person

STEP = 30  # seconds
# Officers of a group and organisers sign in from shared and cheap telephones, and may choose it; everybody else must have it.
WITHOUT = frozenset({Role.GROUP_CHAIR, Role.GROUP_SECRETARY, Role.GROUP_TREASURER, Role.ORGANISER, Role.CLOCK})
STAFF = frozenset(Role) - WITHOUT


def is_asked_of(role: str) -> bool:
    """Must who holds this role have a second factor?"""
    return role in STAFF


def new_secret() -> str:
    """A fresh secret (160 bits, base32), kept nowhere yet."""
    return pyotp.random_base32()


def address(secret: str, account: str) -> str:
    """What an authenticator reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name="Gulir")


def picture(secret: str, account: str) -> str:
    """The address as a QR code: an inline SVG, black on white whatever the page's colours."""
    drawn = io.BytesIO()
    segno.make(address(secret, account), error="m").save(
        drawn, kind="svg", scale=5, border=3, light="#fff", dark="#000", xmldecl=False, svgns=False, omitsize=True
    )
    return drawn.getvalue().decode()


def step_of(secret: str, code: str, now: float) -> int | None:
    """The time step that the code is of: this one, the one before or the one after; None when it is of none."""
    digits = "".join(code.split())
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return None
    here = int(now // STEP)
    totp = pyotp.TOTP(secret)
    return next((step for step in (here, here - 1, here + 1) if pyotp.utils.strings_equal(totp.at(step * STEP), digits)), None)


def now_of(connection: Connection) -> float:
    """The database's clock, seconds since 1970: one for all machines, or a telephone would be right at one and wrong at another."""
    return float(connection.execute(queries.NOW).scalar_one())


def enrol(connection: Connection, key: bytes, person_id: UUID | str, secret: str, code: str) -> bool:
    """Keeps the secret, sealed, once a code has shown that the telephone has it; never over one that is there."""
    step = step_of(secret, code, now_of(connection))
    if step is None:
        return False
    sealed = seal(key, str(person_id), base64.b32decode(secret))
    kept = update(Person).where(Person.id == person_id, Person.totp_secret.is_(None)).values(totp_secret=sealed, totp_step=step)
    return connection.execute(kept).rowcount == 1


def accept(connection: Connection, key: bytes, person_id: UUID | str, sealed: bytes, code: str) -> bool:
    """True once for each code: the last step used is moved by compare-and-set, so of twenty at once one passes."""
    step = step_of(base64.b32encode(unseal(key, str(person_id), sealed)).decode(), code, now_of(connection))
    return step is not None and connection.execute(queries.TAKE_STEP, {"person": person_id, "step": step}).rowcount == 1


def remove(connection: Connection, person_id: UUID | str) -> None:
    """Forgets the second factor; the last step stays, so that no old code returns to life."""
    connection.execute(update(Person).where(Person.id == person_id).values(totp_secret=None))
