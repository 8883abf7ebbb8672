"""A colleague stands in for somebody who is away: lent on a page, chosen on the way in, seen on every page, and ended at once."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest

from gulir.identity import letters
from gulir.identity.permissions import LENT, LOOKING, MATRIX, Permission, may
from tests.identity.ways import is_in, send, sign_in
from tests.people import PASSWORD, add_person


@pytest.fixture
def here(city):
    return city()


@pytest.fixture
def managers(signin, here):
    """Two of the city's managers, who are spared the second factor and whose letters would go to nobody."""
    with signin() as connection:
        office = here.organisations["upc"]
        return [add_person(connection, name, [("programme_manager", office, [here.id])], demo=True) for name in ("Marno", "Wiwik")]


@pytest.fixture
def organisers(here):
    """Two of its organisers, of whom none is asked."""
    return here.people["organiser"]


def lend(client, deputy, *rights, days=3, **more):
    """Fills in the form."""
    today = dt.datetime.now(ZoneInfo("Asia/Jakarta")).date()  # the city's day
    first = {"first": (today - dt.timedelta(days=1)).isoformat(), "last": (today + dt.timedelta(days=days)).isoformat()}
    typed = {"deputy": str(deputy.membership()), "rights": list(rights), "reason": "Cuti tahunan", "now": PASSWORD}
    return send(client, "/akun/wakil/baru", **typed | first | more)


def act_for(client):
    """Chooses the one for whom one may act."""
    delegation = re.search(r'name="delegation" value="([\w-]+)"', client.get("/masuk/sebagai").text)[1]
    return send(client, "/masuk/sebagai", delegation=delegation)


def test_it_is_lent_chosen_seen_and_ended(app, client_as, managers, here):
    away, deputy = managers
    theirs = client_as(away)
    assert lend(theirs, deputy, "decide", "sign").location == "/akun/wakil"
    assert deputy.name in theirs.get("/akun/wakil").text
    browser = app.test_client()
    assert sign_in(browser, deputy.email).location == "/masuk/sebagai", "whoever may act for somebody stands before the choice"
    assert act_for(browser).status_code == 303
    page = browser.get(f"/{here.slug}/giliran", headers={"Accept-Language": "en"}).text
    assert f"{deputy.name} a.n. {away.name}" in page
    assert "lent-note" in page
    assert browser.get("/akun/wakil/baru").status_code == 403, "nobody lends on what was lent"
    ending = re.search(r"/akun/wakil/[\w-]+/akhiri", theirs.get("/akun/wakil").text)[0]
    assert theirs.post(ending, data={"csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', theirs.get("/akun/wakil").text)[1]}).status_code == 303
    assert not is_in(browser)


def test_the_deputy_goes_back_to_their_own_role_and_keeps_their_day(client_as, superuser, managers):
    away, deputy = managers
    assert lend(client_as(away), deputy, days=0).status_code == 303
    browser = client_as(deputy)
    act_for(browser)
    own = send(browser, "/masuk/sebagai", membership=str(deputy.membership()))
    assert own.status_code == 303
    assert "lent-note" not in browser.get("/akun").text
    with superuser.connect() as connection:
        asked = "select expires_at - created_at > interval '7 hours' from session where person_id = %s and behalf is null"
        assert connection.exec_driver_sql(asked, (deputy.id,)).scalar_one()


def test_a_password_changed_meanwhile_goes_on_for_the_same_one(client_as, organisers):
    away, deputy = organisers
    lend(client_as(away), deputy, "decide")
    browser = client_as(deputy)
    act_for(browser)
    fresh = "perahu kecil di hilir sungai"
    assert send(browser, "/akun/sandi", now=PASSWORD, password=fresh, again=fresh).status_code == 303
    assert f"{deputy.name} a.n. {away.name}" in browser.get("/akun").text


def test_both_get_a_letter_when_it_begins_and_when_it_ends(client_as, organisers, mail):
    away, deputy = organisers
    theirs = client_as(away)
    lend(theirs, deputy, "record")
    letters.wait_until_sent()
    assert [len(mail.to(one.email)) for one in organisers] == [1, 1]
    assert away.name in mail.to(deputy.email)[0].get_content()
    ending = re.search(r"/akun/wakil/[\w-]+/akhiri", client_as(deputy).get("/akun/wakil").text)[0]
    back = client_as(deputy)
    back.post(ending, data={"csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', back.get("/akun/wakil").text)[1]})
    letters.wait_until_sent()
    assert [len(mail.to(one.email)) for one in organisers] == [2, 2]


def test_both_get_a_letter_when_a_seat_changes(client_as, here, organisers, mail):
    away, deputy = organisers
    lend(client_as(away), deputy)
    assert send(client_as(here.one("city_admin")), f"/{here.slug}/orang/{away.membership()}/akhiri").status_code == 303
    letters.wait_until_sent()
    assert [len(mail.to(one.email)) for one in organisers] == [2, 2]
    assert "tidak lagi mewakili" in mail.to(deputy.email)[-1].get_content()


def test_who_manages_people_sees_who_stands_in_and_nobody_else_does(client_as, here, organisers):
    away, deputy = organisers
    lend(client_as(away), deputy, "decide")
    path = f"/{here.slug}/orang"
    told = re.compile(rf"diwakili {deputy.name}")
    assert told.search(client_as(here.one("city_admin")).get(path).text)
    assert "Cuti tahunan" in client_as(here.one("city_admin")).get(f"{path}/{away.membership()}").text
    assert not told.search(client_as(here.one("dinsos_officer")).get(path).text)


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"now": "salah"}, "bukan kata sandi"), ({"last": "2020-01-01"}, "sudah lewat"), ({"last": "2099-01-01"}, "paling lama"), ({"reason": "x"}, "")],
)
def test_what_makes_no_sense_is_told(client_as, organisers, changed, words):
    answer = lend(client_as(organisers[0]), organisers[1], **changed)
    assert answer.status_code == 422
    assert words.lower() in answer.text.lower()


def test_another_persons_seat_or_delegation_is_nobodys_to_touch(client_as, here, organisers):
    stranger = here.one("dinsos_officer")
    assert lend(client_as(organisers[0]), stranger).status_code == 422
    lend(client_as(organisers[0]), organisers[1])
    ending = re.search(r"/akun/wakil/[\w-]+/akhiri", client_as(organisers[1]).get("/akun/wakil").text)[0]
    theirs = client_as(stranger)
    assert theirs.post(ending, data={"csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', theirs.get("/akun").text)[1]}).status_code == 404
    delegation = ending.split("/")[3]
    assert send(theirs, "/masuk/sebagai", delegation=delegation).location == "/masuk/sebagai"
    assert "lent-note" not in theirs.get("/akun").text


def test_the_matrix_of_what_is_lent():
    role = next(role for role in MATRIX if {Permission.NIK_UNMASK, Permission.GROUP_WRITE, Permission.CASE_ACT} <= MATRIX[role])
    assert [may(role, one, ()) for one in (Permission.CASE_READ, Permission.CASE_ACT, Permission.GROUP_WRITE)] == [True, False, False]
    assert [may(role, one, ("record",)) for one in (Permission.CASE_ACT, Permission.GROUP_WRITE, Permission.NIK_UNMASK)] == [True, True, False]
    assert not [one for one in LENT if one.endswith(LOOKING)]
    never = {one for one in Permission if not one.endswith(LOOKING)} - set(LENT)
    assert never >= {Permission.NIK_UNMASK, Permission.PEOPLE_MANAGE, Permission.CHANNEL_WRITE}
    assert not any(may(role, one, ("decide", "record", "sign")) for role in MATRIX for one in never)
