"""Another process takes one file: a complaint of ten lines, declared, walked through the door and shown on the page that every case has."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from gulir.acting import as_acting
from gulir.acting.keys import key_for_membership
from gulir.acting.who import new_token
from gulir.cases.looking import look, processes
from gulir.cases.opening import NewCase, open_case
from gulir.commands.migrate import announce
from gulir.engine import Workflow, Workflows
from gulir.engine import asks as ask
from gulir.engine.parties import Party, Role
from gulir.engine.text import _
from gulir.engine.vocabulary import START, State, Step, final
from tests.walk.ground import Case, Stage

# The file, but for its imports: all that such a process needs.
OPENING = (ask.reference("kampung", _("Kampung"), "kampung"), ask.reference("rulebook", _("Rulebook"), "rulebook"), ask.text("title", _("Title")))
STATES = (
    State("heard", _("Heard"), public=_("Being looked into"), ball=(Party.NETWORK,)),
    State("passed_on", _("Passed on"), public=_("With the city"), ball=(Party.DINSOS_CITY,)),
    final("settled", _("Settled")),
)
STEPS = (
    Step("open", START, "heard", _("Hear a complaint"), by=(Role.ORGANISER,), asks=OPENING),
    Step("pass_on", "heard", "passed_on", _("Pass on"), by=(Role.PROGRAMME_MANAGER,), not_by=("open",), tells=(Party.DINSOS_CITY,)),
    Step("answer", "passed_on", "settled", _("Answer"), by=(Role.DINSOS_OFFICER,), asks=(ask.text("reply", _("The answer")),)),
)
COMPLAINT = Workflow("complaint", 1, _("Complaint"), STATES, STEPS, letters="ADU")


@pytest.fixture
def house(app: Flask, stage: Stage) -> Iterator[Flask]:
    """The application with one process more."""
    before: Workflows = app.extensions["gulir.workflows"]
    made = Workflows((*before, COMPLAINT), before.rulebooks)
    app.extensions["gulir.workflows"] = made
    announce(stage.superuser, made)
    yield app
    app.extensions["gulir.workflows"] = before
    with stage.superuser.begin() as connection:
        connection.execute(text("delete from wf_current where workflow = 'complaint'"))


def heard(stage: Stage) -> Case:
    """A complaint of a kampung."""
    acting, book = stage.who("organiser"), processes().rulebooks["kube-upc-model"].hash
    new = NewCase("complaint", "Air keruh", book, uuid4(), kampung=stage.city.kampungs[0])
    with as_acting(acting):
        done = open_case(acting, stage.city.id, new)
        return Case(stage, look(acting, stage.city.id, number=done.number).case["id"], done.number)


def browser(app: Flask, stage: Stage, role: str) -> FlaskClient:
    """Somebody signed in."""
    token, client = new_token(), app.test_client()
    key_for_membership(str(stage.person(role).membership()), purpose="web", token=token)
    client.set_cookie("gulir", token)
    return client


def test_a_complaint_is_walked_and_shown_with_nothing_else_written_for_it(stage: Stage, house: Flask) -> None:
    case = heard(stage)
    assert case.number.split("-")[1] == "ADU"
    client, address = browser(house, stage, "programme_manager"), f"/{stage.city.slug}/berkas/{case.number}"
    with ThreadPoolExecutor(1) as elsewhere:  # a browser shares no context with a test
        page = elsewhere.submit(client.get, address).result()
        form = elsewhere.submit(client.get, f"{address}/pass_on").result()
        lists = [elsewhere.submit(client.get, f"/{stage.city.slug}/{path}").result().status_code for path in ("berkas", "papan?alur=complaint", "giliran")]
    assert (page.status_code, form.status_code) == (200, 200)
    assert "Air keruh" in page.text
    assert "Pass on" in page.text
    assert lists == [200, 200, 200]
    assert case.take("programme_manager", "pass_on").state == "passed_on"
    assert case.take("dinsos_officer", "answer", reply="Sudah diperbaiki").state == "settled"
    assert [one.step for one in case.events()] == ["open", "pass_on", "answer"]


def test_the_whole_of_it_is_short() -> None:
    assert len(STATES) + len(STEPS) <= 10
