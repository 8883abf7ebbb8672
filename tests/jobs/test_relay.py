"""The relay sends every row, in order, once, whatever happens around it."""

import threading
import time

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisAway
from sqlalchemy import text

from gulir.jobs import queries
from gulir.jobs.limits import MOST_ATTEMPTS
from gulir.jobs.relay import Relay


def relay_of(ground, databases, **more) -> Relay:
    return Relay(databases.relay, ground.client(), **more)


def drain(ground, *relays, rounds=200):
    """Relays and works until nothing is left to send."""
    for _ in range(rounds):
        found = [relay.step() for relay in relays]
        ground.work()
        if not any(found):
            return
    raise AssertionError("the outbox does not empty")


def test_two_relays_send_each_row_once_and_each_case_in_order(ground, databases):
    cases = [ground.open(f"KUBE {n}") for n in range(12)]
    for case in cases:
        for seq in (2, 3, 4):
            ground.put(case, "test-record", "test-record", seq=seq)
    relays = [relay_of(ground, databases, batch=5) for _ in range(2)]
    barrier = threading.Barrier(2)

    def both(relay):
        barrier.wait()
        relay.step()

    for _ in range(60):
        threads = [threading.Thread(target=both, args=(relay,)) for relay in relays]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        ground.work()
        if ground.states()["new"] == ground.states()["sent"] == 0:
            break
    done = [row for row in ground.rows() if row.topic == "test-record"]
    assert {row.state for row in done} == {"done"}
    assert len(done) == 72
    assert set(ground.recorded().values()) == {1}
    assert len(ground.recorded()) == 72
    assert all(relay.sent for relay in relays), "only one of the two relayed: nothing was raced"
    order = {row.id: (row.case_id, row.seq, row.n) for row in done}
    seen: dict = {}
    for outbox in ground.recorded():  # in the order of their effects
        case, *place = order[outbox]
        assert place > seen.get(case, []), "a later line was told before an earlier one"
        seen[case] = place


def test_a_flushed_redis_loses_nothing_and_doubles_nothing(ground, databases):
    cases = [ground.open(f"KUBE {n}") for n in range(10)]
    for case in cases:
        ground.put(case, "test-record")
    relay = relay_of(ground, databases)
    relay.step()
    lost = ground.states()["sent"]
    assert ground.queue().job_ids
    Redis.from_url(ground.redis_url).flushdb()
    ground.work()
    assert lost == 10
    assert not ground.recorded()
    ground.make_due()
    drain(ground, relay)
    assert sorted(ground.recorded().values()) == [1] * 10


def test_what_still_waits_in_the_queue_is_not_put_there_twice(ground, databases):
    case = ground.open()
    ground.put(case, "test-record")
    relay = relay_of(ground, databases)
    for _ in range(3):
        relay.step()
        ground.make_due()
    assert len(ground.queue().job_ids) == 1
    assert relay.sent == 1
    assert [row.attempts for row in ground.rows() if row.topic == "test-record"] == [0], "waiting is not an attempt"


def test_without_redis_nothing_is_claimed(ground, databases):
    case = ground.open()
    ground.put(case, "test-record")
    relay = relay_of(ground, databases)
    relay.client.connection_pool.connection_kwargs["path"] = "/nowhere/redis.sock"
    with pytest.raises(RedisAway):
        relay.step()
    assert "sent" not in ground.states()


def test_what_redis_refuses_in_the_middle_is_given_back(ground, databases, monkeypatch):
    cases = [ground.open(f"KUBE {n}") for n in range(4)]
    for case in cases:
        ground.put(case, "test-record")
    relay = relay_of(ground, databases, parcel=2)
    passed = []

    def fails_after_one(parcel):
        if passed:
            raise RedisAway("gone")
        passed.append(parcel)
        Relay.pass_on(relay, parcel)

    monkeypatch.setattr(relay, "pass_on", fails_after_one)
    with pytest.raises(RedisAway):
        relay.step()
    monkeypatch.undo()
    given_back = ground.see(
        "select id from outbox where tenant_id = :tenant and topic = 'test-record' and state = 'new' and next_at > now() - interval '1 minute'"
    )
    assert len(given_back) == 2
    ground.make_due()
    drain(ground, relay)
    assert sorted(ground.recorded().values()) == [1] * 4


