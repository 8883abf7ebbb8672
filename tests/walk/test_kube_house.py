"""A house that a KUBE repairs from its own fund: opened within the KUBE's case, paid only once that money is there, and no part of any grant."""

from uuid import UUID, uuid4

import pytest

from gulir.acting import as_acting
from gulir.cases.looking import look
from gulir.cases.opening import NewCase, open_case
from gulir.cases.outcomes import Invalid, Unmet
from tests.walk import journeys as j
from tests.walk.ground import Case, Stage
from tests.walk.houses import SURVEY, Grants
from tests.walk.ladders import climb


def house_of(kube: Case, **answers: object) -> Case:
    """A house within a KUBE's case, under the houses' own rulebook."""
    stage, facts = kube.stage, kube.look("organiser").facts
    case = facts["case"]
    given = SURVEY | {"source": "kube_fund", "title": "Rumah Dana KUBE", "household": facts["group"]["members"][0]["household"]} | answers
    new = NewCase("house", given["title"], Grants(stage).book, uuid4(), UUID(case["group"]), UUID(case["kampung"]), parent=UUID(case["id"]), answers=given)
    acting = stage.who("organiser")
    with as_acting(acting):
        done = open_case(acting, stage.city.id, new)
        return Case(stage, look(acting, stage.city.id, number=done.number).case["id"], done.number)


def test_a_house_is_repaired_from_the_fund_of_a_kube_that_revolves(stage: Stage) -> None:
    kube = j.to_revolving(stage.open())
    house = climb(house_of(kube), "house", "completed")
    house.take("organiser", "move_in")
    assert house.state == "occupied"
    assert [child["number"] for child in kube.look().facts["children"]] == [house.number]
    assert kube.state == "revolving"


def test_nothing_is_bought_before_the_kubes_money_is_there(stage: Stage) -> None:
    house = climb(house_of(j.to_formed(stage.open())), "house", "costed")
    with pytest.raises(Unmet):
        house.take("group_treasurer", "buy_materials", supplied_on="2014-04-01")


def test_a_kubes_house_is_not_said_to_be_paid_from_a_grant(stage: Stage) -> None:
    with pytest.raises(Invalid) as refused:
        house_of(stage.open(), source="grant")
    assert set(refused.value.errors) == {"source"}
