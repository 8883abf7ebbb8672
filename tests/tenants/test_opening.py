"""Opening and suspending cities: from a preset, safe to repeat, and noticed at once by whoever is signed in."""

import pytest
from flask import Flask
from sqlalchemy import select, text
from uuid6 import uuid7

from gulir.acting import Acting
from gulir.acting.databases import Databases
from gulir.acting.keys import acting_of, key_for_membership
from gulir.identity.memberships import add_membership
from gulir.identity.persons import create_person
from gulir.tables import Kampung, Organisation, Seat
from tenants.opening import NATIONAL, UnknownPreset, list_cities, open_city, suspend_city


def cities(of: Acting) -> set[str]:
    """What the same key may see now."""
    return {tenant.slug for tenant in acting_of(of.key).tenants}


@pytest.fixture
def secretary(house: Flask, engines: Databases) -> Acting:
    """Somebody of UPC who works for the whole country, signed in."""
    open_city(NATIONAL)
    with engines.signin.begin() as connection:
        upc = connection.execute(select(Organisation.id).where(Organisation.slug == "upc")).scalar_one()
        person = create_person(connection, "Sekretaris Contoh", email=f"{uuid7()}@contoh.id")
        membership = add_membership(connection, person, upc, "secretariat", tenants=None)
    return acting_of(key_for_membership(str(membership), purpose="web"))


def test_a_city_brings_its_kampungs_its_offices_and_the_national_tenant(house: Flask, engines: Databases):
    tenant = open_city("surabaya")
    with engines.signin.begin() as connection:
        kampungs = connection.execute(
            select(Kampung.slug, Kampung.formal, Kampung.village_code).where(Kampung.tenant_id == tenant).order_by(Kampung.slug)
        ).all()
        offices = dict(connection.execute(select(Organisation.slug, Organisation.tenant_id)).all())
    assert [tuple(row) for row in kampungs] == [
        ("strenkali-gunung-sari", False, "35.78.21.1003"),
        ("strenkali-jagir", False, "35.78.04.1002"),
        ("strenkali-jambangan", False, "35.78.23.1001"),
    ]
    assert (offices["paguyuban-strenkali"], offices["dinsos-surabaya"]) == (tenant, tenant)
    assert (offices["dinsos-jawa-timur"], offices["upc"], offices["kemensos"]) == (None, None, None)
    assert NATIONAL in {row["slug"] for row in list_cities()}


def test_two_cities_of_a_province_share_its_office(house: Flask, engines: Databases):
    open_city("surabaya")
    open_city("sidoarjo")
    with engines.signin.begin() as connection:
        assert len(connection.execute(select(Organisation.id).where(Organisation.slug == "dinsos-jawa-timur")).all()) == 1


def test_opening_twice_is_opening_once(house: Flask, engines: Databases):
    first = open_city("kendari")
    with engines.signin.begin() as connection:
        connection.execute(Kampung.__table__.update().where(Kampung.tenant_id == first).values(name="Bungkutoko Baru"))
    assert open_city("kendari") == first
    with engines.signin.begin() as connection:
        names = connection.execute(select(Kampung.name).where(Kampung.tenant_id == first)).scalars().all()
    assert names == ["Bungkutoko Baru"], "what a city changed of its preset is its own word"


def test_who_works_for_the_country_sees_a_new_city_without_signing_in_again(secretary: Acting, engines: Databases):
    assert "makassar" not in cities(secretary)
    tenant = open_city("makassar")
    assert "makassar" in cities(secretary)
    with engines.signin.begin() as connection:
        assert connection.execute(select(Seat.person_id).where(Seat.tenant_id == tenant)).scalars().all() != []


def test_a_suspended_city_is_gone_at_once_and_comes_back_whole(secretary: Acting):
    tenant = open_city("banda-aceh")
    assert "banda-aceh" in cities(secretary)
    suspend_city("banda-aceh")
    assert "banda-aceh" not in cities(secretary)
    assert {row["slug"]: row["status"] for row in list_cities()}["banda-aceh"] == "suspended"
    assert open_city("banda-aceh") == tenant
    assert "banda-aceh" in cities(secretary)


def test_who_signs_in_while_a_city_is_suspended_does_not_reach_it_past_the_pages(house: Flask, engines: Databases):
    tenant = open_city("bandar-lampung")
    with engines.signin.begin() as connection:
        office = connection.execute(select(Organisation.id).where(Organisation.slug == "dinsos-bandar-lampung")).scalar_one()
        person = create_person(connection, "Pegawai Contoh", email=f"{uuid7()}@contoh.id")
        membership = add_membership(connection, person, office, "dinsos_officer", tenants=[tenant])
    suspend_city("bandar-lampung")
    key = key_for_membership(str(membership), purpose="web")
    assert reached(engines, key) == []
    open_city("bandar-lampung")
    assert reached(engines, key) == [tenant]


def reached(engines: Databases, key: str) -> list[int]:
    """The cities whose rows the wall opens to a key."""
    with engines.app.begin() as connection:
        connection.execute(text("select set_config('gulir.key', :key, true)"), {"key": key})
        return list(connection.execute(text("select tenants()")).scalar_one())


def test_an_unknown_word_is_answered_with_those_that_there_are(house: Flask):
    with pytest.raises(UnknownPreset, match="kendari, makassar"):
        open_city("atlantis")
    with pytest.raises(UnknownPreset, match=NATIONAL):
        suspend_city("atlantis")


def test_the_command_line_opens_lists_and_suspends(house: Flask):
    runner = house.test_cli_runner()
    assert "tulang-bawang is open" in runner.invoke(args=["tenant", "open", "tulang-bawang"]).output
    assert "TLB 18.05  Asia/Jakarta   open" in runner.invoke(args=["tenant", "list"]).output
    assert "is suspended" in runner.invoke(args=["tenant", "suspend", "tulang-bawang"]).output
    for word in ("open", "suspend"):
        done = runner.invoke(args=["tenant", word, "atlantis"])
        assert done.exit_code == 1
        assert done.output.startswith("Error: There is no ")
