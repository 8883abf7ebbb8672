"""Letters: one each, in the reader's language; sent with a receipt, or failed, or unknown."""

import threading
from dataclasses import replace

from gulir.notices import mail, sending
from gulir.notices.preferences import Wishes, prefer
from tests.notices.ground import block, deliveries, let_time_pass, sweep, told


def test_each_is_written_to_once_in_their_language_with_a_receipt(ground, tell, mail):
    officer = ground.city.one("dinsos_officer")
    ground.change("update person set locale = 'en' where id = :id", id=officer.id)
    case = ground.open("KUBE Dua Bahasa")
    block(ground, case)
    tell()
    tell()
    (letter,) = [one for one in mail.to(officer.email) if "Dua Bahasa" in one["Subject"]]
    assert letter["Subject"] == "Stopped: KUBE Dua Bahasa"
    assert f"/{ground.city.slug}/berkas/" in letter.get_content()
    (other,) = [one for one in mail.to(ground.city.two("dinsos_officer").email) if "Dua Bahasa" in one["Subject"]]
    assert other["Subject"] != letter["Subject"], "Indonesian and English are the same"
    assert {row.state for row in deliveries(ground)} == {"sent"}
    assert all(row.receipt for row in deliveries(ground))


def test_a_server_that_takes_nothing_is_tried_again_and_one_that_falls_silent_is_unknown(ground, tell, monkeypatch):
    real, fates = mail.send, []

    def send(*arguments, **more):
        fates.append(mail.NotSent("no server") if len(fates) % 2 == 0 else mail.Unsure("silent"))
        raise fates[-1]

    monkeypatch.setattr(mail, "send", send)
    case = ground.open()
    block(ground, case)
    tell()
    states = [row.state for row in deliveries(ground)]
    assert states.count("unknown") >= 1
    assert states.count("waiting") >= 1
    monkeypatch.setattr(mail, "send", real)
    let_time_pass(ground)
    sweep(ground)
    after = [row.state for row in deliveries(ground)]
    assert after.count("sent") == states.count("waiting"), "what did not leave is sent"
    assert after.count("unknown") == states.count("unknown"), "what may have left is not guessed at"


def test_a_letter_that_never_leaves_fails_in_the_end(ground, tell, monkeypatch):
    def send(*_arguments, **_more):
        raise mail.NotSent("no server")

    monkeypatch.setattr(mail, "send", send)
    case = ground.open()
    block(ground, case)
    tell()
    for _ in range(sending.MOST_ATTEMPTS):
        let_time_pass(ground)
        sweep(ground)
    assert {(row.state, row.attempts) for row in deliveries(ground)} == {("failed", sending.MOST_ATTEMPTS)}


def test_what_waits_for_its_turn_does_not_leave_with_the_rest_of_its_bundle(ground, tell, mail, databases):
    officer = ground.city.two("dinsos_officer")
    mine = "tenant_id = :tenant and person_id = :p"
    with databases.signin.begin() as connection:
        prefer(connection, officer.id, Wishes(rhythm="daily"))
    first, other = ground.open("KUBE Urut"), ground.open("KUBE Lain")
    block(ground, first)
    tell()
    ground.change(f"update delivery set bundle = null, attempts = 3 where {mine}", p=officer.id)  # it went out at once, and is tried again later
    block(ground, first, "upc")
    block(ground, other)
    tell()
    later = "case attempts when 3 then interval '1 hour' else interval '0' end"
    ground.change(f"update delivery set not_before = now(), next_at = now() + {later} where {mine}", p=officer.id)
    sweep(ground)
    (letter,) = mail.to(officer.email)
    assert "KUBE Lain" in letter.get_content()
    assert "KUBE Urut" not in letter.get_content(), "told before what happened first"
    for _ in range(2):
        let_time_pass(ground)
        sweep(ground)
    assert len(mail.to(officer.email)) == 3
    assert {row.state for row in ground.see(f"select state from delivery where {mine}", p=officer.id)} == {"sent"}


def test_two_senders_send_a_letter_once(ground, tell, monkeypatch):
    sent, barrier = [], threading.Barrier(2)
    monkeypatch.setattr(mail, "send", lambda *a, **k: (_ for _ in ()).throw(mail.NotSent("later")))
    case = ground.open()
    block(ground, case)
    tell()
    monkeypatch.setattr(mail, "send", lambda _settings, to, *a, message_id, **k: sent.append(message_id) or mail.Receipt(message_id))
    let_time_pass(ground)

    def sweeper():
        with ground.app.app_context():
            barrier.wait()
            sweep(ground)

    threads = [threading.Thread(target=sweeper) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(sent) == len(set(sent)) == len(deliveries(ground)) > 0


def test_invented_people_get_no_letter_through_a_real_server(ground, tell, app, monkeypatch):
    monkeypatch.setitem(app.extensions, "gulir.settings", replace(app.extensions["gulir.settings"], mail_url="smtp://127.0.0.1:9"))
    ground.change("update person set demo = true where id in (select person_id from seat where tenant_id = :tenant)")
    case = ground.open()
    block(ground, case)
    tell()
    ground.change("update person set demo = false")
    assert told(ground)["blocked"]
    assert deliveries(ground) == []
