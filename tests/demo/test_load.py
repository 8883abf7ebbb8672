"""Loading the demo: through the doors, by people who may, told to nobody, and the same whether it ran once, twice or was cut off."""

from gulir.acting.keys import CONSOLE, act_as_system, end_key
from gulir.history.verify import verify_city
from tenants.demo import walking
from tenants.demo.advocating import way_of
from tenants.demo.casework import matters
from tenants.demo.cast import casting
from tenants.demo.journey import journey
from tenants.demo.loading import the_cast
from tenants.demo.lots import lots
from tests.demo.theatre import EVENTS, NO_PASSWORD, Theatre

STATES = [("forwarded", 8), ("proposed", 20), ("revolving", 75), ("verified", 63)]
ADVOCACY = [("bandar-lampung", 2, "closed"), ("kendari", 1, "closed"), ("makassar", 1, "closed"), ("makassar", 1, "closed"),
            ("surabaya", 1, "monitoring"), ("tulang-bawang", 1, "closing")]  # fmt: skip
COUNTS = "select " + ", ".join(f"(select count(*) from {table})" for table in ("cases", "event", "groups", "member", "person", "seat", "mark", "batch"))


def test_what_was_cut_off_is_completed_to_the_last_line(stage: Theatre):
    assert 700 <= stage.half_way["events"] < 1000
    book = stage.app.extensions["gulir.workflows"].rulebooks[walking.RULEBOOK]
    lines = [1 + sum(move.events for move in journey(lot, book.number(walking.CEILING), "")) for city in lots().values() for lot in city]
    assert len(lines) == 75 + 91
    assert stage.ask(f"{EVENTS} where workflow = 'kube'") == [(sum(lines),)]
    assert stage.ask(f"{EVENTS} where workflow = 'advocacy' and step <> 'tie'") == [(sum(1 + len(way_of(one)) for one in matters()),)]


def test_a_second_load_changes_nothing(stage: Theatre):
    before = stage.ask(COUNTS)
    said = stage.load()
    assert [line for line in said if "cases" in line and " 0 cases" not in line] == []
    assert stage.ask(COUNTS) == before


def test_a_password_that_everybody_knows_is_given_only_where_it_was_asked_for(stage: Theatre):
    assert stage.half_way["without password"] == len(the_cast())
    assert stage.ask(NO_PASSWORD) == [(0,)]


def test_every_case_stands_where_the_deck_leaves_it(stage: Theatre):
    assert stage.ask("select state, count(*) from cases where workflow = 'kube' group by state order by state") == STATES
    advocacy = "select t.slug, c.lane, c.state from cases c join tenant t on t.id = c.tenant_id where c.lane > 0 order by t.slug, c.state"
    assert stage.ask(advocacy) == ADVOCACY
    assert stage.ask("select count(*) from cases where not historical") == [(0,)]


def test_one_joint_evaluation_is_half_way(stage: Theatre):
    sides = stage.ask("select d.side, d.handed_in_at is not null from review_side d join cases c on c.id = d.case_id where c.state = 'scoring' order by 1")
    assert sides == [("ministry", False), ("upc", True)]
    assert stage.ask("select side, bool_or(opened), count(value) > 1 from score group by 1 order by 1") == [("ministry", False, True), ("upc", False, True)]


def test_nobody_is_told_anything(stage: Theatre):
    for table in ("outbox", "notice", "delivery"):
        assert stage.ask(f"select count(*) from {table}") == [(0,)]


def test_its_history_is_whole(stage: Theatre):
    key = stage.app.extensions["gulir.settings"].witness_key
    with stage.app.app_context():
        who = act_as_system(CONSOLE, role="auditor")
        verdicts = [verify_city(stage.databases.app, who, city, key) for city in who.tenants]
        end_key(who.key)
    assert [verdict for verdict in verdicts if not verdict.is_whole] == []


def test_no_role_took_a_step_that_is_not_its_own_and_no_four_eyes_rule_was_bent(stage: Theatre):
    makers = stage.ask("""
      select count(*) from event p join event c on c.tenant_id = p.tenant_id and c.case_id = p.case_id
      where p.step = 'propose' and c.step = 'confirm_complete' and p.actor = c.actor""")
    assert makers == [(0,)]
    decrees = stage.ask("""
      select count(*) from event v join event d on d.tenant_id = v.tenant_id and d.case_id = v.case_id
      where v.step = 'verify_centrally' and d.step = 'decree' and v.actor = d.actor""")
    assert decrees == [(0,)]


