"""Who may decide a step may also record another's decision of it: UPC records the Ministry's waiver, with its letter."""

from uuid import uuid4

import pytest

from gulir.acting import as_acting
from gulir.cases.acts import Request, take
from gulir.cases.looking import look
from gulir.cases.opening import NewCase, open_case
from gulir.cases.outcomes import Invalid
from tests.door.straight import Straight, draw_up, stored
from tests.walk import journeys
from tests.walk.ground import Stage

LETTER = {"number": "46/LJS/2014", "date": "2014-05-01", "signer": "Direktur Contoh", "title": "Direktur"}
WAIVER = {"clause": "4.1", "party": "ministry", "note": "Jumlahnya di atas pagu", "waiver_letter": LETTER, "act_date": "2014-05-01"}


@pytest.fixture
def case(context, cast, acting_as):
    book = context.extensions["gulir.workflows"].rulebooks["kube-upc-model"].hash
    sari = acting_as(cast.sari)
    with as_acting(sari):
        done = open_case(sari, cast.makassar.id, NewCase("kube", "KUBE Pengecualian", book, uuid4(), group=cast.makassar.groups[0]))
        return look(sari, cast.makassar.id, number=done.number).case["id"]


def test_upc_records_the_ministrys_waiver_with_its_letter(case, cast, acting_as) -> None:
    rini = acting_as(cast.rini)
    with as_acting(rini):
        take(rini, cast.makassar.id, case, Request("waive", uuid4(), recording=True, answers=WAIVER | {"decider": f"p:{cast.umar.id}"}))
        seen = look(rini, cast.makassar.id, case)
    assert [(mark["kind"], mark["clause"]) for mark in seen.facts["marks"]] == [("waiver", "4.1")]
    assert seen.facts["acts"][-1]["decider"] == f"p:{cast.umar.id}"


def test_a_recorded_decision_names_who_decided(case, cast, acting_as) -> None:
    rini = acting_as(cast.rini)
    with as_acting(rini), pytest.raises(Invalid) as refused:
        take(rini, cast.makassar.id, case, Request("waive", uuid4(), recording=True, answers=WAIVER))
    assert "decider" in refused.value.errors


def test_an_empty_list_of_papers_is_no_paper(door: Straight, stage: Stage) -> None:
    case = journeys.to_complete(stage.open())
    function, message = draw_up(case, "programme_manager", "verify", "dinsos_city", decider="x:Kepala Misalan|Dinas")
    before = stored(case)
    assert door.outcome(function, stage.who("programme_manager"), case, message | {"effects": {"papers": []}}) == "paper"
    assert stored(case) == before
    assert door.outcome(function, stage.who("programme_manager"), case, message) == "done"
