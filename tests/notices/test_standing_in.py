"""Who stands in for somebody hears what they would hear, and can open it; and whoever is away hears what was done in their name."""

import datetime as dt
import re
from urllib.parse import unquote
from uuid import UUID

import pytest

from gulir.acting.keys import acting_of
from gulir.acting.who import key_of
from gulir.identity import ground as identity
from gulir.identity.absence import lending
from gulir.identity.absence.lending import Wanted
from gulir.identity.memberships import add_membership
from tests.notices.ground import act, close_off, give_turn, told
from tests.people import Person, add_person


@pytest.fixture
def deputy(ground, databases) -> Person:
    """An organiser of another kampung, who hears nothing of this one's cases by themselves."""
    with databases.signin.begin() as connection:
        person = add_person(connection, "Ganti", [])
        network, elsewhere = ground.city.organisations["network"], [ground.city.kampungs[1]]
        seat = add_membership(connection, person.id, network, "organiser", tenants=[ground.city.id], kampungs=elsewhere)
        return Person(person.id, person.name, person.email, {"organiser": seat})


@pytest.fixture
def lent(ground, deputy, acting_as) -> UUID:
    """The city's second organiser is away."""
    away = acting_as(ground.city.two("organiser"))
    today = lending.today(away)
    with identity.begin() as connection:
        return lending.lend(connection, away, Wanted(deputy.membership(), ("decide",), None, today, today + dt.timedelta(days=2), "Sakit"))


def test_the_deputy_hears_in_their_place(ground, tell, deputy, lent):
    case = ground.open(quiet=False)
    give_turn(ground, case, "organiser")
    tell()
    assert {"Budi", "Ganti"} <= told(ground)["turn"]


def test_without_it_they_hear_nothing(ground, tell, deputy):
    case = ground.open(quiet=False)
    give_turn(ground, case, "organiser")
    tell()
    assert "Ganti" not in told(ground)["turn"]


def test_an_ended_one_is_told_no_more(ground, tell, deputy, lent):
    with identity.begin() as connection:
        assert lending.end(connection, deputy.id, lent)
    case = ground.open(quiet=False)
    give_turn(ground, case, "organiser")
    tell()
    assert "Ganti" not in told(ground)["turn"]


def test_of_a_process_that_was_not_lent_they_hear_nothing(ground, tell, deputy, lent):
    ground.change("update delegation set workflows = '{rtlh}' where id = :id", id=lent)
    case = ground.open(quiet=False)
    give_turn(ground, case, "organiser")
    tell()
    assert "Budi" in told(ground)["turn"]
    assert "Ganti" not in set.union(*told(ground).values())


def test_of_a_closed_lane_a_deputy_of_government_hears_nothing(ground, tell, deputy, lent, databases):
    case = ground.open("Penggusuran Rahasia", quiet=False)
    close_off(ground, case)
    give_turn(ground, case, "organiser")
    with databases.signin.begin() as connection:
        add_membership(connection, deputy.id, ground.city.organisations["dinsos_city"], "dinsos_officer", tenants=[ground.city.id])
    tell()
    assert "Budi" in told(ground)["turn"]
    assert "Ganti" not in set.union(*told(ground).values())


def test_whoever_is_away_hears_what_was_done_in_their_name(ground, tell, deputy, lent):
    case = ground.open()
    with identity.begin() as connection:
        token = lending.act_for(connection, deputy.id, lent)
    standing_in = acting_of(key_of(token))
    act(ground, case, "note", standing_in, note="kata")
    tell()
    assert "in_your_name" not in told(ground), "a note is no news"
    act(ground, case, "correct", standing_in, title="KUBE Lain", note="salah tulis")
    tell()
    assert told(ground)["in_your_name"] == {"Budi"}


def test_the_letter_to_a_deputy_opens_as_the_absent_one(ground, tell, mail, deputy, lent, client_as):
    case = ground.open(quiet=False)
    give_turn(ground, case, "organiser")
    tell()
    link = re.search(r"https?://\S+?(/\S+/berkas/\S+)", mail.to(deputy.email)[0].get_content())[1]
    browser = client_as(deputy)
    closed = browser.get(link)
    assert closed.status_code == 404, "their own kampung is another one"
    assert "mewakili Budi" in closed.text
    assert "KUBE Melati" not in closed.text
    assert switch(browser, closed.text, link).location == link
    opened = browser.get(link)
    assert opened.status_code == 200
    assert "a.n. Budi" in opened.text


def switch(browser, page: str, back: str):
    """Chooses the absent one on the page of the error."""
    token, delegation = (re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("csrf_token", "delegation"))
    action = re.search(r'action="(/masuk/sebagai[^"]*)"', page)[1].replace("&amp;", "&")
    assert back in unquote(action)
    return browser.post(action, data={"csrf_token": token, "delegation": delegation})


def test_what_is_not_there_looks_like_what_is_out_of_reach(ground, deputy, lent, client_as, city):
    case = ground.open()
    number = ground.see("select number from cases where id = :case", case=case)[0].number
    browser, slug, elsewhere = client_as(deputy), ground.city.slug, city().slug
    out_of_reach, nothing = (browser.get(f"/{slug}/berkas/{one}") for one in (number, number[:-3] + "999"))
    assert {out_of_reach.status_code, nothing.status_code} == {404}
    assert "mewakili Budi" in out_of_reach.text
    assert "mewakili Budi" in nothing.text
    for place in (elsewhere, "tiada-kota"):
        page = browser.get(f"/{place}/berkas/{number}")
        assert page.status_code == 404
        assert "/masuk/sebagai?" not in page.text


def test_what_they_have_as_a_deputy_is_said_in_their_own_name_and_not_read_with_the_rest(ground, tell, deputy, lent, client_as):
    case, own = ground.open(quiet=False), ground.open("KUBE Sendiri")
    give_turn(ground, case, "organiser")
    tell()
    ground.change("update cases set kampung_id = :k where tenant_id = :tenant and id = :case", case=own, k=ground.city.kampungs[1])
    told_of_own = "insert into notice (tenant_id, lane, case_id, seq, person_id, topic) values (:tenant, 0, :case, 1, :p, 'turn')"
    ground.change(told_of_own, case=own, p=deputy.id)
    browser, url = client_as(deputy), f"/{ground.city.slug}/pemberitahuan"
    page = browser.get(url).text
    assert "KUBE Sendiri" in page
    assert "KUBE Melati" not in page
    assert "1 lagi tentang berkas" in page
    form = {name: re.search(rf'name="{name}"[^>]*value="([^"]+)"', page)[1] for name in ("csrf_token", "until")}
    assert browser.post(url, data=form).status_code == 303
    unread = ground.see("select c.title from notice n join cases c on c.id = n.case_id where n.person_id = :p and n.read_at is null", p=deputy.id)
    assert [row.title for row in unread] == ["KUBE Melati"], "nobody has seen it yet"
    assert "1 lagi tentang berkas" in browser.get(url).text
    assert "lagi tentang berkas" not in client_as(ground.city.one("organiser")).get(url).text
