"""The form of a step: taken once, judged, and never losing what was typed."""

import io
from uuid import uuid4

import pytest

from tests.casework.ground import PDF, hidden, letter, open_form, shown

WITHDRAW = letter("meeting_decision") | {"note": "Anggota memutuskan menunda dulu."}


def test_a_step_is_taken_and_said(ground, number, client_as) -> None:
    client = client_as(ground.city.one("organiser"))
    path = ground.page(number, "withdraw")
    assert "· berikutnya" in shown(client.get(ground.page(number)))
    answer = client.post(path, data=open_form(client, path) | WITHDRAW)
    assert answer.status_code == 303 and answer.location.partition("?")[0] == ground.page(number)
    words = shown(client.get(answer.location))
    assert "Tarik usulan: selesai. Berkas sekarang “Ditarik" in words and "Kelompok menarik usulannya." in words and "Surat 12/UJI/2026" in words
    assert "Tahap 1 dari" in words and "· berikutnya" not in words


def test_two_act_on_one_version_and_one_wins(ground, number, client_as) -> None:
    first, second = (client_as(ground.city.people["organiser"][n]) for n in (0, 1))
    path = ground.page(number, "withdraw")
    forms = [open_form(client, path) | WITHDRAW for client in (first, second)]
    assert first.post(path, data=forms[0]).status_code == 303
    late = second.post(path, data=forms[1])
    words = shown(late)
    assert late.status_code == 409
    assert "Ada yang bertindak atas berkas ini" in words and "Kelompok menarik usulannya." in words
    assert "Anggota memutuskan menunda dulu." in late.text  # nothing typed is lost
    assert len(ground.see("select from event where tenant_id = :tenant and step = 'withdraw'")) == 1


def test_a_form_that_moved_on_can_be_sent_again(ground, number, client_as) -> None:
    client = client_as(ground.city.one("organiser"))
    path = ground.page(number, "withdraw")
    form = open_form(client, path) | WITHDRAW
    ground.take(ground.city.one("programme_manager"), number, "block", code="DOKUMEN_KURANG", resolver="group", note="KK belum ada.")
    late = client.post(path, data=form)
    assert late.status_code == 409 and "KK belum ada." in shown(late) and 'value="12/UJI/2026"' in late.text
    assert client.post(path, data=hidden(late) | WITHDRAW).status_code == 303


def test_papers_that_changed_refuse_the_act(ground, number, client_as) -> None:
    client = client_as(ground.city.one("organiser"))
    path = ground.page(number, "withdraw")
    form = open_form(client, path) | WITHDRAW
    with ground.superuser.begin() as connection:
        connection.exec_driver_sql("update groups set note = 'berubah' where tenant_id = %s", (ground.city.id,))
    late = client.post(path, data=form)
    assert late.status_code == 409 and "Dokumen atau catatan berkas ini berubah" in shown(late)


def test_the_same_form_twice_is_one_act(ground, number, client_as) -> None:
    client = client_as(ground.city.one("organiser"))
    path = ground.page(number, "withdraw")
    form = open_form(client, path) | WITHDRAW
    first, again = client.post(path, data=form), client.post(path, data=form)
    assert (first.status_code, again.status_code) == (303, 303)
    assert "tidak ada yang dilakukan dua kali" in shown(client.get(again.location))
    assert len(ground.see("select from event where tenant_id = :tenant and step = 'withdraw'")) == 1


def test_the_same_key_with_another_body_is_refused(ground, number, client_as) -> None:
    client = client_as(ground.city.one("programme_manager"))
    path = ground.page(number, "note")
    form = open_form(client, path) | {"note": "Pertama."}
    assert client.post(path, data=form).status_code == 303
    other = client.post(path, data=form | {"note": "Lain sama sekali."})
    assert other.status_code == 422 and "Lain sama sekali." in other.text


def test_unmet_conditions_are_listed(ground, number, client_as) -> None:
    client = client_as(ground.city.one("organiser"))
    path = ground.page(number, "form")
    page = client.get(path)
    assert "Langkah ini tertahan" in shown(page)
    form = open_form(client, ground.page(number, "withdraw"))
    answer = client.post(path, data={name: form[name] for name in ("csrf_token", "idem", "seen_version", "seen_facts")})
    words = shown(answer)
    assert answer.status_code == 422
    assert "Daftar hadir sosialisasi" in words and answer.text.count('class="unmet"') + answer.text.count('class="unsure"') > 3


