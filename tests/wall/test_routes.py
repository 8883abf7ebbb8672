"""Every page × role × another city's ids: not there, nothing of it told in body or headers, nothing written. A page that is not classified fails."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from werkzeug.routing import Rule

from gulir.acting.keys import key_for_membership
from gulir.acting.who import new_token
from tests.people import Person
from tests.wall.ground import Ground, tenant_tables

# Pages whose address names something of a city: another city's must not be there.
NAMING = {
    "cases.house", "cases.page", "cases.step", "papers.fetch", "kampungs.page", "kampungs.edit", "cases.plea", "evaluations.score",
    "evaluations.save", "groups.page", "groups.edit_member",
    "groups.leave", "groups.unmask", "cases.track",
    "groups.add_member", "groups.rules", "groups.record", "groups.officers", "groups.account", "groups.household", "groups.visit", "groups.edit",
    "people.person", "people.end", "people.send_link", "people.change", "batches.page", "batches.file", "batches.edit", "notices.open_",
    "letters.fetch", "notices.mute", "tasks.page",
    "tasks.fetch", "tasks.again", "tasks.drop", "days.remove", "channels.hook", "channels.ping", "channels.pause_hook", "channels.end_hook",
}  # fmt: skip
# Pages of a whole city: another city has none for who is not of it, and ours tells nothing of it.
OF_A_CITY = {
    "city.page", "cases.index", "cases.new",
    "evaluations.new", "search.page", "inbox.turn", "inbox.together", "kampungs.index", "kampungs.new", "groups.index", "groups.new",
    "reports.index", "reports.fetch", "reports.unrealised", "reports.tabulation", "people.people", "people.invitation", "board.show", "notices.list",
    "tasks.index", "tasks.new", "cases.export",
    "reports.held_up", "reports.desks", "reports.stuck", "reports.stuck_list", "letters.index", "letters.new", "letters.draft",
    "notices.read_all", "batches.index", "batches.new", "deliveries.list", "deliveries.again", "deliveries.revive",
    "days.list", "days.add", "channels.list", "channels.edit", "channels.trial", "channels.switch", "channels.forget", "channels.add_hook",
}  # fmt: skip
# Pages without a city: they tell nothing of any but one's own.
OF_NO_CITY = {
    "shell.home", "account.account", "account.factor", "account.password", "account.end_session", "account.language", "account.preferences", "account.address",
    "account.address_code", "account.forget_address", "people.hearing",
    "account.calendars", "account.revoke_calendar", "calendars.feed",
    "rulebooks.index", "rulebooks.page",
    "people.matrix", "shell.language", "healthz", "static", "signin.sign_out", "signin.forgotten", "signin.sign_in", "signin.code", "signin.acting_as",
    "signin.choose", "signin.link", "account.stand_ins", "account.lend", "account.end_lending",
}  # fmt: skip
CANARY = "KENARIGULIR"
MARKED = (
    "update cases set title = :canary where tenant_id = :t", "update groups set name = :canary, note = :canary, account_holder = :canary where tenant_id = :t",
    "update kampung set name = :canary, note = :canary where tenant_id = :t", "update member set name = :canary where tenant_id = :t",
    "update household set head = :canary, address = :canary where tenant_id = :t", "update batch set title = :canary, signer = :canary where tenant_id = :t",
    "update document set number = :canary, signer = :canary where tenant_id = :t", "update mark set note = :canary where tenant_id = :t",
    "update seat set name = :canary where tenant_id = :t", "update holiday set name = :canary, decree = :canary where tenant_id = :t",
    "update hook set host = :canary where tenant_id = :t", "update channel set sender = :canary where tenant_id = :t",
)  # fmt: skip
NAMES = text("""select (select number from cases where id = c.id) as number, (select number from batch b where b.id = c.batch_id) as batch,
  g.slug as group_slug,
  k.slug as kampung_slug, (select m.id from member m where m.group_id = g.id order by m.id limit 1) as member,
  (select d.id from document d where d.case_id = c.id limit 1) as document, (select m.id from membership m
    where m.tenants = array[c.tenant_id] limit 1) as membership,
  (select id from notice n where n.tenant_id = c.tenant_id limit 1) as notice,
  (select id from task x where x.tenant_id = c.tenant_id limit 1) as task,
  (select id from letter l where l.tenant_id = c.tenant_id limit 1) as letter,
  (select id from hook h where h.tenant_id = c.tenant_id limit 1) as hook,
  (select id from holiday h where h.tenant_id = c.tenant_id limit 1) as holiday, (select m.id from mark m where m.case_id = c.id limit 1) as mark
  from cases c join groups g on g.id = c.group_id join kampung k on k.id = c.kampung_id where c.id = :case""")
ROLES = (
    "programme_manager", "treasurer", "organiser", "dinsos_officer", "advocate", "city_admin", "province_officer", "auditor", "group_chair", "group_secretary",
    "group_treasurer",
)  # fmt: skip


@pytest.fixture(scope="module")
def marked(superuser: Engine, cities: tuple[Ground, Ground]) -> dict[str, Any]:
    """What the other city calls its things, each bearing the canary."""
    theirs = cities[1]
    with superuser.begin() as connection:
        for statement in MARKED:
            connection.execute(text(statement), {"canary": CANARY, "t": theirs.id})
        return dict(connection.execute(NAMES, {"case": theirs.case.id}).one()._mapping)


@pytest.fixture
def open_forms(app: Flask) -> Iterator[None]:
    """Forms without their token, so that nothing but the wall refuses."""
    kept = app.config.get("WTF_CSRF_ENABLED", True)
    app.config["WTF_CSRF_ENABLED"] = False
    yield
    app.config["WTF_CSRF_ENABLED"] = kept


def signed_in(app: Flask, person: Person) -> FlaskClient:
    """A browser of somebody."""
    token = new_token()
    with app.app_context():
        key_for_membership(str(person.membership()), purpose="web", token=token)
    client = app.test_client()
    client.set_cookie("gulir", token)
    return client


def address(app: Flask, rule: Rule, city: str, names: dict[str, Any]) -> str:
    """The page's address with another city's names in it."""
    area = rule.endpoint.split(".")[0]
    values = {
        "city": city, "number": names["batch"] if area == "batches" else names["number"], "step": "note", "document": names["document"],
        "slug": names["kampung_slug"] if area == "kampungs" else names["group_slug"], "member_id": names["member"], "household_id": names["member"],
        "kind": "savings", "membership": names["membership"], "notice": names["notice"], "letter": names["letter"], "task": names["task"],
        "holiday": names["holiday"], "webhook": names["hook"], "channel": "telegram", "mark": names["mark"], "word": "tabulasi", "form": "json",
    }  # fmt: skip
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, {name: str(values[name]) for name in rule.arguments}, method=next(iter(rule.methods or ())))


def methods(rule: Rule) -> list[str]:
    """How it is asked."""
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def state(superuser: Engine, tenant: int) -> list[tuple[str, str]]:
    """A hash of everything that a city has."""
    with superuser.connect() as connection:
        asked = "select md5(coalesce(string_agg(x::text, '|' order by x::text), '')) from {} x where tenant_id = :t"
        return [(table, connection.execute(text(asked.format(table)), {"t": tenant}).scalar_one()) for table in tenant_tables(superuser)]


def told(response: Any, names: dict[str, Any]) -> list[str]:
    """Which of the other city's words a response bears, in body or headers."""
    whole = response.get_data(as_text=True) + str(response.headers)
    return [
        word for word in (CANARY, str(names["document"]), str(names["member"]), str(names["membership"])) if word in whole and word not in response.request.path
    ]


