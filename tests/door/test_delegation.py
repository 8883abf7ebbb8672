"""Whoever stands in for somebody has at the door what was lent and no more, and both names stand under it."""

import json
from uuid import UUID, uuid4

import psycopg
import pytest
from flask import current_app
from sqlalchemy import Engine, text

from gulir.acting import Acting, as_acting
from gulir.acting.databases import Databases
from gulir.acting.doorway import rows
from gulir.acting.keys import act_for_job, acting_of
from gulir.cases.calendar import today_in
from gulir.cases.queries import names_in_history
from gulir.cases.story import tell
from gulir.history.pack import check, pack
from gulir.history.queries import CASE, EVENTS
from gulir.letters import making
from gulir.web.cases.signing import gathered
from tests.door.standing import ALL, FOR, MANAGER, OTHER, Standing
from tests.door.straight import Straight, draw_up, stored
from tests.walk import journeys
from tests.walk.ground import Case, Stage


@pytest.fixture
def case(stage: Stage) -> Case:
    """A case that awaits UPC."""
    return journeys.to_proposed(stage.open())


def test_an_act_bears_both_names_and_the_history_verifies(standing: Standing, case: Case) -> None:
    standing.both(MANAGER, OTHER, "decide")
    case.take(FOR, "confirm_complete")
    with standing.stage.superuser.connect() as connection:
        row = connection.execute(text("select actor, behalf, decider, data from event where case_id = :c order by seq desc limit 1"), {"c": case.id}).one()
    absent, deputy = (standing.stage.person(one) for one in (MANAGER, OTHER))
    assert (row.actor, row.behalf, row.decider) == (deputy.id, absent.id, f"p:{deputy.id}")
    assert row.data["act"]["behalf"] == str(absent.id)
    assert (row.data["by"]["name"], row.data["by"]["behalf"]["name"]) == (deputy.name, absent.name)
    assert row.data["decider"]["behalf"]["name"] == absent.name


def test_the_evidence_of_it_verifies_with_and_without_us(standing: Standing, case: Case) -> None:
    standing.both(MANAGER, OTHER, "decide", "sign")
    case.take(FOR, "confirm_complete")
    case.take(FOR, "verify", "upc")
    case.take("dinsos_officer", "verify", "dinsos_city")
    city = case.stage.city
    assert rows("verify_city", act_for_job(city.id).key, city.id) == []
    with standing.stage.superuser.connect() as connection:
        about = connection.execute(CASE, {"number": case.number}).one()
        made = json.loads(json.dumps(pack(about, list(connection.execute(EVENTS, {"tenant": city.id, "case": case.id})))))
    key = current_app.extensions["gulir.settings"].witness_key
    assert list(check(made, key)) == []
    assert sum(case.stage.person(MANAGER).name in one["body"] and case.stage.person(OTHER).name in one["body"] for one in made["events"]) >= 2
    bare = json.loads(json.dumps(made).replace(case.stage.person(MANAGER).name, "Orang Lain"))
    assert any("differs from its digest" in problem for problem in check(bare, key))


def test_the_page_shows_both_names(standing: Standing, stage: Stage) -> None:
    case = journeys.to_complete(stage.open())
    standing.both(MANAGER, OTHER, "sign")
    case.take(FOR, "verify", "upc")
    who = stage.who("programme_manager")
    with as_acting(who):
        seen = case.look()
        names = names_in_history(stage.city.id, case.id)
    both = f"{stage.person(OTHER).name} on behalf of {stage.person(MANAGER).name}"
    assert str(tell(seen.workflow, seen.facts, names)[0].actor) == both
    assert [str(one.name) for one in gathered(seen, names)[0].signed] == [both]


@pytest.mark.parametrize("said", [None, "other"])
def test_a_body_that_hides_or_invents_whom_one_stands_in_for_is_not_written(standing: Standing, door: Straight, case: Case, said: str | None) -> None:
    standing.both(MANAGER, OTHER, "decide")
    _function, honest = draw_up(case, OTHER, "confirm_complete")
    _function, lent = draw_up(case, FOR, "confirm_complete")
    before = stored(case)
    wrong = lent | {"body": honest["body"]} if said is None else honest | {"body": lent["body"]}
    with pytest.raises(psycopg.DataError):
        door.outcome("take", case.stage.who(FOR if said is None else OTHER), case, wrong)
    assert stored(case) == before


@pytest.mark.parametrize("rights", [(), ("sign",), ("record",), ("record", "sign")])
def test_what_was_not_lent_is_refused(standing: Standing, door: Straight, case: Case, rights: tuple[str, ...]) -> None:
    _function, honest = draw_up(case, OTHER, "confirm_complete")
    acting, before = standing.both(MANAGER, OTHER, *rights), stored(case)
    assert door.outcome("take", acting, case, honest) == ("not delegated" if rights else "role")
    assert door.outcome("take", acting, case, honest | {"slot": "upc"}) == ("not delegated" if rights else "role")
    assert stored(case) == before
    assert case.look(FOR).option("confirm_complete").mode is None  # type: ignore[union-attr]


