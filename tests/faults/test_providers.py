"""A provider is late, refuses or falls silent, and senders are killed with a message in hand: each is delivered once, or stands as unknown for a human."""

import json
import time
from collections import Counter

import pytest

from gulir.acting import as_acting
from gulir.notices import channels, hooks, leaving
from tests.faults import sizes
from tests.faults.fickle import Fates, fickle
from tests.faults.verify import wrong
from tests.notices.ground import block, let_time_pass

LETTERS, CALLS, KILLS = sizes.of(2, 45), sizes.of(5, 300), sizes.of(1, 30)  # a case has some seven letters, and one call
SEEN = "select id::text, state, problem from delivery where tenant_id = :tenant and channel = :channel"
PATIENCE = sizes.of(180, 900)
pytestmark = pytest.mark.faults


@pytest.fixture
def fates() -> Fates:
    return Fates(holds=KILLS)


def brought_through(ground, start, fates, channel: str, cases: int) -> tuple[dict, int]:
    """Acts, sends and kills, until nothing waits; what stands there then, by its id, and how often a sender was killed."""
    for n in range(cases):
        block(ground, ground.open(f"KUBE {n}"))
    start("relay")
    worker, kills, until = start("worker", "--queues", "notices,deadlines,deliveries"), 0, time.monotonic() + PATIENCE
    while waiting(ground, channel):
        assert time.monotonic() < until, f"{ground.states()} {Counter(row.state for row in ground.see(SEEN, channel=channel))} {fates.met}"
        if fates.in_hand.wait(0.4):
            worker.kill()
            kills += 1
            fates.in_hand.clear()
            worker.start()
        send_what_waits(ground, channel)
    worker.process.terminate()  # it ends after what it has in hand
    worker.process.wait(60)
    return {row.id: row for row in ground.see(SEEN, channel=channel)}, kills


def waiting(ground, channel: str) -> bool:
    """Whether something is not told, or has not left."""
    return set(ground.states()) != {"done"} or any(row.state == "waiting" for row in ground.see(SEEN, channel=channel))


def send_what_waits(ground, channel: str) -> None:
    """As the sweep of each minute does."""
    let_time_pass(ground)
    ids = [row.id for row in ground.see(SEEN + " and state = 'waiting' order by seq", channel=channel)]
    if ids:
        leaving.put(ground.client(), f"sweep-{ground.city.id}", ground.city.id, ids)


def assert_all_was_tried(fates: Fates, kills: int) -> None:
    assert kills == fates.met["held"] == KILLS, "no sender was killed with a message in hand: nothing was tried"
    assert min(fates.met["late"], fates.met["busy"]) > 0, "no provider was late or busy: nothing was tried"


def test_a_letter_arrives_once_or_is_known_as_unknown(ground, start, addresses, acting_as, certificate, fates):
    with fickle("mail", certificate, fates) as office:
        with as_acting(acting_as(ground.city.one("city_admin"))) as who:
            channels.put(who, ground.city.id, "mail", office.settings)
        addresses["outward"] = json.dumps({"port": office.server_address[1], "certificate": certificate[0]})
        found, kills = brought_through(ground, start, fates, "mail", LETTERS)
    assert_all_was_tried(fates, kills)
    unknown = {name: row.problem for name, row in found.items() if row.state == "unknown"}
    assert Counter(row.state for row in found.values()) == {"sent": len(found) - len(unknown), "unknown": len(unknown)}, "lost"
    assert Counter(unknown.values()) == {"ended": fates.met["held"], "silent": fates.met["late"]}, "guessed"
    assert Counter(fates.taken) == dict.fromkeys(found, 1), "lost or doubled"
    assert wrong(ground.superuser, ground.city.id) == []


def test_a_call_is_repeated_under_its_id_until_it_is_known_to_have_arrived(ground, start, addresses, acting_as, certificate, fates):
    with fickle("webhook", certificate, fates) as hearer:
        with as_acting(acting_as(ground.city.one("city_admin"))) as who:
            hooks.add(who, ground.city.id, "https://kait.example/masuk", ["blocked", "turn"])
        addresses["outward"] = json.dumps({"port": hearer.server_address[1], "certificate": certificate[0]})
        found, kills = brought_through(ground, start, fates, "webhook", CALLS)
    assert_all_was_tried(fates, kills)
    assert {row.state for row in found.values()} == {"sent"}
    assert set(fates.taken) == set(found), "lost, or another id at the next try"
    assert len(fates.taken) == len(found) + fates.met["late"] + fates.met["held"], "called anew without need"
    assert wrong(ground.superuser, ground.city.id) == []
