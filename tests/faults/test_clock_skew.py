"""The program's clock is wrong, the database's is right: nothing is lost, doubled, out of order or shut out, and every page tells the same time."""

import base64
import contextlib
import datetime
import re
from collections.abc import Callable

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from gulir.acting import Acting
from gulir.acting.databases import Databases
from gulir.identity import totp
from gulir.identity.sealing import seal
from gulir.jobs.relay import Relay
from tests.faults.verify import wrong
from tests.identity.ways import form_token, send, sign_in
from tests.jobs.ground import Ground
from tests.people import Cast, City
from tests.walk import journeys
from tests.walk.ground import Case, Stage

pytestmark = pytest.mark.faults
AMISS = [datetime.timedelta(days=-1), datetime.timedelta(minutes=-5), datetime.timedelta(minutes=5), datetime.timedelta(days=1)]
HISTORY = text("select at, act_date from event where tenant_id = :tenant and case_id = :case order by seq")
ROWS = 12


@pytest.fixture(params=AMISS, ids=str)
def skewed(request: pytest.FixtureRequest) -> Callable[[], contextlib.AbstractContextManager[object]]:
    """`with skewed():` is a machine whose clock is wrong by so much."""
    return lambda: time_machine.travel(datetime.datetime.now(datetime.UTC) + request.param, tick=True)


@pytest.fixture
def stage(superuser: Engine, city: Callable[..., City], cast: Cast, acting_as: Callable[..., Acting]) -> Stage:
    """A city of its own with its people. No context is open while somebody browses: each request has its own."""
    return Stage(superuser, city(), cast, acting_as)


@pytest.fixture
def case(app: Flask, stage: Stage) -> Case:
    """It stands before UPC."""
    with app.app_context():
        return journeys.to_proposed(stage.open())


def right() -> contextlib.AbstractContextManager[object]:
    """A machine whose clock is right."""
    return contextlib.nullcontext()


@pytest.mark.parametrize("first", ["wrong", "right"])
def test_a_form_of_one_machine_is_taken_by_another(app: Flask, client_as, stage: Stage, case: Case, skewed, first: str) -> None:
    shows, takes = (skewed, right) if first == "wrong" else (right, skewed)
    with app.app_context():
        path = f"/{stage.city.slug}/berkas/{case.look().case['number']}"
    apart = abs(clock_of(skewed) - clock_of(right))
    client: FlaskClient = client_as(stage.city.one("programme_manager"))
    with shows():
        page = client.get(f"{path}/confirm_complete")
        assert page.status_code == 200, "the sign-in was taken for an idle one"
        hidden = dict(re.findall(r'name="(idem|seen_version|seen_facts)"[^>]*value="([^"]*)"', page.text))
    with takes():
        answer = client.post(f"{path}/confirm_complete", data=hidden | {"csrf_token": form_token(page)})
        assert answer.status_code == 303, "the form was refused"
        client.get(path)  # it says once that the step is done
        after = [words(client, each) for each in (path, f"/{stage.city.slug}/giliran", f"/{stage.city.slug}/")]
    with shows():
        elsewhere = [words(client, each) for each in (path, f"/{stage.city.slug}/giliran", f"/{stage.city.slug}/")]
    assert apart > datetime.timedelta(minutes=4), "the clocks agreed: nothing was tried"
    assert after == elsewhere, "two machines tell two times"
    with app.app_context():
        assert case.state == "complete"
        today = case.look().today
    with stage.superuser.connect() as connection:
        acts = connection.execute(HISTORY, {"tenant": stage.city.id, "case": case.id}).all()
    assert [one.at for one in acts] == sorted(one.at for one in acts)
    assert acts[-1].act_date == today
    assert wrong(stage.superuser, stage.city.id) == []


def words(client: FlaskClient, path: str) -> str:
    """What a page says, without its marks and values."""
    page = client.get(path)
    assert page.status_code == 200, path
    return re.sub(r"<[^>]+>", "", page.text.partition("<main")[2])


def clock_of(machine: Callable[[], contextlib.AbstractContextManager[object]]) -> datetime.datetime:
    """What a machine takes for the time."""
    with machine():
        return datetime.datetime.now(datetime.UTC)


def test_no_job_is_skipped_or_done_twice(ground: Ground, databases: Databases, skewed) -> None:
    """A relay and a worker whose clock is wrong, with one beside them whose clock is right."""
    cases = [ground.open(f"KUBE {n}") for n in range(ROWS // 3)]
    for n in range(ROWS):
        ground.put(cases[n % len(cases)], "test-record", seq=2 + n // len(cases))
    with skewed():
        ground.tell(databases)
    ground.tell(databases)
    assert [row.attempts for row in ground.rows() if row.topic == "test-record"] == [1] * ROWS
    assert sorted(ground.recorded().values()) == [1] * ROWS
    assert set(ground.states()) == {"done"}
    assert wrong(ground.superuser, ground.city.id) == []


def test_what_is_claimed_is_claimed_for_the_others_too(ground: Ground, databases: Databases, skewed) -> None:
    for n in range(ROWS):
        ground.put(ground.open(f"KUBE {n}"), "test-record")
    with skewed():
        claimed = len(Relay(databases.relay, ground.client()).claim())
    assert claimed >= ROWS, "nothing was claimed: nothing was tried"
    assert Relay(databases.relay, ground.client()).claim() == []
    ground.make_due()
    with skewed():
        assert len(Relay(databases.relay, ground.client()).claim()) == claimed


@pytest.fixture
def secret(superuser: Engine, settings, stage: Stage) -> str:
    """The second factor of the programme manager."""
    made, person = totp.new_secret(), stage.city.one("programme_manager")
    with superuser.begin() as connection:
        sealed = seal(settings.data_key, str(person.id), base64.b32decode(made))
        connection.execute(text("update person set totp_secret = :sealed where id = :id"), {"sealed": sealed, "id": person.id})
    return made


@pytest.mark.parametrize(("steps", "accepted"), [(-2, False), (-1, True), (0, True), (2, False)])
def test_a_code_is_judged_by_the_telephone_s_clock_and_the_database_s(client, stage: Stage, secret: str, skewed, steps: int, accepted: bool) -> None:
    sign_in(client, stage.city.one("programme_manager").email)
    with stage.superuser.connect() as connection:
        now = connection.execute(text("select extract(epoch from clock_timestamp())")).scalar_one()
    code = pyotp.TOTP(secret).at(float(now) + 30 * steps + (5 if steps > 0 else 0))
    with skewed():
        answer = send(client, "/masuk/kode", code=code)
    assert (answer.status_code == 303) is accepted
