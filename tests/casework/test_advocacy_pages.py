"""Advocacy on its pages: logged in one short form, walked through forms with several rows, wrong rows said at their field with nothing lost."""

import re
from typing import Any

import pytest

from tests.casework.ground import letter, open_form, shown

Typed = dict[str, str]


def new(ground: Any, kind: str = "advocacy") -> str:
    """The address of the opening form."""
    return f"/{ground.city.slug}/berkas/baru?jenis={kind}"


def logged(ground: Any, client: Any, lane: str = "1") -> str:
    """The address of a case that was just logged."""
    sent = open_form(client, new(ground)) | {"kampung": str(ground.city.kampungs[0]), "title": "Ancaman penggusuran", "lane": lane}
    answer = client.post(new(ground), data=sent)
    assert answer.status_code == 303, shown(answer)
    return str(answer.location)


def take(client: Any, case: str, step: str, **typed: str) -> None:
    """One step by its form."""
    answer = client.post(f"{case}/{step}", data=open_form(client, f"{case}/{step}") | typed)
    assert answer.status_code == 303, shown(answer)
    assert client.get(case).status_code == 200


@pytest.fixture
def people(ground, client_as) -> tuple[Any, Any]:
    """An organiser and an advocate, each at a browser."""
    return client_as(ground.city.one("organiser")), client_as(ground.city.one("advocate"))


def to_mandate(ground: Any, people: tuple[Any, Any], lane: str = "1") -> str:
    """A case whose mandate is to be recorded."""
    organiser, advocate = people
    place = logged(ground, organiser, lane)
    take(organiser, place, "submit", story="Warga diminta membongkar rumah.", place="Tepi sungai", affected="40", may_be_named="no", urgent_by="2099-01-01")
    take(organiser, place, "enlist", person=str(ground.city.one("advocate").id), until="")
    take(organiser, place, "document", category="eviction", lane=lane)
    take(advocate, place, "seek_mandate", chronology="2002 banjir; surat perintah bongkar", evidence="Surat")
    return place


MANDATE: Typed = {
    **letter("meeting_record"), "demands-0-words": "Tidak digusur", "demands-2-words": "Sertifikat bersama", "delegates-0-words": "Warga Misalan",
    "delegates-0-present": "yes", "authority": "Menyetujui penataan",
}  # fmt: skip


def test_organisers_and_advocates_are_offered_advocacy_and_others_not(ground, client_as) -> None:
    organiser, advocate = client_as(ground.city.one("organiser")), client_as(ground.city.one("advocate"))
    first = shown(organiser.get(f"/{ground.city.slug}/berkas/baru"))
    assert "Advokasi" in first and "Sarling" in first and "Berkas baru: KUBE" in first
    own = shown(advocate.get(f"/{ground.city.slug}/berkas/baru"))
    assert "Berkas baru: Advokasi" in own and "Sarling" not in own
    assert advocate.get(new(ground, "kube")).status_code == 404
    for role in ("programme_manager", "dinsos_officer", "treasurer"):
        assert client_as(ground.city.one(role)).get(new(ground)).status_code == 403
    assert "Advokasi" not in shown(client_as(ground.city.one("dinsos_officer")).get(f"/{ground.city.slug}/papan"))
    assert client_as(ground.city.one("dinsos_officer")).get(f"/{ground.city.slug}/papan?alur=advocacy").status_code == 404


def test_the_short_form_says_what_lacks_and_keeps_the_rest(ground, people) -> None:
    organiser, _advocate = people
    sent = open_form(organiser, new(ground)) | {"kampung": "", "title": "Ancaman penggusuran", "lane": "2"}
    answer = organiser.post(new(ground), data=sent)
    assert answer.status_code == 422 and 'value="Ancaman penggusuran"' in answer.text and "Pilih salah satu dari daftar" in shown(answer)
    answer = organiser.post(new(ground), data=sent | {"kampung": str(ground.city.kampungs[0]), "title": ""})
    assert answer.status_code == 422 and re.search(r'value="2"[^>]*checked|checked[^>]*value="2"', answer.text)


