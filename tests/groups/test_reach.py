"""The wall, as verbs and pages meet it: what lies outside one's kampung or city is not there, and is not written."""

from datetime import date

import pytest

from gulir.acting.store import db
from gulir.groups import finding, groups, households, members, records
from gulir.groups.households import Home
from gulir.groups.refusals import NotThere, OutOfReach, Wrong
from gulir.identity.memberships import add_membership
from gulir.tables import Group, Household
from tests.groups.people import group_of, somebody
from tests.people import Person, add_person


@pytest.fixture
def here(city):
    return city()


@pytest.fixture
def of_one_kampung(databases, here) -> Person:
    """An organiser of the first kampung alone."""
    with databases.signin.begin() as connection:
        person = add_person(connection, "Marni", [])
        made = add_membership(connection, person.id, here.organisations["network"], "organiser", tenants=[here.id], kampungs=[here.kampungs[0]])
    return Person(person.id, person.name, person.email, {"organiser": made})


def slugs(superuser, city) -> list[str]:
    from sqlalchemy import text

    with superuser.connect() as connection:
        return [connection.execute(text("select slug from groups where id = :id"), {"id": one}).scalar_one() for one in city.groups]


def test_a_group_of_another_kampung_is_not_there(client_as, of_one_kampung, here, superuser):
    browser, (mine, other) = client_as(of_one_kampung), slugs(superuser, here)
    assert browser.get(f"/{here.slug}/kelompok/{mine}").status_code == 200
    for path in ("", "/ubah", "/rekening", "/pengurus", "/aturan", "/catat/savings", "/anggota/baru"):
        assert browser.get(f"/{here.slug}/kelompok/{other}{path}").status_code == 404
    page = browser.get(f"/{here.slug}/kelompok").text
    assert mine in page
    assert other not in page


def test_another_citys_group_is_not_there_under_any_address(client_as, here, city, superuser):
    there = city()
    browser, (other, _) = client_as(here.one("organiser")), slugs(superuser, there)
    for place in (here.slug, there.slug):
        assert browser.get(f"/{place}/kelompok/{other}").status_code == 404
    assert there.name not in browser.get(f"/{here.slug}/kelompok").text or there.name == here.name
    assert browser.get(f"/{there.slug}/").status_code == 404


def test_a_group_cannot_be_opened_in_a_kampung_out_of_reach(act, of_one_kampung, here):
    with act(of_one_kampung), pytest.raises(OutOfReach):
        groups.open_group(here.id, "Kenanga", here.kampungs[1])


def test_two_groups_of_one_name_get_two_addresses_also_when_the_first_is_not_seen(act, of_one_kampung, here):
    with act(here.one("organiser")):
        assert groups.open_group(here.id, "Kenanga", here.kampungs[1]).slug == "kenanga"
    with act(of_one_kampung):
        assert groups.open_group(here.id, "Kenanga", here.kampungs[0]).slug == "kenanga-2"


@pytest.mark.parametrize(
    "verb",
    [
        lambda group: members.add(group, somebody()),
        lambda group: records.record(group, "loans", {"open": 1}),
        lambda group: groups.edit_group(group, name="Lain", founded_on=None, note=None, members_known=True, member_count=None),
    ],
)
def test_an_auditor_reads_and_writes_nothing(act, here, verb):
    with act(here.one("auditor")):
        group = group_of(here)
        with pytest.raises(OutOfReach):
            verb(group)


def test_only_who_answers_for_it_confirms_a_visit(act, here):
    with act(here.one("organiser")):
        home = households.add(here.id, here.kampungs[0], Home("Pak Contoh"))
        with pytest.raises(OutOfReach):
            households.validate(home, True)
    for role in ("programme_manager", "dinsos_officer"):
        with act(here.one(role)):
            households.validate(db.session.get(Household, (here.id, home.id), populate_existing=True), True)
            assert db.session.get(Household, (here.id, home.id), populate_existing=True).validated_by == here.one(role).id


def test_each_office_has_one_holder_and_each_holder_one_office(act, here):
    with act(here.one("organiser")):
        group = group_of(here)
        people = finding.active_members(here.id, group.id)
        chair, secretary, treasurer = people[:3]
        members.set_officers(group, {"chair": treasurer.id, "secretary": secretary.id, "treasurer": chair.id})
        assert [one.id for one in finding.active_members(here.id, group.id)[:3]] == [treasurer.id, secretary.id, chair.id]
        with pytest.raises(Wrong):
            members.set_officers(group, {"chair": chair.id, "secretary": chair.id, "treasurer": None})


def test_who_leaves_holds_no_office_and_rules_are_signed_once(act, here):
    with act(here.one("organiser")):
        group = group_of(here)
        people = finding.active_members(here.id, group.id)
        assert members.sign_rules(group, {one.id for one in people}, date(2014, 3, 1)) == 5
        assert members.sign_rules(group, {one.id for one in people}, date(2014, 4, 1)) == 0
        members.leave(people[0], date(2014, 9, 8))
        left = finding.member(here.id, group.id, people[0].id)
        assert (left.office, left.signed_rules_on) == (None, date(2014, 3, 1))
        with pytest.raises(Wrong):
            members.edit(left, somebody())


def test_a_member_is_found_in_their_own_group_alone(act, here):
    with act(here.one("organiser")):
        one = finding.active_members(here.id, here.groups[0])[0]
        with pytest.raises(NotThere):
            finding.member(here.id, here.groups[1], one.id)
        assert db.session.get(Group, (here.id, here.groups[0])) is not None
