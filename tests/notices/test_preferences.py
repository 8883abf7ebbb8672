"""One's own wishes on one's own page: an address counts when its code came back, one that cannot exist is refused, a muted case is silent."""

import re

import pytest

from gulir.identity import letters
from tests.notices.ground import act, block, told
from tests.people import add_person

PAGE = "/akun/pemberitahuan"
CHOSEN = "select channels, quiet_from, quiet_until, rhythm, digest_at from preference where person_id = :p"
KEPT = "select channel, address, wanted, tries from reach where person_id = :p"


@pytest.fixture
def person(databases, ground):
    with databases.signin.begin() as connection:
        return add_person(connection, "Pilihan", [("dinsos_officer", ground.city.organisations["dinsos_city"], [ground.city.id])])


@pytest.fixture
def browser(client_as, person):
    return client_as(person)


def post(client, url: str, page: str | None = None, **fields):
    """Sends a form of a page, with its token."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(page or url).text)[1]
    return client.post(url, data={"csrf_token": token, **fields})


def test_wishes_are_kept_and_shown(browser, ground, person):
    wishes = {"channels": ["mail"], "rhythm": "daily", "digest_at": "07:30", "quiet_from": "21:00", "quiet_until": "05:30", "locale": "en"}
    assert post(browser, PAGE, **wishes).status_code == 303
    (row,) = ground.see(CHOSEN, p=person.id)
    assert (row.channels, row.rhythm, str(row.digest_at), str(row.quiet_from), str(row.quiet_until)) == (["mail"], "daily", "07:30:00", "21:00:00", "05:30:00")
    assert ground.see("select locale from person where id = :p", p=person.id)[0].locale == "en"
    page = browser.get(PAGE).text
    assert "How you are told" in page
    assert 'value="21:00"' in page


def test_hours_that_contradict_each_other_and_channels_without_an_address_are_refused(browser, ground, person):
    fine = {"rhythm": "daily", "digest_at": "07:00", "locale": "id"}
    for bad in (
        {"quiet_from": "21:00"},
        {"quiet_from": "06:00", "quiet_until": "06:00"},
        {"quiet_from": "21:00", "quiet_until": "08:00"},
        {"channels": ["sms"]},
    ):
        assert post(browser, PAGE, **(fine | bad)).status_code == 422, bad
    assert ground.see(CHOSEN, p=person.id) == []


@pytest.mark.parametrize(
    ("channel", "written"),
    [
        ("mail", "a@b"), ("mail", "a..b@contoh.id"), ("mail", "a@-contoh.id"), ("mail", "a@contoh.123"), ("sms", "12"), ("sms", "+62 31 5678901"),
        ("sms", "0800 123 456"), ("whatsapp", "+1 212 555 0100"), ("whatsapp", "0812"), ("telegram", "@rini"), ("telegram", "-100123456"),
        ("telegram", "9" * 17),
    ],
)  # fmt: skip
def test_an_address_that_cannot_exist_is_refused(browser, ground, person, channel, written):
    assert post(browser, f"{PAGE}/{channel}", address=written).status_code == 422
    assert ground.see(KEPT, p=person.id) == []


def test_a_new_address_counts_when_its_code_came_back(browser, ground, person, mail, tell):
    new = f"baru.{person.email}"
    assert post(browser, f"{PAGE}/mail", address=new.upper()).status_code == 303
    letters.wait_until_sent()
    (letter,) = mail.to(new)
    code = re.search(r"\b\d{6}\b", letter.get_content())[0]
    block(ground, ground.open("KUBE Sebelum"))
    tell()
    assert len(mail.to(new)) == 1, "nothing but the code goes there"
    assert len(mail.to(person.email)) == 1
    assert post(browser, f"{PAGE}/mail/kode", code="000000" if code != "000000" else "111111").status_code == 422
    assert post(browser, f"{PAGE}/mail/kode", code=f"{code[:3]} {code[3:]}").status_code == 303
    assert [(row.address, row.wanted) for row in ground.see(KEPT, p=person.id)] == [(new, None)]
    block(ground, ground.open("KUBE Sesudah"))
    tell()
    assert len(mail.to(new)) == 2
    assert len(mail.to(person.email)) == 1


def test_a_code_is_tried_five_times_and_asked_for_once_a_minute(browser, ground, person):
    assert post(browser, f"{PAGE}/mail", address="lain@contoh.id").status_code == 303
    assert post(browser, f"{PAGE}/mail", address="lain@contoh.id").status_code == 422
    for _ in range(7):
        assert post(browser, f"{PAGE}/mail/kode", code="x12345").status_code == 422
    assert ground.see(KEPT, p=person.id)[0].tries == 5


def test_a_muted_case_is_silent_and_its_notices_stand_read(browser, ground, person, tell, mail):
    case = ground.open("KUBE Senyap")
    block(ground, case)
    tell()
    number = ground.see("select number from cases where id = :case", case=case)[0].number
    page = f"/{ground.city.slug}/berkas/{number}"
    mute = f"/{ground.city.slug}/pemberitahuan/senyap/{number}"
    assert post(browser, mute, page=page, dari="berkas").headers["Location"].endswith(page)
    before = len(mail.to(person.email))
    act(ground, case, "note", note="x")
    ground.change("update outbox set state = 'new', next_at = now() where case_id = :case", case=case)
    block(ground, case)
    tell()
    assert len(mail.to(person.email)) == before
    mine = ground.see("select read_at from notice where person_id = :p", p=person.id)
    assert len(mine) >= 2
    assert all(row.read_at for row in mine)
    assert "Pilihan" in told(ground)["blocked"], "it stands in the list"
    assert "KUBE Senyap" in browser.get(PAGE).text
    assert post(browser, mute, page=page, dari="akun", lagi="1").status_code == 303
    assert ground.see("select from mute where person_id = :p", p=person.id) == []


def test_nobody_mutes_what_they_do_not_see(browser, ground, cast):
    page = f"/{ground.city.slug}/pemberitahuan"
    assert post(browser, f"{page}/senyap/TIDAK-ADA-1", page=PAGE).status_code == 404


def test_who_hears_of_what_is_drawn_from_the_table(browser):
    page = browser.get("/peran/pemberitahuan")
    assert page.status_code == 200
    assert "Advokasi" not in page.text
    assert page.text.count("<tr>") > 15
