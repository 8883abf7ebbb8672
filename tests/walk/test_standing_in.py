"""A grant's whole life while three desks are away: what is decided, recorded and signed for them moves the case as if they were there, under both names."""

import pytest
from sqlalchemy import Engine, text

from gulir.acting.databases import Databases
from tests.door.standing import ALL, Standing
from tests.walk import journeys
from tests.walk.ground import Stage

AWAY = {"organiser": "organiser2", "programme_manager": "programme_manager2", "treasurer": "treasurer2"}
ACTS = text("select step, actor, behalf, org from event where case_id = :case order by seq")


@pytest.fixture
def standing(stage: Stage, databases: Databases, superuser: Engine) -> Standing:
    """Three who are away; whoever stands in is found under their names."""
    with superuser.begin() as connection:
        spared = [one.id for some in stage.city.people.values() for one in some]
        connection.execute(text("update person set demo = true where id = any(:people)"), {"people": spared})
    made = Standing(stage, databases)
    lent = {absent: made.lend(absent, deputy, ALL) for absent, deputy in AWAY.items()}
    for absent, deputy in AWAY.items():
        made.act(deputy, lent[absent], absent)
    return made


def test_a_grant_from_first_savings_to_the_revolving_fund(standing: Standing, stage: Stage) -> None:
    case = journeys.to_revolving(stage.open())
    assert case.state == "revolving"
    with stage.superuser.connect() as connection:
        acts = connection.execute(ACTS, {"case": case.id}).all()
    people = {stage.person(absent).id: stage.person(deputy).id for absent, deputy in AWAY.items()}
    lent = [act for act in acts if act.behalf]
    assert {act.behalf for act in lent} == set(people)
    assert all(act.actor == people[act.behalf] for act in lent)
    assert not any(act.actor in people for act in acts), "those who are away did nothing"
    offices = {act.behalf: act.org for act in lent}
    assert {stage.city.organisations["upc"], stage.city.organisations["network"]} == set(offices.values()), "an act counts as the office's"
    assert {"propose", "confirm_complete", "sign", "make_ready", "accept_lpj"} <= {act.step for act in lent}
