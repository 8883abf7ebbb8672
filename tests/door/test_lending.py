"""To whom rights may be lent, whoever asks: the database's own word, which no caller passes by."""

from typing import Any

import pytest
from sqlalchemy import text

from gulir.acting.databases import Databases
from gulir.acting.keys import NoSuchMembership
from gulir.identity import ground
from gulir.identity.absence import lending
from gulir.identity.absence.lending import CannotLend, Wanted
from gulir.identity.memberships import add_membership
from tests.door.standing import ALL, FOR, MANAGER, OTHER, Standing
from tests.walk.ground import Stage

REFUSED = {
    "oneself": ("programme_manager", "programme_manager", "seat"),
    "another organisation": ("organiser", "programme_manager", "organisation"),
    "a role that does not stand in": ("treasurer", "programme_manager", "seat"),
    "government for a network": ("organiser", "dinsos_officer", "organisation"),
    "an office of a group": ("group_chair", "organiser", "seat"),
    "who administers people": ("city_admin", "organiser", "seat"),
}


@pytest.mark.parametrize("pair", REFUSED)
def test_to_whom_nothing_is_lent(standing: Standing, pair: str) -> None:
    absent, deputy, why = REFUSED[pair]
    with pytest.raises(CannotLend, match=why):
        standing.lend(absent, deputy)


def test_nobody_who_judges_the_work_stands_in(standing: Standing, stage: Stage) -> None:
    with ground.begin() as connection:
        add_membership(connection, stage.person(OTHER).id, stage.city.organisations["upc"], "reviewer", tenants=[stage.city.id])
    with pytest.raises(CannotLend, match="conflict"):
        standing.lend(MANAGER, OTHER)


def test_nobody_who_is_away_stands_in_and_nobody_twice(standing: Standing) -> None:
    standing.lend(MANAGER, OTHER)
    with pytest.raises(CannotLend, match="away"):
        standing.lend(OTHER, MANAGER)
    with pytest.raises(CannotLend, match="twice"):
        standing.lend(MANAGER, OTHER, ("sign",))


def test_longer_than_is_allowed(standing: Standing) -> None:
    with pytest.raises(CannotLend, match="long"):
        standing.lend(MANAGER, OTHER, days=lending.longest() + 1)
    assert standing.lend(MANAGER, OTHER, days=lending.longest())


def test_what_is_lent_is_not_lent_on(standing: Standing, stage: Stage) -> None:
    standing.both(MANAGER, OTHER, *ALL)
    today = lending.today(stage.who(FOR))
    wanted = Wanted(stage.person(MANAGER).membership(), ALL, None, today, today, "Diteruskan")
    with ground.begin() as connection, pytest.raises(CannotLend, match="borrowed"):
        lending.lend(connection, stage.who(FOR), wanted)


def test_a_second_factor_is_asked_as_of_the_stricter(stage: Stage, databases: Databases, superuser: Any) -> None:
    standing = Standing(stage, databases)  # nobody here is of a demonstration
    delegation = standing.lend(MANAGER, OTHER)
    with pytest.raises(NoSuchMembership):
        standing.act(OTHER, delegation, FOR)
    with superuser.begin() as connection:
        connection.execute(text("update person set totp_secret = 'x' where id = :p"), {"p": stage.person(OTHER).id})
    assert standing.act(OTHER, delegation, FOR).behalf
    plain = standing.lend("organiser", "organiser2")
    assert standing.act("organiser2", plain, "o").behalf, "of organisers none is asked"
    with superuser.begin() as connection:
        connection.execute(text("update person set totp_secret = 'x' where id = :p"), {"p": stage.person("organiser").id})
    with pytest.raises(NoSuchMembership):
        standing.act("organiser2", plain, "o")
