"""A letter gets the next number of its city and year, once; is kept as it was; and stands in the history of each case."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text

from gulir.acting import as_acting
from gulir.acting.doorway import call
from gulir.acting.keys import act_for_job
from gulir.jobs.schedule import Moment
from gulir.letters import making, queries, telling
from gulir.letters.numbers import formal
from gulir.letters.sweep import finish
from tests.walk import journeys
from tests.walk.advocates import Office
from tests.walk.ground import Case, Stage

TODAY = datetime.datetime.now(datetime.UTC).date()
LATE = TODAY + datetime.timedelta(days=60)


def stuck(stage: Stage, title: str | None = None, group: int = 0) -> Case:
    """A case that waits for the city's office."""
    case = journeys.to_verified(stage.open(group))
    if title:
        case.take("programme_manager", "correct", title=title)
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_city")
    return case


def written(stage: Stage, holder: str = "dinsos_city", letter: UUID | None = None, who: str = "programme_manager", language: str = "id") -> UUID:
    acting = stage.who(who)
    with as_acting(acting):
        return making.make(acting, acting.city(stage.city.slug), letter or uuid4(), holder, language, LATE)


def kept(stage: Stage, letter: UUID, who: str = "programme_manager"):
    with as_acting(stage.who(who)):
        return queries.letter(stage.city.id, letter)


def notes(case: Case) -> list[str]:
    return [act["answers"]["note"] for act in case.look().facts["acts"] if act["step"] == "note"]


def test_a_letter_has_a_number_is_kept_and_stands_in_the_history(stage: Stage) -> None:
    case = stuck(stage, 'KUBE #panic("x") $y$')
    before = case.look().case["version"]
    row = kept(stage, written(stage))
    number = formal(row.number, row.day)
    assert row.number.endswith(f"-SURAT-{LATE.year}-001")
    assert number.startswith("001/SP/")
    assert notes(case) == [f"Surat pengingat {number} kepada {row.addressee}."]
    assert case.look().case["version"] == before
    assert row.told_at
    assert [one["number"] for one in row.content["cases"]] == [case.number]
    assert row.content["cases"][0]["title"] == 'KUBE #panic("x") $y$'
    assert making.printed(row).startswith(b"%PDF-")
    assert making.path_of(row.file_digest).read_bytes() == making.printed(row)


def test_the_numbers_of_a_year_have_no_gaps_however_many_write_at_once(stage: Stage, context: Flask) -> None:
    stuck(stage)
    acting = stage.who("programme_manager")
    with as_acting(acting):
        content = making.drawn_up(acting, acting.city(stage.city.slug), "dinsos_city", "id", LATE)[1]
    given = {"holder": "dinsos_city", "addressee": "x", "language": "id", "day": LATE.isoformat(), "content": content}
    twice = uuid4()

    def issue(letter: UUID) -> str:
        with context.app_context():
            return call("issue_letter", acting.key, stage.city.id, letter, given)["number"]

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(issue, [twice, twice, twice, *(uuid4() for _ in range(9))]))
    assert len(set(numbers)) == 10
    assert sorted(int(number[-3:]) for number in set(numbers)) == list(range(1, 11))


def test_the_same_letter_asked_for_twice_is_one(stage: Stage) -> None:
    case, letter = stuck(stage), uuid4()
    first, second = kept(stage, written(stage, letter=letter)), kept(stage, written(stage, letter=letter))
    assert first.number == second.number
    assert len(notes(case)) == 1


def test_a_letter_in_english_is_in_english(stage: Stage) -> None:
    stuck(stage)
    row = kept(stage, written(stage, language="en"))
    assert row.content["opening"][0] == "With respect,"
    assert kept(stage, written(stage)).content["opening"][0] == "Dengan hormat,"


def test_a_group_gets_a_letter_of_its_own(stage: Stage) -> None:
    case = journeys.to_formed(stage.open())
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="group")
    row = kept(stage, written(stage, f"group:{stage.city.groups[0]}"))
    assert row.content["addressee"].startswith("Ketua ")


def test_what_nobody_recorded_is_unknown_and_nothing_stuck_gets_no_number(stage: Stage) -> None:
    with pytest.raises(making.NothingStuck):
        written(stage)
    with pytest.raises(making.NothingStuck):
        written(stage, "residents")


def test_who_does_not_keep_the_programme_writes_none(stage: Stage) -> None:
    stuck(stage)
    for who in ("organiser", "dinsos_officer", "treasurer"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            written(stage, who=who)


def test_no_letter_lists_a_case_of_advocacy_or_of_another_city(stage: Stage) -> None:
    stuck(stage)
    secret = Office(stage).at("acting")
    acting = stage.who("programme_manager")
    given = {"holder": "upc", "addressee": "x", "language": "id", "day": LATE.isoformat()}
    for wrong in ([str(secret.id)], [str(uuid4())], []):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            call("issue_letter", acting.key, stage.city.id, uuid4(), given | {"content": {"cases": [{"id": one} for one in wrong]}})
    with as_acting(stage.of(stage.cast.rini)):
        assert queries.letters([stage.city.id], 5) == []


def test_what_a_page_left_is_ended_by_the_clock(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [stuck(stage), stuck(stage, group=1)]
    monkeypatch.setattr(making, "tell", lambda *_: False)
    letter = written(stage)
    assert [notes(case) for case in cases] == [[], []]
    with stage.superuser.begin() as connection:
        connection.execute(text("update letter set made_at = made_at - interval '5 minutes', file_digest = null where id = :id"), {"id": letter})
    clock = act_for_job(stage.city.id)
    for _again in range(2):
        with as_acting(clock):
            assert finish(Moment(clock.tenants[0], clock, "", datetime.datetime.now(datetime.UTC)))
    assert [len(notes(case)) for case in cases] == [1, 1]
    row = kept(stage, letter)
    assert row.told_at
    assert row.file_digest
    assert cases[0].look().facts["acts"][-1]["actor"] == str(stage.person("programme_manager").id)


def test_a_maker_who_is_gone_leaves_the_rest_untold(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    case = stuck(stage)
    monkeypatch.setattr(making, "tell", lambda *_: False)
    letter = written(stage)
    with stage.superuser.begin() as connection:
        connection.execute(text("update letter set made_at = made_at - interval '5 minutes' where id = :id"), {"id": letter})
        connection.execute(text("update person set disabled_at = now() where id = :id"), {"id": stage.person("programme_manager").id})
    clock = act_for_job(stage.city.id)
    with as_acting(clock):
        finish(Moment(clock.tenants[0], clock, "", datetime.datetime.now(datetime.UTC)))
    assert kept(stage, letter, "programme_manager2").told_at is None
    assert [act for act in case.look("programme_manager2").facts["acts"] if act["step"] == "note"] == []


def test_time_that_runs_out_is_said(stage: Stage) -> None:
    stuck(stage)
    letter = written(stage)
    with stage.superuser.begin() as connection:
        connection.execute(text("update letter set told_at = null where id = :id"), {"id": letter})
    acting = stage.who("programme_manager")
    with as_acting(acting):
        assert telling.tell(acting, acting.city(stage.city.slug), letter, patience=-1) is False
