"""What was lent ends by itself, by either of the two, and with either seat; whoever acts under it acts no more."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from gulir.acting.keys import NoSuchMembership, acting_of
from gulir.identity import ground
from gulir.identity.absence import lending
from gulir.identity.memberships import add_membership, change_reach, end_membership
from tests.door.standing import ALL, FOR, MANAGER, OTHER, Standing
from tests.door.straight import Straight, draw_up, stored
from tests.walk import journeys
from tests.walk.ground import Case, Stage


@pytest.fixture
def case(stage: Stage) -> Case:
    """A case that awaits UPC."""
    return journeys.to_proposed(stage.open())


def test_time_is_asked_at_the_act(standing: Standing, door: Straight, case: Case) -> None:
    """Looked at in time, taken too late."""
    acting = standing.both(MANAGER, OTHER, *ALL)
    _function, message = draw_up(case, FOR, "confirm_complete")
    with standing.stage.superuser.begin() as connection:
        connection.execute(
            text("update session set expires_at = now() where delegation_id is not null and behalf = :a"), {"a": standing.stage.person(MANAGER).id}
        )
    before = stored(case)
    assert door.outcome("take", acting, case, message) == "nobody"
    assert stored(case) == before


def test_a_session_ends_with_what_was_lent(standing: Standing, superuser: Any) -> None:
    acting = standing.both(MANAGER, OTHER, *ALL)
    with superuser.begin() as connection:
        asked = text("select s.expires_at <= d.until from session s join delegation d on d.id = s.delegation_id where d.id = :d")
        assert connection.execute(asked, {"d": acting.behalf.delegation}).scalar_one()  # type: ignore[union-attr]


Ending = Callable[[Any, Stage, UUID], object]


def _change(connection: Any, stage: Stage, role: str) -> None:
    change_reach(connection, stage.person(role).membership(), role=MANAGER, tenants=[stage.city.id, stage.cast.surabaya.id])


ENDINGS: dict[str, Ending] = {
    "the absent one ends it": lambda c, s, d: lending.end(c, s.person(MANAGER).id, d),
    "the deputy gives it back": lambda c, s, d: lending.end(c, s.person(OTHER).id, d),
    "the absent one's seat ends": lambda c, s, _d: end_membership(c, s.person(MANAGER).membership()),
    "the deputy's seat ends": lambda c, s, _d: end_membership(c, s.person(OTHER).membership()),
    "the absent one's seat changes": lambda c, s, _d: _change(c, s, MANAGER),
    "the deputy's seat changes": lambda c, s, _d: _change(c, s, OTHER),
    "the deputy becomes a reviewer": lambda c, s, _d: add_membership(c, s.person(OTHER).id, s.city.organisations["upc"], "reviewer", tenants=[s.city.id]),
    "the absent one's account closes": lambda c, s, _d: c.execute(text("update person set disabled_at = now() where id = :p"), {"p": s.person(MANAGER).id}),
    "the deputy's account closes": lambda c, s, _d: c.execute(text("update person set disabled_at = now() where id = :p"), {"p": s.person(OTHER).id}),
}


@pytest.mark.parametrize("how", ENDINGS)
def test_it_ends_at_once(standing: Standing, door: Straight, case: Case, how: str) -> None:
    delegation = standing.lend(MANAGER, OTHER)
    acting = standing.act(OTHER, delegation, FOR)
    _function, message = draw_up(case, FOR, "confirm_complete")
    with ground.begin() as connection:
        ENDINGS[how](connection, standing.stage, delegation)
    assert door.outcome("take", acting, case, message) == "nobody"
    with pytest.raises(NoSuchMembership):
        standing.act(OTHER, delegation, "again")
    with standing.databases.signin.begin() as connection, pytest.raises(Exception, match="ends once"):  # type: ignore[union-attr]
        connection.execute(text("update delegation set ended_at = null, ended_why = null where id = :d"), {"d": delegation})


def test_a_tie_to_the_government_takes_the_lanes_from_whoever_stands_in(standing: Standing, stage: Stage) -> None:
    delegation = standing.lend("organiser", "organiser2")
    assert standing.act("organiser2", delegation, "o").lanes == (0, 1)
    with ground.begin() as connection:
        office = stage.city.organisations["dinsos_city"]
        add_membership(connection, stage.person("organiser2").id, office, "dinsos_officer", tenants=[stage.city.id])
    with pytest.raises(NoSuchMembership):
        acting_of(stage.who("o").key)
    again = standing.act("organiser2", delegation, "o")
    assert (again.lanes, again.government) == ((0,), True)


def test_a_deputy_gains_no_lane_from_an_absent_one_of_government(standing: Standing, stage: Stage) -> None:
    delegation = standing.lend("organiser", "organiser2")
    acting = standing.act("organiser2", delegation, "o")
    with ground.begin() as connection:
        office = stage.city.organisations["dinsos_city"]
        add_membership(connection, stage.person("organiser").id, office, "dinsos_officer", tenants=[stage.city.id])
    with pytest.raises(NoSuchMembership):
        acting_of(acting.key)
    assert standing.act("organiser2", delegation, "o").lanes == (0,)


def test_what_a_team_keeps_is_not_lent(standing: Standing, stage: Stage, case: Case) -> None:
    acting = standing.both("organiser", "organiser2", *ALL)
    with stage.superuser.begin() as connection:
        connection.execute(text("update cases set lane = 2 where id = :c"), {"c": case.id})
        for one in ("organiser", "organiser2"):
            connection.execute(
                text("insert into access (tenant_id, case_id, person_id) values (:t, :c, :p)"), {"t": stage.city.id, "c": case.id, "p": stage.person(one).id}
            )
    assert case.look("organiser2").case["lane"] == 2
    with stage.superuser.begin() as connection:
        connection.execute(text("set local role gulir_app"))
        connection.execute(text("select set_config('gulir.key', :k, true)"), {"k": acting.key})
        assert connection.execute(text("select count(*) from cases where id = :c"), {"c": case.id}).scalar_one() == 0
        seen = text("select look(:k, :t, cast(:c as uuid)) -> 'case' is null or (look(:k, :t, cast(:c as uuid)) ->> 'case') is null")
        assert connection.execute(seen, {"k": acting.key, "t": stage.city.id, "c": case.id}).scalar_one()
