"""Many at once: one wins, one double click is one act, quiet remarks all arrive, opposite lists do not lock each other. Each test counts what it did."""

import os
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text

from gulir.acting import as_acting
from gulir.cases.acts import Request, Seen, take
from gulir.cases.looking import look, processes
from gulir.cases.opening import NewCase, open_case
from gulir.cases.outcomes import Busy, MovedOn, OtherBody, Refused
from tests.services import TestDatabase
from tests.walk import journeys
from tests.walk.ground import LETTER, Case, Stage

FULL = os.environ.get("GULIR_FULL") == "1"
THREADS, ROUNDS = (50, 20) if FULL else (16, 8)


def at_once(stage: Stage, tasks: list[Callable[[], Any]]) -> list[Any]:
    """Runs tasks together, each in an application context of its own; gives what each answered or raised as a Refused."""
    from flask import current_app

    app, start = current_app._get_current_object(), threading.Barrier(len(tasks))  # type: ignore[attr-defined]

    def run(task: Callable[[], Any]) -> Any:
        with app.app_context():
            start.wait(30)
            try:
                return task()
            except Refused as refused:
                return refused

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def asking(case: Case, who: str, request: Request) -> Callable[[], Any]:
    """Somebody's request, ready to be made."""
    acting, tenant = case.stage.who(who), case.stage.city.id

    def ask() -> Any:
        with as_acting(acting):
            return take(acting, tenant, case.id, request)

    return ask


def seen(case: Case) -> Seen:
    """What a screen shows now."""
    row = case.look().case
    return Seen(row["version"], row["facts"])


def test_one_winner_of_many_on_one_version(stage: Stage) -> None:
    case = journeys.to_proposed(stage.open())
    asked: Counter[str] = Counter()
    for _round in range(ROUNDS):
        shown = seen(case)
        people = ["programme_manager", "programme_manager2"]
        requests = [Request("return_for_correction", uuid4(), shown, None, {"correction": f"oleh {n}"}) for n in range(THREADS)]
        found = at_once(stage, [asking(case, people[n % 2], one) for n, one in enumerate(requests)])
        words = Counter(type(one).__name__ for one in found)
        assert words == {"Done": 1, "MovedOn": THREADS - 1}, words
        assert all(one.changes[0]["step"] == "return_for_correction" for one in found if isinstance(one, MovedOn))
        asked.update(words)
        case.take("organiser", "resubmit")
    assert (asked["Done"], asked["MovedOn"]) == (ROUNDS, ROUNDS * (THREADS - 1))
    assert sum(one.step == "return_for_correction" for one in case.events()) == ROUNDS


def test_many_remarks_at_once_all_arrive_or_say_that_they_did_not(stage: Stage) -> None:
    case = stage.open()
    found = at_once(stage, [asking(case, "organiser", Request("note", uuid4(), None, None, {"note": f"{n}"})) for n in range(THREADS)])
    done = [one for one in found if not isinstance(one, Refused)]
    assert len(done) + sum(isinstance(one, Busy) for one in found) == THREADS
    assert done
    assert sum(one.step == "note" for one in case.events()) == len(done)
    assert len({one.seq for one in done}) == len(done)


def test_a_double_click_is_one_act_and_twenty_equal_answers(stage: Stage) -> None:
    rounds, clicks = (20 if FULL else 4), 20
    case = journeys.to_ready(stage.open())
    for number in range(rounds):
        answers = {"fund_release_order": LETTER, "amount": 100_000, "bank_reference": "kata"}
        case.take("ministry_officer", "disburse", "maker_ministry", **answers)
        request = Request("disburse", uuid4(), seen(case), "checker", {})
        found = at_once(stage, [asking(case, "treasurer", request)] * clicks)
        assert {(one.seq, one.version, one.state) for one in found} == {(found[0].seq, found[0].version, "disbursing")}
        assert Counter(one.again for one in found) == {False: 1, True: clicks - 1}
        assert sum(one.step == "disburse" for one in case.events()) == number + 1