def test_signing_and_recording_are_lent_apart(standing: Standing, door: Straight, stage: Stage) -> None:
    case = journeys.to_complete(stage.open())
    function, mine = draw_up(case, OTHER, "verify", "upc")
    _function, his = draw_up(case, OTHER, "verify", "dinsos_city", decider=f"p:{stage.person('dinsos_officer').id}")
    assert door.outcome(function, standing.both(MANAGER, OTHER, "decide", "record"), case, mine) == "not delegated"
    standing.end(FOR)
    assert door.outcome(function, standing.both(MANAGER, OTHER, "decide", "sign"), case, his) == "not delegated"


def test_another_process_than_was_lent(standing: Standing, door: Straight, case: Case) -> None:
    _function, honest = draw_up(case, OTHER, "confirm_complete")
    assert door.outcome("take", standing.both(MANAGER, OTHER, *ALL, workflows=("rtlh",)), case, honest) == "not delegated"
    assert case.look(FOR).option("note") is None


def test_writing_beside_the_door_needs_the_right_to_record(standing: Standing, stage: Stage, door: Straight) -> None:
    rename = "update groups set note = 'x' where tenant_id = %s"
    for rights, written in (((), 0), (("decide", "sign"), 0), (("record",), 2)):
        acting = standing.both(MANAGER, OTHER, *rights)
        with door.connection.transaction():
            door.connection.execute("select set_config('gulir.key', %s, true)", (acting.key,))
            assert door.connection.execute("select count(*) from groups where tenant_id = %s", (stage.city.id,)).fetchone() == (2,)
            assert door.connection.execute(rename, (stage.city.id,)).rowcount == written, rights
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            unmask(door, acting, stage.city.id)
        standing.end(FOR)


def unmask(door: Straight, acting: Acting, city: int) -> None:
    """Asks for a number that is kept masked, as whoever acts."""
    row = "insert into unmasking (tenant_id, member_id, person_id, reason) select tenant_id, id, %s, 'alasan' from member where tenant_id = %s limit 1"
    with door.connection.transaction():
        door.connection.execute("select set_config('gulir.key', %s, true)", (acting.key,))
        door.connection.execute(row, (acting.person_id, city))


def issue(door: Straight, case: Case, who: Acting, letter: UUID) -> None:
    """A letter about the case, past the application."""
    given = {"day": "2014-05-12", "holder": "dinsos_city", "addressee": "Kepala", "language": "id", "content": {"cases": [{"id": case.id}]}}
    door.connection.execute("select issue_letter(%s, %s, %s, %s)", [who.key, case.stage.city.id, letter, json.dumps(given)])


@pytest.mark.parametrize("rights", [(), ("decide",), ("decide", "sign")])
def test_a_letter_is_written_by_who_was_lent_the_right_to_record(standing: Standing, door: Straight, case: Case, rights: tuple[str, ...]) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        issue(door, case, standing.both(MANAGER, OTHER, *rights), uuid4())


def test_a_letter_that_a_deputy_left_is_ended_in_their_name_as_long_as_they_stand_in(
    standing: Standing, door: Straight, case: Case, databases: Databases
) -> None:
    letter = uuid4()
    issue(door, case, standing.both(MANAGER, OTHER, "record"), letter)
    mint, values = text("select mint_letter(:city, :letter, 10)"), {"city": case.stage.city.id, "letter": letter}
    with databases.relay.begin() as connection:  # type: ignore[union-attr]
        who = acting_of(connection.execute(mint, values).scalar_one())
    assert (who.person_id, who.behalf and who.behalf.person) == (str(case.stage.person(OTHER).id), str(case.stage.person(MANAGER).id))
    assert who.behalf and who.behalf.rights == ("record",)
    standing.end(FOR)
    with databases.relay.begin() as connection:  # type: ignore[union-attr]
        assert connection.execute(mint, values).scalar_one() is None


def test_nobody_else_keeps_or_tells_of_a_letter(standing: Standing, door: Straight, case: Case, superuser: Engine) -> None:
    letter, city = uuid4(), case.stage.city.id
    issue(door, case, case.stage.who(MANAGER), letter)
    for who, kept in ((OTHER, False), (MANAGER, True)):
        key = case.stage.who(who).key
        door.connection.execute("select letter_printed(%s, %s, %s, %s, 1), letter_told(%s, %s, %s)", [key, city, letter, "ab" * 32, key, city, letter])
        with superuser.connect() as connection:
            row = connection.execute(text("select file_digest is not null, told_at is not null from letter where id = :id"), {"id": letter}).one()
        assert tuple(row) == (kept, kept)


@pytest.mark.parametrize("workflows", [None, ("kube",), ("rtlh",)])
def test_who_was_lent_the_right_to_record_has_their_letter_in_each_history_and_lists_no_other_process(
    standing: Standing, case: Case, workflows: tuple[str, ...] | None
) -> None:
    case.take(MANAGER, "block", code="STATUS_TANAH", resolver="dinsos_city")
    who = standing.both(MANAGER, OTHER, "record", workflows=workflows)
    with as_acting(who):
        city = who.city(case.stage.city.slug)
        assert city
        day = today_in(city.zone, who.at)  # not the day in Greenwich, where it may be yesterday still
        if workflows == ("rtlh",):
            assert making.reachable(who, city, day) == []
            return
        making.make(who, city, uuid4(), "dinsos_city", "id", day)
    told = case.look().facts["acts"][-1]
    assert (told["step"], told["actor"], told["behalf"]) == ("note", who.person_id, str(case.stage.person(MANAGER).id))
