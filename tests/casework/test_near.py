"""An act is judged by its case alone where that is all that it asks for; whatever else it asks for is fetched, and never from another moment unseen."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from gulir.cases.near import NearFacts, changed
from gulir.web.cases import reading
from tests.casework.ground import Ground, letter, open_form, shown

WITHDRAW = letter("meeting_decision") | {"note": "Anggota memutuskan menunda dulu."}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What acts ask of the database before they are judged, in a house that has not seen any."""
    found: list[str] = []
    real = reading.call

    def call(function: str, *arguments: Any) -> Any:
        found.append(function)
        return real(function, *arguments)

    monkeypatch.setattr(reading, "call", call)
    monkeypatch.setattr(reading, "asked_far", set())
    return found


def send(client: FlaskClient, path: str, asked: list[str], **form: str) -> tuple[int, list[str]]:
    """Status of an act, and what it asked."""
    asked.clear()
    return client.post(path, data=form).status_code, list(asked)


def test_what_lies_beside_a_case_is_fetched_once_more_where_a_step_first_asks_for_it(
    ground: Ground, number: str, client_as: Callable[..., FlaskClient], asked: list[str]
) -> None:
    client = client_as(ground.city.one("organiser"))
    form, path = open_form(client, ground.page(number, "withdraw")), ground.page(number, "form")
    assert send(client, path, asked, **form)[1][:2] == ["arrive", "look"] and reading.asked_far == {"form"}
    assert send(client, path, asked, **form) == (422, ["arrive"])  # guards of the group's members were asked, and what they read had come along
    assert send(client, ground.page(number, "withdraw"), asked, **form, **WITHDRAW) == (303, ["arrive"]) and reading.asked_far == {"form"}


def test_a_group_that_changes_between_the_two_looks_refuses_the_act(
    ground: Ground, number: str, client_as: Callable[..., FlaskClient], asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, told = client_as(ground.city.one("organiser")), reading.wider

    def meanwhile(*arguments: Any) -> Callable[[], dict[str, Any]]:
        with ground.superuser.begin() as connection:
            connection.exec_driver_sql("update groups set note = 'berubah' where tenant_id = %s", (ground.city.id,))
        look_again = told(*arguments)
        look_again()
        return look_again

    form = open_form(client, ground.page(number, "withdraw")) | WITHDRAW
    monkeypatch.setattr(reading, "wider", meanwhile)
    late = client.post(ground.page(number, "withdraw"), data=form)
    assert late.status_code == 409 and "Dokumen atau catatan berkas ini berubah" in shown(late)
    assert not ground.see("select from event where tenant_id = :tenant and step = 'withdraw'")


def test_facts_that_are_near_are_whole_to_whoever_asks() -> None:
    looks: list[str] = []

    def far() -> dict[str, Any]:
        looks.append("far")
        return {"case": "later", "group": {"count": 10}, "batch": None}

    near = NearFacts({"case": "first", "marks": []}, far)
    after = changed(near, {"marks": ["new"]})
    assert (near["case"], near.get("marks"), after["marks"], looks) == ("first", [], ["new"], [])
    assert after["group"] == {"count": 10} and after.get("batch", "none") is None and looks == ["far"]
    assert {**near} == {"case": "first", "marks": [], "group": {"count": 10}, "batch": None} and looks == ["far"]
    assert {**after} == {**near, "marks": ["new"]} and len(near) == 4 and "nothing" not in near
    with pytest.raises(KeyError):
        near["nothing"]
