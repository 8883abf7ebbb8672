"""The pages of groups: what is typed is kept, what is sealed is masked, what is unknown says so."""

import pytest
from sqlalchemy import text

from tests.pages.browser import send, slug_of, token


@pytest.fixture
def organiser(client_as, here):
    return client_as(here.one("organiser"))


@pytest.fixture
def melati(here, superuser):
    """The address of the first group."""
    return f"/{here.slug}/kelompok/{slug_of(superuser, 'groups', here.groups[0])}"


def test_a_group_is_opened_and_then_its_first_member_joins(organiser, here, superuser):
    kampung = slug_of(superuser, "kampung", here.kampungs[0])
    answer = send(organiser, f"/{here.slug}/kelompok/baru", name="  Kenanga   Putih ", kampung=kampung, founded_on="2014-02-03")
    assert answer.status_code == 303
    assert answer.location.endswith("/kelompok/kenanga-putih")
    page = organiser.get(answer.location)
    assert "Kenanga Putih" in page.text
    assert "Belum ada anggota" in page.text
    fields = {"name": "Sitinah", "nik": "9978 0452 0385 0001", "household": "+", "head": "Pak Sitinah", "kk": "9978040101100001", "in_poverty_data": "yes"}
    assert send(organiser, answer.location + "/anggota/baru", married="yes", public_servant="no", received_before="unknown", **fields).status_code == 303
    page = organiser.get(answer.location)
    assert "997804••••••••01" in page.text
    assert "9978045203850001" not in page.text
    assert "rekaan" in page.text  # nobody's region, and said so
    with superuser.connect() as connection:
        kept = connection.execute(
            text("select born_on::text, married, received_before, invented from member where nik_mask = '997804••••••••01' and tenant_id = :t"), {"t": here.id}
        )
        assert kept.one() == ("1985-03-12", True, None, True)


def test_what_was_typed_stands_there_again_when_something_is_wrong(organiser, melati):
    answer = send(organiser, melati + "/anggota/baru", name="Nyai Ontosoroh", nik="12345", household="+", head="", address="Gang 3", married="no")
    assert answer.status_code == 422
    for typed in ("Nyai Ontosoroh", 'value="12345"', "Gang 3", '<option selected value="no">'):
        assert typed in answer.text
    assert "harus 16 angka" in answer.text
    assert "memerlukan nama kepalanya" in answer.text


def test_who_is_registered_elsewhere_is_refused_at_the_form_without_a_word_of_where(client_as, organiser, melati, there, superuser):
    number = "9978045203850077"
    other = f"/{there.slug}/kelompok/{slug_of(superuser, 'groups', there.groups[0])}"
    assert send(client_as(there.one("organiser")), other + "/anggota/baru", name="Sitinah", nik=number, household="-").status_code == 303
    answer = send(organiser, melati + "/anggota/baru", name="Sitinah", nik=number, household="-")
    assert answer.status_code == 422
    assert "Orang ini sudah terdaftar di kelompok lain" in answer.text
    assert there.name not in answer.text
    assert number in answer.text  # in the field, where it was typed


def test_a_number_is_shown_for_a_reason_and_the_look_is_seen_by_others(client_as, organiser, here, melati, superuser):
    send(organiser, melati + "/anggota/baru", name="Sitinah Misalan", nik="9978045203850088", household="-")
    with superuser.connect() as connection:
        member = connection.execute(text("select id from member where tenant_id = :t and name = 'Sitinah Misalan'"), {"t": here.id}).scalar_one()
    path = f"{melati}/anggota/{member}/nomor"
    assert organiser.get(path).status_code == 403
    officer = client_as(here.one("dinsos_officer"))
    assert "9978045203850088" not in officer.get(path).text
    assert send(officer, path, reason="x").status_code == 422
    answer = send(officer, path, reason="mencocokkan dengan KTP")
    assert "9978045203850088" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    story = organiser.get(melati).text
    assert "mencocokkan dengan KTP" in story
    assert here.one("dinsos_officer").name in story


def test_records_are_added_and_the_latest_counts(organiser, here, melati, superuser):
    assert organiser.get(melati).text.count("tidak diketahui") >= 4
    send(organiser, melati + "/catat/savings", weeks="10", months="2")
    send(organiser, melati + "/catat/savings", weeks="14", months="3", since="2014-03-01", until="2014-06-01")
    send(organiser, melati + "/catat/attendance", meetings="13", percent="92")
    page = organiser.get(melati).text
    assert "3 bulan berturut-turut, 14 pekan" in page
    assert "92% hadir" in page
    with superuser.connect() as connection:
        kept = connection.execute(text("select kind, value from group_record where tenant_id = :t order by recorded_at"), {"t": here.id}).all()
    assert [kind for kind, _value in kept] == ["savings", "savings", "attendance"]
    assert kept[1][1] == {"weeks": 14, "months": 3, "from": "2014-03-01", "to": "2014-06-01"}
    assert kept[2][1] == {"meetings": 13, "share": 0.92}
    assert organiser.get(melati + "/catat/rumor").status_code == 404


def test_the_account_is_masked_and_an_empty_number_keeps_the_known_one(organiser, melati):
    send(organiser, melati + "/rekening", bank="Bank Contoh", number="9900-1122-33445", holder="Kelompok Melati", in_group_name="yes", specimens="2")
    assert "•••• 3445" in organiser.get(melati).text
    send(organiser, melati + "/rekening", bank="Bank Lain", number="", holder="Kelompok Melati", in_group_name="yes", specimens="2")
    page = organiser.get(melati).text
    assert "Bank Lain" in page
    assert "•••• 3445" in page
    assert "99001122" not in page + organiser.get(melati + "/rekening").text


def test_a_day_that_has_not_come_is_refused(organiser, melati):
    answer = send(organiser, melati + "/catat/savings", weeks="1", months="1", since="2199-01-01")
    assert answer.status_code == 422
    assert "belum tiba" in answer.text


def test_a_form_without_its_mark_changes_nothing(organiser, melati):
    assert organiser.post(melati + "/ubah", data={"name": "Lain"}).status_code == 400
    assert token(organiser.get(melati + "/ubah"))


@pytest.mark.parametrize("role", ["auditor", "dinsos_officer", "treasurer", "group_chair", "province_officer"])
def test_who_only_reads_is_shown_no_way_to_write(client_as, here, melati, role):
    browser = client_as(here.one(role))
    page = browser.get(melati)
    assert page.status_code == 200
    assert "anggota/baru" not in page.text
    assert browser.get(melati + "/anggota/baru").status_code == 403
    assert browser.get(f"/{here.slug}/kelompok/baru").status_code == 403


def test_a_household_written_down_without_being_chosen_is_kept(organiser, melati, superuser):
    assert send(organiser, melati + "/anggota/baru", name="Annelies Misalan", household="-", head="Sanikem Misalan", address="Gang 4").status_code == 303
    with superuser.connect() as connection:
        found = connection.execute(text("select h.address from household h join member m on m.household_id = h.id where m.name = 'Annelies Misalan'"))
        assert found.scalar_one() == "Gang 4"
