"""One of the cast is away, and a colleague stands in: what the pages of it show."""

from datetime import timedelta

from gulir.engine.parties import Role
from gulir.identity.absence import lending
from gulir.identity.absence.lending import Wanted
from tenants.demo.people import membership_id
from tenants.demo.troupe import Troupe
from tenants.writing import as_signin

CITY, ROLE = "surabaya", Role.PROGRAMME_MANAGER
DAYS = 14
REASON = "Dua pekan mendampingi warga di kota lain"


def be_away(troupe: Troupe) -> None:
    """The first manager lends the second the right to decide and to sign, unless somebody stands in for them already."""
    who, deputy = troupe.acting(ROLE, CITY), membership_id(troupe.player(ROLE, CITY, 1))
    first = lending.today(who)
    with as_signin() as connection:
        if not lending.of_seats(connection, [membership_id(troupe.player(ROLE, CITY))]):
            lending.lend(connection, who, Wanted(deputy, ("decide", "sign"), None, first, first + timedelta(days=DAYS - 1), REASON))
