"""Sealed by the database alone: raw SQL as one organisation shows nothing of the other until both have handed in, and nobody edits after seeing."""

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from gulir.acting import as_acting
from gulir.acting.databases import Databases
from gulir.cases.looking import look
from gulir.cases.outcomes import HandedIn, NotOpen, NotYours, Refused, Unmet
from gulir.identity.memberships import add_membership
from tests.evaluation.ground import Evaluation, Reviews, evaluate, to_scoring
from tests.people import Person, add_person
from tests.services import TestDatabase

READ = "select organisation_id, count(*) from score where case_id = %s group by 1"
EVERYTHING = """select string_agg(x.t, ' ') from (select body as t from event where case_id = %(case)s
  union all select topic from outbox where case_id = %(case)s union all select answer::text from answered where case_id = %(case)s
  union all select digest from signature where case_id = %(case)s) x"""
EDIT = "select score(%s, %s, %s, %s)"


@pytest.fixture
def straight(database: TestDatabase) -> Iterator[psycopg.Connection]:
    """As the application's role, past the application."""
    with psycopg.connect(database.url("gulir_app"), autocommit=True) as connection:
        yield connection


def read(connection: psycopg.Connection, case: Evaluation, who: str) -> dict[int, int]:
    """How many scores of each organisation somebody's key shows."""
    with connection.transaction():
        connection.execute("select set_config('gulir.key', %s, true)", (case.acting(who).key,))
        return dict(connection.execute(READ, (case.id,)).fetchall())  # type: ignore[arg-type]


def half_way(stage: Reviews) -> Evaluation:
    """Both have scored everything, UPC has handed in."""
    case = to_scoring(evaluate(stage))
    case.score_all("anton", 4, lasts=(1, "KENARISKOR"))
    case.score_all("maya", 3)
    case.take("lukas", "hand_in")
    return case


def test_raw_sql_shows_nothing_of_the_other_before_both_have_handed_in(stage: Reviews, straight: psycopg.Connection) -> None:
    case = half_way(stage)
    upc, ministry, each = stage.cast.organisations["upc"], stage.cast.organisations["ministry"], len(case.criteria)
    shown = {"anton": {upc: each}, "siti": {upc: each}, "programme_manager": {upc: each}, "maya": {ministry: each}, "indah": {ministry: each}}
    shown |= {"umar": {ministry: each}, "organiser": {}, "dinsos_officer": {}, "auditor": {}}
    assert {who: read(straight, case, who) for who in shown} == shown
    with straight.transaction():
        straight.execute("select set_config('gulir.key', %s, true)", (case.acting("maya").key,))
        sides = straight.execute("select side, handed_in_at is not null from review_side where case_id = %s order by 1", (case.id,)).fetchall()
    assert sides == [("ministry", False), ("upc", True)]  # whether it has handed in: this alone is visible early
    case.take("indah", "hand_in")
    assert all(read(straight, case, who) == {upc: each, ministry: each} for who in shown)


def test_no_score_stands_in_history_messages_answers_or_digests(stage: Reviews) -> None:
    case = half_way(stage)
    case.take("indah", "hand_in")
    with stage.superuser.connect() as connection:
        told = str(connection.exec_driver_sql(EVERYTHING, {"case": case.id}).scalar_one())
    assert "KENARISKOR" not in told
    assert "hand_in" in told


@pytest.mark.parametrize(
    "statement",
    [
        "update score set value = 5", "update score set opened = true", "update review_side set handed_in_at = null, handed_in_by = null", "delete from score",
        "insert into review select * from review", "insert into score select * from score", "delete from review_side", "update review set lead = true",
    ],
)  # fmt: skip
def test_the_application_writes_nothing_of_it_by_hand(stage: Reviews, straight: psycopg.Connection, statement: str) -> None:
    case = half_way(stage)
    straight.execute("select set_config('gulir.key', %s, false)", (case.acting("maya").key,))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        straight.execute(statement)  # type: ignore[arg-type]


def test_a_forged_setting_opens_nothing(stage: Reviews, straight: psycopg.Connection) -> None:
    case = half_way(stage)
    for key, door in (("", str(stage.city.id)), ("ab" * 32, str(stage.city.id)), (case.acting("organiser").key, str(stage.city.id))):
        with straight.transaction():
            straight.execute("select set_config('gulir.key', %s, true), set_config('gulir.door', %s, true)", (key, door))
            assert straight.execute(READ, (case.id,)).fetchall() == []