def test_every_page_is_classified(app: Flask) -> None:
    found = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert found - (NAMING | OF_A_CITY | OF_NO_CITY) == set()
    assert (NAMING | OF_A_CITY | OF_NO_CITY) - found == set()
    for rule in app.url_map.iter_rules():
        assert ("city" in rule.arguments) is (rule.endpoint in NAMING | OF_A_CITY), rule.endpoint
        assert rule.endpoint in NAMING or not rule.arguments & {"number", "document", "member_id", "household_id", "membership", "notice", "letter"}, (
            rule.endpoint
        )


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.usefixtures("open_forms")
def test_another_citys_things_are_not_there(app: Flask, superuser: Engine, cities: tuple[Ground, Ground], marked: dict[str, Any], role: str) -> None:
    ours, theirs = (one.case.stage.city for one in cities)
    client, before, did = signed_in(app, ours.one(role)), state(superuser, theirs.id), Counter[int]()
    wrong = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in NAMING | OF_A_CITY:
            continue
        for city in (theirs.slug, *([ours.slug] if rule.endpoint in NAMING else [])):
            url = address(app, rule, city, marked)
            for method in methods(rule):
                response = client.open(url, method=method, data={"note": "x", "name": "Uji coba"} if method == "POST" else None)
                did[response.status_code] += 1
                allowed = (404,) if city == theirs.slug else (404, 403)  # in one's own city a role may lack the page itself
                if response.status_code not in allowed or told(response, marked):
                    wrong.append(f"{method} {url}: {response.status_code} {told(response, marked)}")
    assert wrong == []
    assert did[404] > 60, did
    assert state(superuser, theirs.id) == before


@pytest.mark.parametrize("role", ROLES)
def test_ones_own_pages_tell_nothing_of_another_city(app: Flask, superuser: Engine, cities: tuple[Ground, Ground], marked: dict[str, Any], role: str) -> None:
    ours = cities[0].case.stage.city
    client, did, wrong = signed_in(app, ours.one(role)), Counter[int](), []
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in OF_A_CITY or "GET" not in methods(rule):
            continue
        for city in (ours.slug, "semua"):
            for question in ("", f"?q={CANARY}&kampung={marked['kampung_slug']}&group={marked['group_slug']}&batch={marked['batch']}"):
                response = client.get(address(app, rule, city, marked) + question)
                did[response.status_code] += 1
                if response.status_code >= 500 or any(word != CANARY or not question for word in told(response, marked)):
                    wrong.append(f"{rule.endpoint} {city} {question}: {response.status_code} {told(response, marked)}")
    assert wrong == []
    assert did[200] >= 10, did