def test_a_case_is_walked_through_its_forms(ground, people, client_as) -> None:
    organiser, advocate = people
    place = to_mandate(ground, people)
    take(advocate, place, "authorise", **MANDATE)
    assert [row.words for row in ground.see("select words from item where tenant_id = :tenant order by kind, seq, id")] == [
        "Warga Misalan", "Tidak digusur", "Sertifikat bersama",
    ] or len(ground.see("select 1 from item where tenant_id = :tenant")) == 3  # fmt: skip
    take(advocate, place, "send", to="Gubernur", **letter("sent_letter"))
    complaint = open_form(advocate, f"{place}/jalur/lapor") | {"title": "Pengaduan penggusuran", "excluded": "yes"}
    assert "SP4N-LAPOR! tidak menerima" in shown(advocate.post(f"{place}/jalur/lapor", data=complaint))
    opened = advocate.post(f"{place}/jalur/lapor", data=complaint | {"excluded": "no"})
    assert opened.status_code == 303, shown(opened)
    assert "Pengaduan penggusuran" in shown(advocate.get(opened.location))
    assert advocate.get(f"{place}/jalur/kube").status_code == advocate.get(f"{opened.location}/jalur/lapor").status_code == 404
    take(advocate, place, "answered", reason="Bersedia bertemu")
    form = open_form(advocate, f"{place}/settle")
    demands = [form["answers-0-item"], form["answers-1-item"]]
    promise = {"commitments-0-of": demands[0], "commitments-0-who": "Gubernur Misalan", "commitments-0-words": "Datang", "commitments-0-evidence": "Foto"}
    answered = {"answers-0-state": "agreed", "answers-1-state": "refused", "answers-1-answer": "Belum"}
    take(advocate, place, "settle", **answered, **promise, **{"commitments-0-due_on": "2014-08-01"})
    assert "Lewat waktu" in shown(advocate.get(place)), "nobody has written so"
    take(advocate, place, "follow_up", **{"commitments-0-state": "kept", "commitments-0-answer": "Foto ada"})
    take(advocate, place, "kept")
    take(organiser, place, "confirm_closed", **{"outcomes-0-state": "won", "outcomes-1-state": "lost"}, outcome="partly", confirmed_by="Bu Misalan")
    page = shown(organiser.get(place))
    assert "Warga menegaskan akhirnya: Menang sebagian." in page and "Surat dikirim kepada Gubernur." in page
    for name in ("dinsos_officer", "auditor", "treasurer"):
        assert client_as(ground.city.one(name)).get(place).status_code == 404


def test_wrong_rows_are_said_at_their_field_and_nothing_is_lost(ground, people) -> None:
    _organiser, advocate = people
    place = to_mandate(ground, people, lane="2")
    sent = open_form(advocate, f"{place}/authorise") | MANDATE | {"delegates-1-words": "Orang Lain", "delegates-1-present": "no"}
    answer = advocate.post(f"{place}/authorise", data=sent)
    assert answer.status_code == 422
    wrong = re.search(r'id="delegates-1-present".*?class="wrong".*?</p>', answer.text, re.DOTALL)
    assert wrong and "tidak hadir" in wrong[0]
    assert 'value="Tidak digusur"' in answer.text and 'value="Sertifikat bersama"' in answer.text and 'value="Orang Lain"' in answer.text
    assert re.search(r'name="demands-1-words"[^>]*value="Sertifikat bersama"', answer.text), "rows are counted through"
    assert 'name="demands-3-words"' in answer.text, "there is room for more"
    again = advocate.get(f"{place}/authorise")
    assert 'value="Orang Lain"' in again.text, "it is kept as a draft"
    empty = {name: value for name, value in sent.items() if not name.startswith(("demands", "delegates"))}
    answer = advocate.post(f"{place}/authorise", data=empty)
    assert answer.status_code == 422 and 'href="#demands-0-words"' in answer.text and 'href="#delegates-0-words"' in answer.text


def test_a_commitment_without_who_or_when_is_said_at_its_field(ground, people) -> None:
    _organiser, advocate = people
    place = to_mandate(ground, people)
    take(advocate, place, "authorise", **MANDATE)
    take(advocate, place, "meet", whom="Gubernur", reason="Dialog")
    form = open_form(advocate, f"{place}/settle")
    rows = {"commitments-1-of": form["answers-0-item"], "commitments-1-words": "Datang", "commitments-1-evidence": "Foto", "answers-0-state": "agreed"}
    answer = advocate.post(f"{place}/settle", data=form | rows)
    assert answer.status_code == 422
    places = re.findall(r'<li><a href="#([^"]+)"', answer.text)
    assert places == ["answers-1-state", "commitments-0-who", "commitments-0-due_on"]
    assert 'value="Datang"' in answer.text and "Sertifikat bersama" in answer.text


def test_a_case_that_nobody_is_left_on_says_so_on_top_and_is_taken_up_again_there(ground, client_as, people) -> None:
    place, manager = to_mandate(ground, people), client_as(ground.city.one("programme_manager"))
    assert "take_up_again" not in manager.get(place).text
    ground.see("update access set until = now() - interval '1 second' where tenant_id = :tenant returning 1")
    page = manager.get(place)
    assert "Tidak ada lagi anggota tim yang dapat bertindak." in shown(page)
    assert f'href="{place}/take_up_again"' in page.text
    take(manager, place, "take_up_again", person=str(ground.city.one("advocate").id), reason="Yang lama pindah <b>kota</b>")
    page = manager.get(place)
    assert "take_up_again" not in page.text
    assert '<q lang="id">Yang lama pindah &lt;b&gt;kota&lt;/b&gt;</q>' in page.text
    take(people[1], place, "authorise", **MANDATE)