def test_a_double_click_opens_one_case(stage: Stage) -> None:
    stage.open()
    acting, book, key, clicks = stage.who("organiser"), stage.book(), uuid4(), 12

    def click() -> Any:
        with as_acting(acting):
            return open_case(acting, stage.city.id, NewCase("kube", "Sekali", book, key, group=stage.city.groups[0]))

    found = at_once(stage, [click] * clicks)
    assert len({one.number for one in found}) == 1
    assert Counter(one.again for one in found) == {False: 1, True: clicks - 1}


def test_the_same_key_again_is_answered_as_the_first_time_also_long_after(stage: Stage) -> None:
    case, key = journeys.to_proposed(stage.open()), uuid4()
    first = case.take("programme_manager", "return_for_correction", idem=key)
    case.take("organiser", "resubmit")
    case.take("programme_manager", "confirm_complete")
    events = len(case.events())
    repeat = Request("return_for_correction", key, None, None, {"correction": "kata"})
    again = asking(case, "programme_manager", repeat)()
    assert (again.seq, again.version, again.state, again.again) == (first.seq, first.version, first.state, True)
    with pytest.raises(OtherBody):
        asking(case, "programme_manager", Request("note", key, None, None, {"note": "lain"}))()
    other = stage.open(group=1)
    with pytest.raises(OtherBody):
        asking(other, "programme_manager", Request("note", key, None, None, {"note": "kata"}))()
    assert asking(other, "organiser", Request("note", key, None, None, {"note": "kata"}))().again is False  # another person's key is another key
    assert len(case.events()) == events


def test_what_waits_for_a_crowded_case_is_done_in_the_end(stage: Stage) -> None:
    """A remark between look and take changes neither version nor facts: the gate looks again and goes on."""
    case = journeys.to_proposed(stage.open())
    shown = seen(case)
    acting = stage.who("programme_manager")
    first = look(acting, stage.city.id, case.id)
    case.take("organiser", "note")
    with as_acting(acting):
        done = take(acting, stage.city.id, case.id, Request("confirm_complete", uuid4(), shown, None, {}), first)
    assert done.state == "complete"


def test_lists_in_opposite_order_do_not_lock_each_other(stage: Stage, database: TestDatabase) -> None:
    rounds, size = (100 if FULL else 25), 12
    cities = [stage.who("organiser"), stage.of(stage.cast.surabaya.one("organiser"))]
    tenants = [stage.city.id, stage.cast.surabaya.id]
    taken: Counter[int] = Counter()
    with psycopg.connect(database.url("gulir_app"), autocommit=True) as one, psycopg.connect(database.url("gulir_app"), autocommit=True) as other:
        for number in range(rounds):
            tags = [number.to_bytes(4, "big") + n.to_bytes(4, "big") + uuid4().bytes + b"\0" * 8 for n in range(size)]
            lists = [tags, tags[::-1]]
            values = [[cities[n].key, tenants[n], lists[n], [uuid4() for _ in tags]] for n in (0, 1)]
            connections = (one, other)

            def claim(n: int, connections: Any = connections, values: Any = values) -> int:
                return size - len(connections[n].execute("select claim(%s, %s, %s, %s)", values[n]).fetchall())

            with ThreadPoolExecutor(2) as pool:
                won = list(pool.map(claim, (0, 1)))
            assert sum(won) == size, won
            taken.update(dict(enumerate(won)))
    assert sum(taken.values()) == rounds * size


def test_a_workflow_is_known_by_the_version_that_the_database_names(stage: Stage) -> None:
    with stage.superuser.connect() as connection:
        rows = connection.execute(text("select workflow, version from wf_current")).all()
    assert {(one.workflow, one.version) for one in rows} == {(one.name, one.version) for one in processes()}