def test_what_exceeds_the_ceiling_is_waived_on_the_record(stage: Theatre):
    waived = stage.ask("""
      select t.slug, count(*) from mark m join tenant t on t.id = m.tenant_id where m.kind = 'waiver' group by t.slug order by t.slug""")
    assert waived == [("kendari", 14), ("surabaya", 38)]


def test_the_obstacle_of_tulang_bawang_is_cleared_and_the_others_stand(stage: Theatre):
    standing = stage.ask("""
      select t.slug, m.code, m.cured_at is not null, count(*) from mark m join tenant t on t.id = m.tenant_id
      join cases c on c.tenant_id = m.tenant_id and c.id = m.case_id and c.workflow = 'kube'
      where m.kind = 'blocker' group by 1, 2, 3 order by 1""")
    assert standing == [
        ("banda-aceh", "CAIR_SEBAGIAN", False, 8),
        ("jakarta", "BELUM_DIJELASKAN", False, 20),
        ("sidoarjo", "KRITERIA_PENERIMA", False, 15),
        ("surabaya", "STATUS_TANAH", False, 18),
        ("tulang-bawang", "KONFLIK_PERUSAHAAN", True, 30),
    ]


def test_lampung_and_kendari_tell_why_instalments_stopped(stage: Theatre):
    told = stage.ask("""
      select t.slug, count(*) from event e join tenant t on t.id = e.tenant_id
      where e.step = 'note' and e.data->'answers'->>'note' like '%tidak harus dikembalikan%' group by 1 order by 1""")
    assert told == [("bandar-lampung", 19), ("kendari", 14)]


def test_members_are_invented_registered_once_and_counted_nowhere(stage: Theatre):
    expected = 166 * casting().members_per_group
    assert stage.ask("select count(*), count(distinct claim), bool_and(invented), bool_and(nik_mask like '99%') from member") == [
        (expected, expected, True, True)
    ]
    assert stage.ask("select count(*) from registry") == [(expected,)]
    assert stage.ask("select bool_or(members_known), count(member_count) from groups") == [(False, 0)]


def test_no_event_of_the_past_names_an_invented_member(stage: Theatre):
    assert stage.ask("select count(*) from event where decider like 'm:%'") == [(0,)]


def test_the_cast_signs_in_and_plays_the_parts_that_the_list_names(stage: Theatre):
    assert stage.ask("select count(distinct person_id) from membership where role = 'group_chair' and group_id is not null") == [(8,)]
    assert stage.ask("select count(*) from member where person_id is not null") == [(24,)]


def test_on_a_database_that_is_not_embedded_nobody_gets_the_known_password(stage: Theatre):
    done = stage.app.test_cli_runner().invoke(args=["demo", "people"])
    assert done.exit_code != 0
    assert "embedded" in done.output


def test_what_surabaya_was_promised_in_2012_stands_demand_by_demand(stage: Theatre):
    said = stage.ask("""
      select i.kind, i.state, i.words from item i join tenant t on t.id = i.tenant_id where t.slug = 'surabaya' and i.kind <> 'delegate'
      order by i.seq, i.kind, i.id""")
    assert sorted((kind, state) for kind, state, _words in said) == [
        ("commitment", "promised"), ("commitment", "promised"), ("demand", "agreed"), ("demand", "agreed"), ("demand", "unanswered"),
    ]  # fmt: skip
    days = stage.ask(
        "select count(*) from event e join cases c on c.tenant_id = e.tenant_id and c.id = e.case_id where c.lane > 0 and e.act_date = '2012-06-15'"
    )
    assert days == [(2,)]


def test_nobody_of_government_is_on_a_team(stage: Theatre):
    roles = stage.ask("select distinct m.role from access a join membership m on m.person_id = a.person_id order by 1")
    assert roles == [("advocate",), ("organiser",)]


def test_the_proposals_of_a_strenkali_kampung_wait_for_the_case_about_its_land(stage: Theatre):
    waiting = """
      select k.slug, m.code, count(*), bool_or(m.lifted_at is not null or m.cured_at is not null), min(a.title) from tie x
      join plea p on p.id = x.plea_id join mark m on m.id = p.mark_id join cases c on c.id = p.case_id join cases a on a.id = x.case_id
      join kampung k on k.id = c.kampung_id group by 1, 2"""
    assert stage.ask(waiting) == [("strenkali-jagir", "STATUS_TANAH", 6, False, "Hak bermukim warga strenkali")]
