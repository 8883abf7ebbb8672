"""Manners of every page: text that says what it is, no sideways scrolling on a telephone, nothing in the console, and axe content, light and dark."""

import json
from functools import cache
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import text

from gulir.acting.keys import acting_of, key_for_membership
from gulir.acting.who import new_token, stored_hash
from gulir.cases.looking import processes
from tests.browser.crawl import Walk
from tests.browser.hands import Seat
from tests.people import open_city
from tests.walk import journeys
from tests.walk.ground import Case, Stage
from workflows.documents import KUBE

pytestmark = pytest.mark.browser
ROLES = ("organiser", "programme_manager", "dinsos_officer", "group_chair", "secretariat", "city_admin")
SIDEWAYS = """() => { const root = document.scrollingElement;
  return root.scrollWidth <= root.clientWidth ? [] : [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > root.clientWidth + 1 && one.checkVisibility()).slice(-3).map(one => one.outerHTML.slice(0, 90)) }"""
HERE_ONLY = text("update session set tenants = array[cast(:city as int)] where hash = :hash")
ALL = {"resultTypes": ["violations"]}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}


@pytest.fixture(scope="module")
def lived_in(app, superuser, databases, cast):
    """A city with cases at several places on their way; shared by all pages that are looked at."""
    with app.app_context():
        city = open_city(databases, superuser, cast, name="Kota Rapi", slug=f"rapi-{uuid4().hex[:6]}")
        stage = Stage(superuser, city, cast, lambda person, role=None: acting_of(key_for_membership(str(person.membership(role)), purpose="web")))
        journeys.to_reported(stage.open())
        blocked: Case = stage.open(group=1, book=processes().rulebooks["kube-regular"].hash)
        blocked.file(*KUBE["confirm_complete"])
        journeys.to_verified(blocked).take("dinsos_officer", "block")
    return stage  # outside of the context: pages that are asked for inside one would share what they remember


@pytest.fixture(scope="module")
def walk_as(app, superuser, lived_in):
    """Walks the site as a role, in a language; None is a stranger."""

    @cache
    def _walk(role: str | None, language: str) -> Walk:
        client, slug = app.test_client(), lived_in.city.slug
        client.set_cookie("gulir-bahasa", language)
        if role:
            client.set_cookie("gulir", token := new_token())
            with app.app_context():
                key = key_for_membership(str(lived_in.person(role).membership()), purpose="web", token=token)
            with superuser.begin() as connection:  # who works for the whole country would find every other test's cities
                connection.execute(HERE_ONLY, {"city": lived_in.city.id, "hash": stored_hash(key)})
        starts = [f"/{slug}/giliran", f"/{slug}/", "/semua/giliran", "/akun"] if role else ["/masuk", "/lupa"]
        return Walk(app, client, language).go(*[path for path in starts if client.get(path).status_code == 200])

    return _walk


@pytest.mark.parametrize("role", [*ROLES, None])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_says_what_it_is(walk_as, role, language):
    walk = walk_as(role, language)
    assert len(walk.pages) > (20 if role else 2)
    assert walk.wrong == [], "\n".join(walk.wrong)


def test_every_kind_of_page_is_fit_for_a_telephone_and_for_axe(walk_as, seat):
    axe, seen, wrong = Axe(), set(), []
    for role in (*ROLES, None):
        walk = walk_as(role, "id")
        mine = seat(width=360, color_scheme="light")
        put_cookies(mine, walk)
        for kind, path in walk.kinds.items():
            if kind not in seen:
                seen.add(kind)
                wrong += faults_of(mine, axe, path)
    assert wrong == [], "\n".join(wrong)
    assert len(seen) > 40


def faults_of(mine: Seat, axe: Axe, path: str) -> list[str]:
    """What is wrong with one page, at 360 pixels: in English only its width, in Indonesian everything."""
    found = []
    for language in ("en", "id"):
        mine.page.context.add_cookies([{"name": "gulir-bahasa", "value": language, "url": mine.site}])
        mine.open(path)
        found += [f"{path} ({language}) scrolls sideways: {one}" for one in mine.page.evaluate(SIDEWAYS)]
    found += [f"{path} (light) {one}" for one in violations(axe, mine, ALL)]
    mine.page.emulate_media(color_scheme="dark")
    found += [f"{path} (dark) {one}" for one in violations(axe, mine, COLOURS)]
    mine.page.emulate_media(color_scheme="light")
    return found


def violations(axe: Axe, mine: Seat, options: dict) -> list[str]:
    """What axe finds serious or critical."""
    answer = axe.run(mine.page, options=options).response
    assert answer["passes"], "axe looked at nothing"
    found = answer["violations"]
    return [f"{one['id']}: {json.dumps([node['html'][:110] for node in one['nodes'][:3]])}" for one in found if one["impact"] in ("serious", "critical")]


def put_cookies(mine: Seat, walk: Walk) -> None:
    """The browser becomes the one who walked."""
    found = walk.client.get_cookie("gulir")
    if found:
        mine.page.context.add_cookies([{"name": "gulir", "value": found.value, "url": mine.site}])