def test_it_outlives_the_services_it_needs(ground, databases, database, superuser):
    relay = relay_of(ground, databases)
    told = threading.Event()
    thread = threading.Thread(target=relay.run, args=(told,), daemon=True)
    thread.start()
    broken = 0
    case = ground.open()
    for seq in (2, 3, 4):
        with superuser.begin() as connection:
            ended = "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'gulir_relay' and datname = current_database()"
            broken += connection.execute(text(ended)).scalar_one()
        ground.put(case, "test-record", seq=seq)
        until = time.monotonic() + 20
        while len(ground.recorded()) < seq - 1 and time.monotonic() < until:
            ground.work()
    told.set()
    thread.join(10)
    assert broken, "no connection was broken: nothing was outlived"
    assert not thread.is_alive()
    assert sorted(ground.recorded().values()) == [1, 1, 1]


def test_a_poisoned_row_stops_its_own_job_for_its_own_case_only_and_not_for_ever(ground, databases):
    sick, well = ground.open("KUBE Sakit"), ground.open("KUBE Sehat")
    ground.put(sick, "test-poison", "test-poison", "test-record")
    ground.put(well, "test-record", "test-record")
    relay = relay_of(ground, databases)
    drain(ground, relay)
    assert len(ground.recorded()) == 3, "neither the other case waits, nor what another job does for this one"
    assert [(row.case_id, row.n) for row in ground.rows() if row.state == "new"] == [(sick, 2)]
    for _ in range(MOST_ATTEMPTS):
        ground.make_due()
        drain(ground, relay)
    first, second = (row for row in ground.rows() if row.topic == "test-poison")
    assert (first.state, first.attempts, first.problem) == ("dead", MOST_ATTEMPTS, "ZeroDivisionError")
    assert second.attempts > 0, "what stood behind it is tried once it is dead"
    assert len(ground.recorded()) == 3, "its own effect was rolled back"


def test_a_topic_that_no_job_takes_waits_for_a_newer_relay_and_then_is_dead(ground, databases):
    case = ground.open()
    ground.put(case, "nonsense", "test-record")
    relay = relay_of(ground, databases)
    relay.step()
    assert [row.state for row in ground.rows()][-2:] == ["sent", "sent"], "it holds back itself alone"
    ground.change("update outbox set created_at = now() - interval '2 hours' where tenant_id = :tenant and topic = 'nonsense'")
    ground.make_due()
    drain(ground, relay)
    assert [(row.topic, row.state, row.problem) for row in ground.rows() if row.topic != "turn"] == [
        ("nonsense", "dead", "no job takes the topic nonsense"), ("test-record", "done", None),
    ]  # fmt: skip


def test_the_relay_sees_ids_and_topics_only(databases):
    refused = 0
    for statement in (
        "select lane from outbox", "select person_id from delivery", "update delivery set state = 'sent'", "update outbox set topic = 'x'",
        "select problem from outbox", "select * from cases", "select * from event", "select * from notice",
        "insert into outbox default values",
        "delete from outbox",
    ):  # fmt: skip
        with databases.relay.connect() as connection, pytest.raises(Exception, match="permission denied"):
            connection.execute(text(statement))
        refused += 1
    assert refused == 10


def test_an_empty_look_reads_nothing_of_what_is_done_or_waits(ground, databases):
    case = ground.open()
    rows = "insert into outbox (tenant_id, case_id, seq, n, lane, topic, state, next_at) select :tenant, :case, 5, n, 0, 'x', cast(:state as text), {}"
    for first, state, when in ((1, "done", "now()"), (5001, "new", "now() + interval '1 hour'")):
        many = rows.format(when) + " from generate_series(cast(:first as int), :first + 3999) n"
        assert ground.change(many, case=case, state=state, first=first) == 4000
    ground.change("analyze outbox")
    with databases.relay.begin() as connection:
        explained = text("explain (analyze, format json, timing off) " + queries.CLAIM.text)
        (found,) = connection.execute(explained, {"batch": 200, "lease": 60, "jobs": "{}"}).scalar_one()
    read = sum(node["Actual Loops"] * (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) for node in scans(found["Plan"]))
    assert read < 100, f"{read} rows were read to find nothing"


def scans(node: dict) -> list[dict]:
    """The parts of a plan that read the table."""
    below = [one for child in node.get("Plans", []) for one in scans(child)]
    return [node, *below] if node.get("Relation Name") == "outbox" and "Scan" in node["Node Type"] else below
