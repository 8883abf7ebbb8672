"""An administrator invites, changes and ends, within the city and never for themselves."""

import re

import pytest

from gulir.identity import letters
from gulir.identity.links import find_link, make_link
from gulir.identity.memberships import add_membership
from gulir.identity.persons import create_person
from tests.identity.ways import form_token, is_in, send, sign_in
from tests.people import add_person

NEW = "perahu kecil di hilir sungai"


@pytest.fixture
def here(city):
    return city()


@pytest.fixture
def admin(here, client_as):
    return client_as(here.one("city_admin"))


def invite(client, city, **fields):
    path = f"/{city.slug}/orang/undang"
    return send(client, path, cities="one", **fields)


def organiser_of(city):
    return f"organiser:{city.organisations['network']}"


def test_an_invitation_brings_somebody_in(app, admin, here, mail):
    answer = invite(admin, here, name="Baru Sekali", email="Baru.Sekali@contoh.id", role=organiser_of(here))
    assert answer.location == f"/{here.slug}/orang"
    letters.wait_until_sent()
    path = re.search(r"/tautan/[\w-]{43}", mail.to("baru.sekali@contoh.id")[-1].get_content())[0]
    newcomer = app.test_client()
    assert send(newcomer, path, password=NEW, again=NEW).status_code == 303
    assert sign_in(newcomer, "baru.sekali@contoh.id", NEW).location == "/"
    assert "Baru Sekali" in admin.get(f"/{here.slug}/orang").text


def test_without_an_address_the_link_is_handed_over(app, admin, here):
    answer = invite(admin, here, name="Tanpa Surel", phone="0812 3456 7890", role=organiser_of(here))
    path = re.search(r"/tautan/[\w-]{43}", answer.text)[0]
    newcomer = app.test_client()
    assert send(newcomer, path, password=NEW, again=NEW).status_code == 303
    assert sign_in(newcomer, "+62 812-3456-7890", NEW).location == "/"


def test_who_has_an_account_gets_one_more_role(admin, here, organiser, acting_as):
    assert invite(admin, here, name="x y", email=organiser.email, role=organiser_of(here)).status_code == 303
    assert invite(admin, here, name="x y", email=organiser.email, role=organiser_of(here)).status_code == 422


def seat_of(city, person):
    return f"/{city.slug}/orang/{person.membership()}"


def test_ending_a_role_ends_the_sessions(app, admin, here, client_as):
    sari = here.one("organiser")
    theirs = client_as(sari)
    assert is_in(theirs)
    assert send(admin, seat_of(here, sari) + "/akhiri").status_code == 303
    assert not is_in(theirs)
    assert admin.get(seat_of(here, sari)).status_code == 404


def test_changing_the_reach_ends_the_sessions_and_shows(admin, here, client_as):
    sari = here.one("organiser")
    theirs = client_as(sari)
    answer = send(admin, seat_of(here, sari) + "/ubah", role=organiser_of(here), cities="keep", kampungs=str(here.kampungs[1]))
    assert answer.status_code == 303
    assert not is_in(theirs)
    assert "Kampung Rel" in admin.get(seat_of(here, sari)).text


def test_nobody_changes_themselves_or_those_beyond_the_city(admin, here, cast):
    for person in (here.one("city_admin"), cast.siti, here.one("auditor"), here.one("province_officer")):
        for way in ("/ubah", "/akhiri"):
            assert admin.get(seat_of(here, person) + way).status_code == 403


def test_no_role_beyond_ones_giving_is_given(admin, here, cast):
    for role in (
        f"secretariat:{cast.organisations['upc']}",
        f"ministry_officer:{cast.organisations['ministry']}",
        f"operator:{cast.organisations['operator']}",
    ):
        assert invite(admin, here, name="Terlalu Tinggi", email="tinggi@contoh.id", role=role).status_code == 422
    assert send(admin, f"/{here.slug}/orang/undang", name="Semua Kota", email="semua@contoh.id", role=organiser_of(here), cities="all").status_code == 422


def test_another_citys_people_are_not_found(admin, here, cast):
    sari = cast.makassar.one("organiser")
    for path in (seat_of(here, sari), seat_of(cast.makassar, sari), seat_of(here, sari) + "/ubah", "/makassar/orang", "/makassar/orang/undang"):
        answer = admin.get(path)
        assert answer.status_code == 404
        assert "Sari" not in answer.text.replace("/sari", "")


def test_a_reset_is_refused_for_somebody_with_roles_elsewhere(admin, here, signin, cast):
    roles = [("organiser", here.organisations["network"], [here.id]), ("treasurer", cast.organisations["upc"], [cast.makassar.id])]
    with signin() as connection:
        person = add_person(connection, "Jauh", roles)
    page = admin.get(seat_of(here, person))
    answer = admin.post(seat_of(here, person) + "/tautan", data={"csrf_token": form_token(page)}, follow_redirects=True)
    assert "tautan/" not in re.sub(r'action="[^"]*"', "", answer.text)


def test_an_invitation_opens_no_account_that_another_city_gave_roles_to(admin, here, signin, cast):
    with signin() as connection:
        person = create_person(connection, "Belum Masuk", phone="0812 9876 5432")
        add_membership(connection, person, cast.organisations["upc"], "programme_manager", tenants=[cast.makassar.id])
        theirs = make_link(connection, person, "invite")
    answer = invite(admin, here, name="Belum Masuk", phone="0812 9876 5432", role=organiser_of(here))
    assert answer.status_code == 303
    assert "tautan/" not in answer.text
    with signin() as connection:
        assert find_link(connection, theirs).person_id == person


def test_no_city_closes_advocacy_to_people_of_another(admin, here, organiser, signin):
    officer = f"dinsos_officer:{here.organisations['dinsos_city']}"
    assert invite(admin, here, name="x y", email=organiser.email, role=officer).status_code == 422
    with signin() as connection:
        own = add_person(connection, "Sendiri", [("organiser", here.organisations["network"], [here.id])])
    assert invite(admin, here, name="x y", email=own.email, role=officer).status_code == 303


@pytest.mark.parametrize("role", ["organiser", "programme_manager", "auditor", "dinsos_officer", "group_chair"])
def test_others_do_not_manage_people(client_as, here, role):
    client = client_as(here.one(role))
    assert client.get(f"/{here.slug}/orang/undang").status_code == 403
    assert client.get(f"/{here.slug}/orang").status_code == (403 if role == "group_chair" else 200)
    assert "@contoh.id" not in client.get(seat_of(here, here.one("organiser"))).text
