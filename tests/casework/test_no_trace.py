"""Whoever has any tie to the government finds no trace of an advocacy case: on no page, in no count, file, notice, error or export, and not by the clock."""

import statistics
import time
from typing import Any

import pytest

from tests.casework.ground import open_form
from tests.casework.test_advocacy_pages import MANDATE, take, to_mandate
from tests.people import add_person

CANARY = "Rahasiakenari"
PAIRS, TRIES, LIMIT = 300, 3, 0.005  # how often a guess is compared with nonsense, how often all of it, and how many seconds may lie between
MORE = (  # beside every page that a city has
    "berkas?alur=advocacy", "papan?alur=advocacy", f"cari?q={CANARY}", "laporan/tertahan.json", "laporan/belum-terealisasi.csv",
    "laporan/tersendat.json", "laporan/waktu-meja.csv",
)  # fmt: skip


@pytest.fixture
def secret(ground, client_as) -> str:
    """The address of an advocacy case that bears a word of its own, with a demand and a paper."""
    people = client_as(ground.city.one("organiser")), client_as(ground.city.one("advocate"))
    case = to_mandate(ground, people)
    take(people[1], case, "authorise", **MANDATE | {"demands-0-words": CANARY})
    take(people[0], case, "correct", title=f"{CANARY} tepi sungai", note="Nama kasus")
    return case


def double(ground, databases):
    """Somebody who is an organiser and keeps the programme and its channels, and also works for the Dinsos."""
    kinds = {"organiser": "network", "programme_manager": "upc", "city_admin": "network", "dinsos_officer": "dinsos_city"}
    with databases.signin.begin() as connection:
        return add_person(connection, "Ganda", [(role, ground.city.organisations[kind], [ground.city.id]) for role, kind in kinds.items()])


def readers(ground, databases, cast, client_as):
    """Everybody who must not find it, each at a browser."""
    for name in ("dinsos_officer", "province_officer", "ministry_officer", "auditor"):
        here = name in ground.city.people
        yield name, client_as(ground.city.one(name) if here else next(one for one in cast.national.values() if name in one.memberships))
    both = double(ground, databases)
    for role in both.memberships:
        yield f"both as {role}", client_as(both, role)


def pages(app, ground) -> list[str]:
    """Every page of the city that asks for nothing but the city, whoever adds one; the pages of its kampungs; and some with a question."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.arguments == {"city"} and "GET" in (rule.methods or ())]
    kampungs = [f"kampung/{row.slug}" for row in ground.see("select slug from kampung where tenant_id = :tenant")]
    with app.test_request_context():
        found = [app.url_map.bind("localhost").build(rule.endpoint, {"city": ground.city.slug}) for rule in rules]
    assert len(found) > 30
    return [*found, *(f"/{ground.city.slug}/{page}" for page in (*MORE, *kampungs))]


def test_no_page_tells_of_it(app, ground, databases, cast, client_as, secret) -> None:
    paper = ground.see("select d.id from document d join cases c on c.id = d.case_id where c.tenant_id = :tenant and c.lane = 1 limit 1")[0].id
    city, number = f"/{ground.city.slug}/", secret.rpartition("/")[2]
    every, own = pages(app, ground), client_as(ground.city.one("organiser"))
    assert CANARY in own.get(f"{city}cari?q={CANARY}").text and number in own.get(f"{city}berkas").text
    for who, client in readers(ground, databases, cast, client_as):
        for page in every:
            found = client.get(page)
            assert found.status_code in (200, 303, 403, 404), (who, page)
            told = found.get_data(as_text=True)  # the search repeats what was sought, and nothing of the title beside it
            assert number not in told and f"{CANARY} tepi" not in told and f"{CANARY}</" not in told, (who, page)
        for page in (secret, f"{secret}/note", f"{city}dokumen/{paper}", f"{city}dokumen/{paper}/file"):
            status = client.get(page).status_code
            assert status in (403, 404) and status == client.get(page.replace(number, number[:-3] + "987")).status_code, (who, page)


def test_a_case_of_its_team_alone_stands_on_the_teams_lists_and_on_no_others(ground, client_as) -> None:
    organiser, advocate = client_as(ground.city.one("organiser")), client_as(ground.city.one("advocate"))
    number = to_mandate(ground, (organiser, advocate), lane="2").rpartition("/")[2]
    lists = [f"/{ground.city.slug}/{page}" for page in ("berkas", "berkas?alur=advocacy&keadaan=mandate", "papan?alur=advocacy")]
    for client in (organiser, advocate):
        assert all(number in client.get(page).text for page in lists)
    for name in ("programme_manager", "dinsos_officer"):
        client = client_as(ground.city.one(name))
        assert not any(number in client.get(page).get_data(as_text=True) for page in lists), name
    stranger = client_as(ground.city.people["organiser"][1])
    assert not any(number in stranger.get(page).text for page in lists)


def test_a_guessed_number_takes_as_long_as_a_nonsense_one(ground, client_as, secret) -> None:
    client, nonsense = client_as(ground.city.one("dinsos_officer")), secret[:-3] + "987"
    gaps: list[float] = []
    while len(gaps) < TRIES and (not gaps or min(gaps) >= LIMIT):  # a leak shows each time; what other tests take from one side does not
        gaps.append(gap_of(client, secret, nonsense))
    assert min(gaps) < LIMIT


def gap_of(client: Any, secret: str, nonsense: str) -> float:
    """By how much the two differ, by the middle of many pairs."""
    times: dict[str, list[float]] = {secret: [], nonsense: []}
    for _pair in range(PAIRS):
        for path, found in times.items():
            began = time.perf_counter()
            assert client.get(path).status_code == 404
            found.append(time.perf_counter() - began)
    return abs(statistics.median(times[secret]) - statistics.median(times[nonsense]))


def test_nobody_of_government_may_be_taken_into_the_team(ground, databases, client_as, secret) -> None:
    both = double(ground, databases)
    advocate = client_as(ground.city.one("advocate"))
    form = open_form(advocate, f"{secret}/enlist")
    assert advocate.post(f"{secret}/enlist", data=form | {"person": str(both.id)}).status_code == 422
