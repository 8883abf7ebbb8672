"""Rows that go together: each is done by itself, one that fails holds up no other, and what comes back comes alone."""

import pytest

from gulir.jobs import running
from gulir.jobs.relay import Relay
from tests.faults.verify import wrong
from tests.jobs.ground import record

ROWS = 8


def relay_of(ground, databases, **more) -> Relay:
    return Relay(databases.relay, ground.client(), **more)


def put(ground, *topics: str) -> list:
    cases = [ground.open(f"KUBE {n}") for n in range(ROWS)]
    for n, case in enumerate(cases):
        ground.put(case, topics[n % len(topics)])
    return cases


def attempts(ground) -> list[int]:
    return [row.attempts for row in ground.rows() if row.topic.startswith("test-")]


def test_rows_of_one_job_go_in_one_parcel_and_those_of_another_in_another(ground, databases):
    put(ground, "test-record", "test-poison")
    relay = relay_of(ground, databases)
    relay.step()
    assert relay.sent == ROWS
    assert len(ground.queue().job_ids) == 2
    ground.work()
    assert sorted(ground.recorded().values()) == [1] * (ROWS // 2), "rows that fail held up others"
    failed = [row for row in ground.rows() if row.topic == "test-poison"]
    assert {(row.state, row.attempts, row.problem) for row in failed} == {("sent", 1, "ZeroDivisionError")}
    assert len(failed) == ROWS // 2


def test_one_that_fails_in_the_middle_of_a_parcel_holds_up_none_behind_it(ground, databases, monkeypatch):
    cases = put(ground, "test-record")
    real = running.as_work
    sick = cases[ROWS // 2]

    def fails(tenant_id, outbox_id, row):
        return 1 / 0 if row["case_id"] == sick else real(tenant_id, outbox_id, row)

    monkeypatch.setattr(running, "as_work", fails)
    relay_of(ground, databases).step()
    ground.work()
    assert len(ground.recorded()) == ROWS - 1
    monkeypatch.undo()
    ground.make_due()
    ground.tell(databases)
    assert sorted(ground.recorded().values()) == [1] * ROWS
    assert wrong(ground.superuser, ground.city.id) == []


def test_what_comes_back_goes_alone(ground, databases):
    """Were it sent with others again, a row that ends its worker would use up their attempts as well."""
    put(ground, "test-record")
    relay = relay_of(ground, databases)
    relay.step()
    with ground.client() as client:
        client.flushdb()
    ground.make_due()
    relay.step()
    assert len(ground.queue().job_ids) == ROWS
    ground.work()
    assert sorted(ground.recorded().values()) == [1] * ROWS
    assert attempts(ground) == [1] * ROWS


@pytest.mark.parametrize("why", ["it took long", "the worker was asked to end"])
def test_a_parcel_that_has_no_time_lets_go_of_what_it_has_not_begun(ground, databases, monkeypatch, why):
    put(ground, "test-record")
    relay = relay_of(ground, databases)
    relay.step()
    if why == "it took long":
        monkeypatch.setattr(running, "PARCEL_TIME", -1)
    else:
        monkeypatch.setattr(running.ASKED, "is_set", lambda: True)
    ground.work()
    assert len(ground.recorded()) == 1, "a parcel does one row at least, or it would never end"
    assert ground.states()["new"] == ROWS - 1
    assert sorted(attempts(ground)) == [0] * (ROWS - 1) + [1], "what was not begun was no attempt"
    monkeypatch.undo()
    ground.tell(databases)
    assert sorted(ground.recorded().values()) == [1] * ROWS


def test_a_parcel_sent_twice_and_run_twice_has_each_effect_once(ground, app, databases):
    put(ground, "test-record")
    ids = [row.id for row in ground.rows() if row.topic == "test-record"]
    for _ in range(2):
        running.run(app, record.__wrapped__, None, ground.city.id, *ids)
        ground.change("update outbox set state = 'sent' where tenant_id = :tenant and topic = 'test-record'")
    assert attempts(ground) == [2] * ROWS, "it ran once only: nothing was tried"
    assert sorted(ground.recorded().values()) == [1] * ROWS