def test_errors_stand_at_their_fields_and_keep_what_was_typed(ground, number, client_as) -> None:
    client = client_as(ground.city.one("organiser"))
    path = ground.page(number, "withdraw")
    sent = open_form(client, path) | WITHDRAW | {"meeting_decision-signer": "", "meeting_decision": (io.BytesIO(PDF), "keputusan rapat.pdf")}
    answer = client.post(path, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert 'id="meeting_decision-signer-error"' in answer.text and "Isian ini wajib diisi" in answer.text
    assert 'value="12/UJI/2026"' in answer.text and "keputusan rapat.pdf" in answer.text
    # the file travels on by itself
    again = client.post(path, data=hidden(answer) | WITHDRAW)
    assert again.status_code == 303
    assert ground.see("select file_name from document where tenant_id = :tenant and kind = 'meeting_decision'")[0].file_name == "keputusan rapat.pdf"


def test_a_kept_file_is_its_senders_own(ground, number, client_as) -> None:
    sari, budi = (client_as(ground.city.people["organiser"][n]) for n in (0, 1))
    path = ground.page(number, "withdraw")
    sent = open_form(sari, path) | {"meeting_decision": (io.BytesIO(PDF), "rahasia.pdf")}
    token = hidden(sari.post(path, data=sent, content_type="multipart/form-data"))["kept-meeting_decision"]
    taken = budi.post(path, data=open_form(budi, path) | {"kept-meeting_decision": token})
    assert taken.status_code == 422 and "rahasia.pdf" not in taken.text


def test_what_is_kept_for_later_comes_back(ground, number, client_as) -> None:
    client = client_as(ground.city.one("organiser"))
    path = ground.page(number, "withdraw")
    answer = client.post(path, data=open_form(client, path) | {"note": "Belum selesai menulis.", "keep": "1"})
    assert answer.status_code == 303 and answer.location == path
    assert "Belum selesai menulis." in client.get(path).text
    assert "Belum selesai menulis." not in client_as(ground.city.two("organiser")).get(path).text
    assert client.post(path, data=hidden(client.get(path)) | WITHDRAW).status_code == 303
    assert not ground.see("select from draft where tenant_id = :tenant")


def test_steps_that_are_not_ones_own_or_not_open_say_so(ground, number, client_as) -> None:
    organiser, manager = client_as(ground.city.one("organiser")), client_as(ground.city.one("programme_manager"))
    assert organiser.get(ground.page(number, "terbang")).status_code == 404
    assert organiser.get(ground.page(number, "decree")).status_code == 409
    assert manager.get(ground.page(number, "withdraw")).status_code == 403
    assert client_as(ground.city.one("auditor")).get(ground.page(number, "note")).status_code == 403


def test_a_form_without_its_key_is_refused(ground, number, client_as) -> None:
    client = client_as(ground.city.one("organiser"))
    path = ground.page(number, "withdraw")
    form = open_form(client, path) | WITHDRAW
    assert client.post(path, data=form | {"idem": "x"}).status_code == 400
    assert client.post(path, data={name: value for name, value in form.items() if name != "csrf_token"}).status_code == 400
    assert client.post(path, data=form | {"seen_version": "", "idem": str(uuid4())}).status_code == 409


@pytest.mark.parametrize("typed", ["20.000.000", "20,000,000", "Rp 20.000.000,00", "20000000"])
def test_money_is_read_as_people_write_it(ground, number, client_as, typed) -> None:
    client = client_as(ground.city.one("programme_manager"))
    path = ground.page(number, "correct")
    assert client.post(path, data=open_form(client, path) | {"amount": typed, "note": "Salah ketik."}).status_code == 303
    assert ground.see("select amount from cases where tenant_id = :tenant")[0].amount == 20_000_000


def test_an_approval_takes_two_calls_of_the_door_and_nothing_else(ground, number, client_as, statements) -> None:
    client = client_as(ground.city.one("organiser"))
    path = ground.page(number, "withdraw")
    form = open_form(client, path) | WITHDRAW
    with statements() as made:
        assert client.post(path, data=form).status_code == 303
    assert made == []
