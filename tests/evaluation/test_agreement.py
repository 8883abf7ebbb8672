"""The agreement as a whole, evaluated in the national tenant: walked end to end, and by nobody who had a part in any city."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from gulir.acting import Acting
from gulir.acting.databases import Databases
from gulir.cases.looking import processes
from gulir.cases.outcomes import Invalid, Unmet
from gulir.identity.memberships import seat_national
from tests.evaluation.ground import LEADS, Reviews, evaluate, to_comparing, to_scoring
from tests.evaluation.test_interest import acted
from tests.evaluation.test_pages import Browser, send
from tests.people import NATIONAL, TENANT, Cast, City, add_person
from tests.walk.ground import Stage

NAMES = ("siti", *LEADS.values(), "anton", "maya")


@pytest.fixture
def nation(context: Flask, superuser: Engine, databases: Databases, cast: Cast, acting_as: Callable[..., Acting]) -> Reviews:
    """The national tenant, with reviewers who did nothing yet in any city."""
    values = {"slug": "nasional", "letters": "NAS", "name": "Nasional", "province": "Nasional", "zone": "Asia/Jakarta"}
    with superuser.begin() as connection:
        there = connection.execute(text("select id from tenant where slug = 'nasional'")).scalar()
        tenant = there or connection.execute(TENANT, values).scalar_one()
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        seat_national(connection, tenant)
        people = {name: add_person(connection, name.title(), [(NATIONAL[name][0], cast.organisations[NATIONAL[name][1]], None)]) for name in NAMES}
    here = City(tenant, "nasional", "Nasional", "Asia/Jakarta", "NAS", cast.organisations, (), ())  # type: ignore[arg-type]
    return Reviews(superuser, here, replace(cast, national=cast.national | people), acting_as)


def test_it_is_walked_from_the_residents_to_the_published_result(nation: Reviews) -> None:
    case = evaluate(nation, "mou")
    assert (case.number[:9], case.look("siti").case["kampung"]) == ("NAS-EVAL-", None)
    assert [one.id for one in case.criteria] == [one.id for one in processes().rulebooks["joint-mou"].criteria]
    to_scoring(case)
    torn = case.criteria[0].id
    case.score_all("anton", 4)
    case.score_all("maya", 4, **{torn: (2, "belum terlihat")})
    case.take("lukas", "hand_in")
    assert {one["side"] for one in case.look("lukas").facts["evaluation"]["scores"]} == {"upc"}
    case.take("indah", "hand_in")
    with pytest.raises(Unmet):
        case.take("lukas", "conclude")
    case.take("indah", "dissent", criterion=torn)
    case.take("lukas", "conclude")
    case.take("lukas", "sign_result", "upc")
    case.take("indah", "sign_result", "ministry")
    case.take("siti", "publish")
    assert case.look("siti").case["state"] == "closed"


def test_it_is_opened_from_the_national_page_by_its_own_criteria(nation: Reviews, client_as: Callable[..., FlaskClient]) -> None:
    client = Browser(client_as(nation.person("siti")))
    given = {f"{side}_lead": str(nation.person(name).id) for side, name in LEADS.items()}
    given |= {"title": "Evaluasi MoU", "period_from": "2013-12-01", "period_to": "2014-05-31", "idem": str(uuid4())}
    assert "/nasional/evaluasi/baru" in client.get("/nasional/").text
    done = send(client, "/nasional/evaluasi/baru", **given, rulebook=processes().rulebooks["joint-mou"].hash)
    assert done.status_code == 303
    assert "Evaluasi MoU" in client.get(done.location).text


def test_whoever_had_a_part_in_one_city_is_not_named_and_does_not_go_on(nation: Reviews, city: Callable[..., City]) -> None:
    stage = Stage(nation.superuser, city(), nation.cast, nation.acting_as)
    grant = stage.open()
    acted(stage, grant, nation.person("maya"), "open")  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        evaluate(nation, "mou")
    assert set(refused.value.errors) == {"ministry_reviewer"}
    case = to_scoring(evaluate(nation, "mou", ministry_reviewer=None))
    case.score_all("anton")
    acted(stage, grant, nation.person("lukas"), "open")  # type: ignore[arg-type]
    with pytest.raises(Unmet):
        case.take("lukas", "hand_in")


def test_no_city_reads_it(nation: Reviews, city: Callable[..., City]) -> None:
    case, stage = to_comparing(evaluate(nation, "mou")), Stage(nation.superuser, city(), nation.cast, nation.acting_as)
    with nation.superuser.connect() as connection:
        assert connection.execute(text("select tenant_id from cases where id = :id"), {"id": UUID(case.id)}).scalar_one() == nation.city.id
    for name in ("organiser", "programme_manager", "dinsos_officer"):
        assert nation.city.id not in stage.who(name).tenant_ids
