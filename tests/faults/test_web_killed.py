"""The web server is killed in the middle of an approval, at five places; the same form is sent again, and the act happened once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from sqlalchemy import text

from tests.faults import sizes
from tests.faults.product import Product
from tests.faults.verify import wrong
from tests.faults.visitor import Visitor
from tests.jobs.running import until
from tests.walk.ground import Case

EACH, ROUNDS = 4, sizes.of(1, 10)  # approvals under way when it is killed, and how often at each place
LOCK = 4_711
# Where an approval waits until the test lets it go on. Held in a trigger, it has done all that comes before: nothing yet, the state, history, the outbox.
PLACES = {"begin": "before update on cases", "state": "after update on cases", "history": "after insert on event", "outbox": "after insert on outbox"}
STOP = """
create function wait_for_the_test() returns trigger language plpgsql security definer set lock_timeout = 0 as $$
begin perform pg_advisory_xact_lock_shared({lock}); return new; end $$;
grant execute on function wait_for_the_test() to public;
create trigger zz_wait {place} for each row execute function wait_for_the_test()"""
GO = "drop trigger zz_wait on {table}; drop function wait_for_the_test()"
WAITING = text("select count(*) from pg_locks where locktype = 'advisory' and objid = :lock and mode = 'ShareLock' and not granted")
STEP, TYPED = "return_for_correction", {"correction": "tolong lengkapi"}
pytestmark = pytest.mark.faults


@contextmanager
def stopped_at(product: Product, place: str) -> Iterator[None]:
    """Approvals wait there while the block runs, and go on after it."""
    with product.superuser.begin() as connection:
        connection.execute(text(STOP.format(lock=LOCK, place=place)))
    with product.superuser.connect() as holder:
        holder.execute(text(f"select pg_advisory_lock({LOCK})"))
        try:
            yield
        finally:
            holder.execute(text(f"select pg_advisory_unlock({LOCK})"))
            holder.commit()
    until(lambda: held(product) == 0, 60, "approvals still wait")
    with product.superuser.begin() as connection:
        connection.execute(text(GO.format(table=place.split()[-1])))


def held(product: Product) -> int:
    """How many approvals wait."""
    with product.superuser.begin() as connection:
        return int(connection.execute(WAITING, {"lock": LOCK}).scalar_one())


def kill_web(product: Product, *, first_stop: bool = False) -> None:
    """The processes that answer, not the one that watches over them. `first_stop`: they only stop, and are killed later."""
    web = product.child("web")
    assert web
    workers = psutil.Process(web.process.pid).children(recursive=True)
    for worker in workers:
        worker.suspend() if first_stop else worker.kill()
    if first_stop:
        until(lambda: all(still(worker) for worker in workers), 10, "the web server does not stop")


def still(worker: psutil.Process) -> bool:
    """Whether it stopped. A signal is taken by one thread, which stops the others when it is next awake; until then they may go on and answer."""
    threads = list(Path(f"/proc/{worker.pid}/task").glob("*/stat"))
    states = [thread.read_text().rpartition(")")[2].split()[0] for thread in threads]
    return set(states) <= {"T", "Z"} if states else worker.status() == psutil.STATUS_STOPPED


def press(visitor: Visitor, forms: list[tuple[str, dict[str, str]]]) -> list[threading.Thread]:
    """All at once; nobody waits for an answer here."""
    threads = [threading.Thread(target=visitor.ask, args=("POST", path, form), daemon=True) for path, form in forms]
    [thread.start() for thread in threads]
    return threads


def acts(case: Case) -> int:
    """How often it was returned."""
    return sum(event.step == STEP for event in case.events())


@pytest.mark.parametrize("place", [*PLACES, "after the commit"])
def test_the_same_form_sent_again_is_one_act(product, place):
    visitor, tried, answers = product.visitor("programme_manager"), 0, list[tuple[int, float]]()
    for _ in range(ROUNDS):
        cases = [product.propose() for _ in range(EACH)]
        paths = [f"/{product.stage.city.slug}/berkas/{case.number}/{STEP}" for case in cases]
        forms = [(path, visitor.form(path, **TYPED) or {}) for path in paths]
        before = len(visitor.statuses)
        late = place not in PLACES
        with stopped_at(product, PLACES["outbox" if late else place]):
            threads = press(visitor, forms)
            until(lambda: held(product) == EACH, 60, lambda: f"{held(product)} approvals came so far; {visitor.statuses[before:]}")  # noqa: B023 - asked here
            kill_web(product, first_stop=late)
        if late:  # the database has said yes to a server that cannot hear it
            until(lambda: all(acts(case) for case in cases), 60, "the acts were not committed")  # noqa: B023 - asked here
            kill_web(product)
        [thread.join(120) for thread in threads]
        answers += [(status, round(took, 3)) for _at, status, took in visitor.statuses[before:] if status > 0]
        tried += EACH
        for path, form in forms:
            visitor.insist(path, form)
        assert [acts(case) for case in cases] == [1] * EACH
    assert tried == EACH * ROUNDS
    assert answers == [], "an answer came: it was not killed in the middle"
    product.empty()
    assert wrong(product.superuser, product.stage.city.id) == []
