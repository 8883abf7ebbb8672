"""What stands beside the deck's KUBE: the pilot of Bungkutoko, and living cases with days on every desk."""

from tests.demo.theatre import Theatre

DUE = """
select x.role, count(*) filter (where c.due_on < current_date), count(*) filter (where c.due_on between current_date and current_date + 9)
from turn x join cases c on c.tenant_id = x.tenant_id and c.id = x.case_id join tenant t on t.id = c.tenant_id where t.slug = '{city}' group by x.role"""


def test_the_pilot_has_houses_a_facility_and_groups_in_one_kampung(stage: Theatre):
    told = stage.ask("""
      select c.workflow, c.state, count(*) from cases c join kampung k on k.tenant_id = c.tenant_id and k.id = c.kampung_id
      where k.slug = 'bungkutoko' and (c.workflow = 'kube' or c.title like '%Bungkutoko 2012') group by 1, 2 order by 1""")
    assert told == [("house", "occupied", 2), ("kube", "revolving", 14), ("rtlh", "accepted", 1), ("sarling", "maintained", 1)]
    assert stage.ask("select count(*) from cases where title like '%Bungkutoko 2012' and due_on is not null") == [(0,)]


def test_every_desk_of_a_city_has_something_with_a_day_on_it(stage: Theatre):
    for city in ("surabaya", "kendari", "makassar", "banda-aceh"):
        desks = {role: late + soon for role, late, soon in stage.ask(DUE.format(city=city))}
        for role in ("programme_manager", "organiser", "dinsos_officer", "province_officer", "ministry_officer", "treasurer", "secretariat", "group_chair"):
            assert desks.get(role), (city, role)


def test_some_are_late_some_are_due_this_week_and_one_is_blocked_while_others_go_on(stage: Theatre):
    late, soon = stage.ask("""
      select count(*) filter (where due_on < current_date), count(*) filter (where due_on between current_date and current_date + 7)
      from cases where workflow <> 'kube' and state not in ('accepted', 'occupied', 'maintained')""")[0]
    assert late > 8 and soon > 16
    houses = stage.ask("""
      select c.state, c.blocked from cases c join tenant t on t.id = c.tenant_id
      where t.slug = 'surabaya' and c.workflow = 'house' order by c.state""")
    assert houses == [("built", 0), ("costed", 1), ("half_built", 0), ("surveyed", 0)]


def test_it_is_said_of_each_that_it_is_an_example_or_stands_for_the_pilot(stage: Theatre):
    unsaid = stage.ask(
        "select title from cases where workflow not in ('kube', 'evaluation') and lane = 0 and title not like '%(contoh)' and title not like '%Bungkutoko 2012'"
    )
    assert unsaid == []


def test_what_stands_beside_changes_no_report_of_the_deck(stage: Theatre):
    today = stage.ask("select current_date")[0][0]
    assert stage.report("tabulation", str(today)).total == {"groups": 75, "funds": 1_625_000_000}
    assert stage.report("unrealised", str(today)).total == {"groups": 91, "funds": 1_860_000_000}
