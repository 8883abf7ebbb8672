"""Every page as somebody who stands in for another: none breaks, and whoever may only read along changes nothing, whatever they send."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from gulir.identity import ground
from gulir.identity.absence import lending
from gulir.identity.absence.lending import Wanted
from tests.wall.ground import Ground
from tests.wall.test_routes import NAMES, NAMING, OF_A_CITY, OF_NO_CITY, address, methods, open_forms, state

assert open_forms
OWN = {"notice", "draft", "delivery"}  # to have read, or begun to type, is nobody's act
OF_ONESELF = {"signin.sign_out", "signin.choose", "account.end_lending", "account.end_session"}
EMPTY = {"letters.fetch"}  # the letter of this ground is a row without content


@pytest.fixture
def browser(app: Flask, superuser: Engine, cities: tuple[Ground, Ground], acting_as: Callable[..., Any]) -> Callable[..., FlaskClient]:
    """A browser of the second manager, who acts for the first, with these rights."""
    city = cities[0].case.stage.city

    def _browser(*rights: str) -> FlaskClient:
        away, deputy = city.people["programme_manager"][:2]
        with superuser.begin() as connection:
            connection.execute(text("update person set demo = true where id = :p"), {"p": deputy.id})
            connection.execute(text("update delegation set ended_at = now(), ended_why = 'absent' where person_id = :p and ended_at is null"), {"p": away.id})
        today = lending.today(who := acting_as(away))
        with app.app_context(), ground.begin() as connection:
            lent = lending.lend(connection, who, Wanted(deputy.membership(), rights, None, today, today + dt.timedelta(days=1), "Sakit sebentar"))
            token = lending.act_for(connection, deputy.id, lent)
        client = app.test_client()
        client.set_cookie("gulir", token)
        return client

    return _browser


def walk(app: Flask, client: FlaskClient, city: str, names: dict[str, Any], *kinds: str) -> Counter[int]:
    """Every page of the city, and what it answers."""
    did = Counter[int]()
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in NAMING | OF_A_CITY | OF_NO_CITY or rule.endpoint in OF_ONESELF | EMPTY | {"static"}:
            continue
        if rule.arguments - {"city"} and rule.endpoint in OF_NO_CITY:
            continue
        for method in set(methods(rule)) & set(kinds):
            answer = client.open(address(app, rule, city, names), method=method, data={"note": "x", "name": "Uji coba"} if method == "POST" else None)
            did[answer.status_code] += 1
            assert answer.status_code < 500, f"{method} {rule.endpoint}: {answer.status_code}"
    return did


@pytest.mark.usefixtures("open_forms")
def test_who_reads_along_changes_nothing(app: Flask, superuser: Engine, cities: tuple[Ground, Ground], browser: Callable[..., FlaskClient]) -> None:
    ours = cities[0]
    with superuser.connect() as connection:
        names = dict(connection.execute(NAMES, {"case": ours.case.id}).one()._mapping)
    before = [row for row in state(superuser, ours.id) if row[0] not in OWN]
    did = walk(app, browser(), ours.case.stage.city.slug, names, "GET", "POST", "PUT", "DELETE")
    assert [row for row in state(superuser, ours.id) if row[0] not in OWN] == before
    assert did[200] > 20, did
    assert did[403] > 10, did


@pytest.mark.parametrize("rights", [("decide",), ("record",), ("sign",), ("decide", "record", "sign")])
def test_every_page_opens_or_refuses(
    app: Flask, superuser: Engine, cities: tuple[Ground, Ground], browser: Callable[..., FlaskClient], rights: tuple[str, ...]
) -> None:
    with superuser.connect() as connection:
        names = dict(connection.execute(NAMES, {"case": cities[0].case.id}).one()._mapping)
    did = walk(app, browser(*rights), cities[0].case.stage.city.slug, names, "GET")
    assert did[200] > 20, did
