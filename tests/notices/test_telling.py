"""Whoever it concerns is told, once; nobody else is."""

from uuid import uuid4

import pytest

from gulir.acting.doorway import rows
from gulir.cases import draught
from gulir.cases.outcomes import Invalid
from gulir.jobs import timing
from gulir.jobs.ladder import RUNGS
from gulir.notices.audience import REACHES
from gulir.notices.topics import KINDS, TOPICS, Reach
from tests.notices.ground import act, block, close_off, deliveries, give_turn, obstacle, record, told
from tests.people import add_person


def test_those_whose_turn_it_is_are_told_and_the_one_who_acted_is_not(ground, tell):
    ground.open(quiet=False)
    roles = {row.role for row in ground.see("select role from turn where tenant_id = :tenant")}
    tell()
    expected = {person.name.split()[0] for role, people in ground.city.people.items() if role in roles for person in people}
    assert expected
    assert told(ground)["turn"] == expected - {ground.city.one("organiser").name.split()[0]}


def test_who_can_clear_an_obstacle_is_told_of_it(ground, tell):
    case = ground.open()
    block(ground, case)
    tell()
    assert {"Gito", "Wati"} <= told(ground)["blocked"]
    assert "Prapto" not in told(ground)["blocked"]


def test_who_follows_a_case_is_told_and_stops_hearing_of_their_own_acts(ground, tell, acting_as):
    case = ground.open()
    manager = acting_as(ground.city.one("programme_manager"))
    act(ground, case, "watch", manager)
    block(ground, case, resolver="ministry")
    tell()
    assert ground.city.one("programme_manager").name.split()[0] in told(ground)["blocked"]


def test_a_person_of_another_group_or_kampung_is_not_told(ground, tell, databases):
    other_group = ground.city.groups[1]
    with databases.signin.begin() as connection:
        add_person(connection, "Sarinah", [("group_chair", ground.city.organisations["network"], [ground.city.id])], other_group)
    case = ground.open(quiet=False)
    give_turn(ground, case, "group_chair")
    tell()
    assert "Mina" in told(ground)["turn"]
    assert "Sarinah" not in told(ground)["turn"]


def test_a_case_of_a_closed_lane_is_told_to_no_official_and_its_letter_says_nothing(ground, tell, mail):
    case = ground.open("Penggusuran Rahasia", quiet=False)
    close_off(ground, case)
    give_turn(ground, case, "dinsos_officer", "programme_manager", "ministry_officer")
    tell()
    names = set.union(*told(ground).values())
    assert {"Rini", "Joko"} <= names
    assert not names & {"Gito", "Wati", "Umar", "Ratih"}
    letter = mail.to(ground.city.one("programme_manager").email)[-1]
    assert "Rahasia" not in letter.as_string() + letter.get_content()
    assert letter.get_content().count("http") == 1
    assert "berkas" not in letter.get_content()


def test_the_same_row_twice_tells_once(ground, tell):
    case = ground.open()
    block(ground, case)
    tell()
    before, sent = told(ground), len(deliveries(ground))
    ground.change("update outbox set state = 'sent', next_at = now() where tenant_id = :tenant and topic = 'blocked'")
    tell()
    assert told(ground) == before
    assert len(deliveries(ground)) == sent > 0


def test_a_reminder_tells_the_holders(ground, tell):
    case = ground.open()
    ground.change("update cases set due_on = (now() at time zone 'Asia/Jakarta')::date where id = :case", case=case)
    timing.on_time(ground.city.id, "overdue", "2014-05-31T01", 1)
    tell()
    assert told(ground)["reminded_on"]


def test_the_table_is_whole(context):
    assert (set(draught.TOLD.values()) - {"frees"}) | {"turn", "signed", "recorded"} <= set(TOPICS)
    assert {f"{draught.BY_RUNG[step]}_{rung}" for step, rungs in RUNGS.items() for rung in rungs} <= set(TOPICS)
    assert set(REACHES) == set(Reach)
    assert len(KINDS) == sum(len(kinds) for kinds in TOPICS.values())
    places = {"case": "K", "step": "S", "state": "T"}
    for kind in KINDS.values():
        assert "K" in str(kind.title) % places
        assert str(kind.line) % places


def test_only_the_clock_may_ask_whom_to_tell_and_where(ground):
    tried = 0
    for function, more in (("audience", (str(ground.open()), ["organiser"], [], str(uuid4()))), ("addresses", ([],))):
        with pytest.raises(Exception, match="only the clock"):
            rows(function, ground.organiser.key, ground.city.id, *more)
        tried += 1
    assert tried == 2


def test_whose_act_is_recorded_is_told_of_it_and_so_is_their_office(ground, tell, acting_as):
    case = ground.open()
    manager = acting_as(ground.city.one("programme_manager"))
    gito = ground.city.one("dinsos_officer")
    letter = {"number": "46/LJS", "date": "2014-05-01", "signer": "Kepala Contoh", "title": "Kepala"}
    words = {"clause": "4.1", "party": "ministry", "note": "di atas pagu", "waiver_letter": letter, "act_date": "2014-05-01"}
    record(ground, case, manager, "waive", words | {"decider": "x:Direktur Misalan|Kementerian"})
    record(ground, case, manager, "unblock", {"blocker": obstacle(ground, case), "note": "sudah", "act_date": "2014-05-01", "decider": f"p:{gito.id}"})
    tell()
    assert {"Umar", "Ratih", "Gito", "Wati"} <= told(ground)["recorded"]
    assert "Rini" not in told(ground)["recorded"]


def test_a_waiver_is_recorded_for_somebody_of_the_party_that_waives(ground, acting_as):
    case = ground.open()
    manager, gito = acting_as(ground.city.one("programme_manager")), ground.city.one("dinsos_officer")
    letter = {"number": "46/LJS", "date": "2014-05-01", "signer": "Kepala Contoh", "title": "Kepala"}
    words = {"clause": "4.1", "party": "ministry", "note": "di atas pagu", "waiver_letter": letter, "act_date": "2014-05-01"}
    with pytest.raises(Invalid):
        record(ground, case, manager, "waive", words | {"decider": f"p:{gito.id}"})
