"""The cast stands, and everybody sees what is theirs."""

from gulir.acting import as_acting


def test_everybody_of_the_cast_can_act(cast, acting_as):
    for person in cast.everybody():
        who = acting_as(person)
        assert who.person_id == str(person.id)
        assert who.role in person.memberships
    assert {city.slug for city in acting_as(cast.siti).tenants} >= {"makassar", "surabaya"}
    assert [city.slug for city in acting_as(cast.rini).tenants] == ["makassar"]
    assert acting_as(cast.opi).tenants == ()


def test_an_organiser_who_also_works_for_the_government_has_no_lane_1(cast, acting_as):
    assert acting_as(cast.sari).lanes == (0, 1)
    for role in ("organiser", "dinsos_officer"):
        assert acting_as(cast.tono, role).lanes == (0,)
        assert acting_as(cast.tono, role).government


def test_a_new_city_has_seats_for_those_of_the_whole_country(city, cast, act):
    from sqlalchemy import select

    from gulir.acting.store import db
    from gulir.tables import Seat

    here = city()
    with act(cast.siti):
        names = set(db.session.scalars(select(Seat.name).where(Seat.tenant_id == here.id)))
    assert {"Siti Misalan", "Umar Misalan", "Rini Misalan", "Mina Misalan"} <= names
    assert "Opi Misalan" not in names


def test_another_citys_people_are_not_there(city, cast, acting_as, context):
    from sqlalchemy import select

    from gulir.acting.store import db
    from gulir.tables import Seat

    here = city()
    with as_acting(acting_as(cast.rini)):
        assert db.session.scalars(select(Seat.id).where(Seat.tenant_id == here.id)).all() == []
