"""The cast: invented people, enough of each for every four-eyes rule, and numbers that can belong to nobody."""

from collections import Counter

from tenants.demo.cast import casting, players
from tenants.demo.invented import members
from tenants.presets import presets

ALL = presets()
CAST = players(ALL.values(), ALL["nasional"])
PER_CITY = {"programme_manager": 2, "treasurer": 2, "organiser": 2, "dinsos_officer": 1, "advocate": 1, "city_admin": 1}
NATIONAL = {"secretariat": 2, "ministry_officer": 2, "reviewer": 2, "lead_reviewer": 2, "auditor": 1}


def test_every_city_has_enough_people_for_four_eyes():
    for slug in ALL.keys() - {"nasional"}:
        roles = Counter(str(part.role) for player in CAST if len(player.parts) == 1 for part in player.parts if part.cities == (slug,))
        assert {role: roles[role] for role in PER_CITY} == PER_CITY


def test_the_country_has_its_own_people_of_both_sides():
    national = [part for player in CAST for part in player.parts if part.cities is None]
    assert Counter(str(part.role) for part in national) == NATIONAL
    assert {part.organisation for part in national if part.role == "lead_reviewer"} == {"upc", "kemensos"}


def test_the_operator_reaches_no_city():
    assert [part.cities for player in CAST for part in player.parts if part.role == "operator"] == [()]


def test_a_province_officer_sees_the_cities_of_the_province():
    reach = {part.organisation: part.cities for player in CAST for part in player.parts if part.role == "province_officer"}
    assert reach["dinsos-jawa-timur"] == ("sidoarjo", "surabaya")
    assert reach["dinsos-lampung"] == ("tulang-bawang", "bandar-lampung")


def test_somebody_organises_and_also_works_for_a_dinsos():
    assert [{str(part.role) for part in player.parts} for player in CAST if len(player.parts) > 1] == [{"organiser", "dinsos_officer"}]


def test_people_differ_in_name_and_address_and_all_addresses_are_examples():
    assert len({player.email for player in CAST}) == len({player.name for player in CAST}) == len(CAST)
    assert all(player.email.endswith("@contoh.id") for player in CAST)


def test_invented_members_have_their_own_numbers_of_a_region_that_does_not_exist():
    people = [member for group in range(38) for member in members("surabaya", "35.78", group, 0)]
    people += [member for group in range(20) for member in members("jakarta", "31", group, 38 * casting().members_per_group)]
    for number in ("nik", "kk"):
        numbers = [getattr(member, number) for member in people]
        assert len(set(numbers)) == len(numbers)
        assert all(value.startswith("99") and len(value) == 16 and value.isdigit() for value in numbers)
    assert {player.name for player in CAST}.isdisjoint({member.name for member in people})


def test_every_group_has_its_three_officers():
    offices = [member.office for member in members("kendari", "74.71", 3, 0)]
    assert offices[:3] == ["chair", "secretary", "treasurer"]
    assert set(offices[3:]) == {None}