def test_the_door_judges_score_side_and_office_whatever_the_message(stage: Reviews, straight: psycopg.Connection) -> None:
    case, tenant = half_way(stage), stage.city.id

    def says(who: str, criterion: str = "lasts", value: Any = 3, **more: Any) -> str:
        scores = {"scores": [{"criterion": criterion, "value": value, "reason": ""} | more]}
        return str(straight.execute(EDIT, (case.acting(who).key, tenant, case.id, Jsonb(scores))).fetchone()[0]["outcome"])  # type: ignore[index]

    assert says("anton") == "handed in"
    assert (says("maya", value=6), says("maya", "nothing")) == ("scale", "scale")
    assert {who: says(who) for who in ("siti", "organiser", "auditor", "umar")} == dict.fromkeys(("siti", "organiser", "auditor", "umar"), "role")
    assert says("maya", organisation_id=stage.cast.organisations["upc"], side="upc", opened=True) == "done"
    with stage.superuser.connect() as connection:
        rows = connection.exec_driver_sql("select organisation_id, opened from score where case_id = %s and criterion = 'lasts'", (case.id,)).all()
    assert set(rows) == {(stage.cast.organisations["upc"], False), (stage.cast.organisations["ministry"], False)}


def test_a_hundred_hand_ins_at_once_and_nobody_edits_after_seeing(stage: Reviews, database: TestDatabase) -> None:
    from flask import current_app

    app, rounds, answered = current_app._get_current_object(), 10, Counter[str]()  # type: ignore[attr-defined]
    for _round in range(rounds):
        case = to_scoring(evaluate(stage))
        case.score_all("anton", 4)
        case.score_all("maya", 3)
        keys = {who: case.acting(who) for who in ("anton", "maya", "lukas", "indah")}
        start, edited_after = threading.Barrier(16), []

        def work(n: int, case: Evaluation = case, keys: Any = keys, start: threading.Barrier = start, edited_after: list[Any] = edited_after) -> str:
            side = n % 2
            with app.app_context():
                start.wait(30)
                try:
                    if n < 10:  # five clicks of each lead
                        with as_acting(keys[("lukas", "indah")[side]]):
                            case.take(("lukas", "indah")[side], "hand_in")
                        return "handed in"
                    mine = ("anton", "maya")[side]
                    with as_acting(keys[mine]), psycopg.connect(database.url("gulir_app")) as connection:
                        connection.execute("select set_config('gulir.key', %s, true)", (keys[mine].key,))
                        saw = connection.execute("select count(distinct organisation_id) from score where case_id = %s", (case.id,)).fetchone()
                        case.score(mine, lasts=5)
                        if saw and saw[0] > 1:
                            edited_after.append(mine)
                        return "edited"
                except (HandedIn, Unmet, NotOpen, NotYours, Refused) as refused:
                    return type(refused).__name__

        with ThreadPoolExecutor(16) as pool:
            answered.update(pool.map(work, range(16)))
        assert edited_after == []
        assert case.state == "comparing"
        assert [one.step for one in case.events()].count("hand_in") == 2
        assert all(row.opened for row in case.stored())
    assert answered["handed in"] == 2 * rounds, answered
    assert sum(answered.values()) == 16 * rounds  # of these, a hundred clicks on handing in


def test_who_reviews_for_one_side_reads_nothing_sealed_of_the_other_by_another_seat(stage: Reviews, straight: psycopg.Connection, databases: Databases) -> None:
    upc, ministry, city = stage.cast.organisations["upc"], stage.cast.organisations["ministry"], [stage.city.id]
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        both = add_person(connection, "Dua Sisi", [("reviewer", upc, city)])
    case = to_scoring(evaluate(stage, upc_reviewer=str(both.id)))
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        both.memberships["ministry_officer"] = add_membership(connection, both.id, ministry, "ministry_officer", tenants=city)  # once named
    case.score_all("maya", 3)
    case.names["both"] = Person(both.id, both.name, both.email, {"ministry_officer": both.membership("ministry_officer")})
    assert (read(straight, case, "umar"), read(straight, case, "both")) == ({ministry: len(case.criteria)}, {})
    shown = {who: look(case.acting(who), stage.city.id, case.id).facts["evaluation"]["scores"] for who in ("umar", "both")}
    assert (len(shown["umar"]), shown["both"]) == (len(case.criteria), [])
