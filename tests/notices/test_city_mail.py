"""A city's own mail server, spoken to as it is spoken to in earnest: encrypted, signed in, and believed only as far as it says something."""

import time

import pytest

from gulir.acting import as_acting
from gulir.notices import channels, leaving
from gulir.notices.senders import smtp
from gulir.notices.senders.outcomes import NotSent, Outgoing, Refused, Trouble, Unsure
from tests.notices.ground import block, let_time_pass, sweep
from tests.notices.postoffice import NAME, PASSWORD, post_office

MESSAGE = Outgoing("01990000-0000-7000-8000-000000000001", "Giliran Anda", "Isi")
STATES = "select d.state, d.problem, d.answer, p.email from delivery d join person p on p.id = d.person_id where tenant_id = :tenant and channel = 'mail'"
ORDER = "select receipt from delivery where tenant_id = :tenant and person_id = :id and case_id = :case and channel = 'mail' order by seq"
SHOWN = "select problem, answer, problem_at > coalesce(well_at, '-infinity') as wrong from channel where tenant_id = :tenant and channel = 'mail'"


@pytest.fixture
def office(monkeypatch, certificate):
    with post_office(monkeypatch, certificate) as made:
        yield made


@pytest.fixture
def admin(ground, acting_as):
    with as_acting(acting_as(ground.city.one("city_admin"))) as who:
        yield who


def by(office, **other):
    return channels.Way("mail", office.settings | other)


@pytest.mark.parametrize("implicit", [True, False])
def test_a_letter_goes_encrypted_signed_in_and_as_the_city(context, monkeypatch, certificate, implicit):
    with post_office(monkeypatch, certificate, implicit=implicit) as office:
        receipt = by(office).send(MESSAGE, "rini@contoh.id")
        (letter,) = office.letters
        assert (letter["From"], letter["Subject"]) == (f"kota@{NAME}", "Giliran Anda")
        assert receipt.receipt == letter["Message-ID"] == f"<{MESSAGE.id}@{NAME}>"
        words = [line.partition(" ")[0] for line in office.said]
        assert "AUTH" in words
        assert implicit or words.index("STARTTLS") < words.index("AUTH")


@pytest.mark.parametrize(
    ("answers", "kind", "problem", "words"),
    [
        ({"AUTH": "535 5.7.8 Username and Password not accepted"}, Refused, "credentials", "535 5.7.8 Username and Password not accepted"),
        ({"AUTH": "454 4.7.0 Temporary authentication failure"}, NotSent, "busy", "454 4.7.0 Temporary authentication failure"),
        ({"MAIL": "553 5.7.1 Sender not owned by user"}, Refused, "sender", "553 5.7.1 Sender not owned by user"),
        ({"MAIL": "530 5.7.0 Must sign in"}, Refused, "credentials", "530 5.7.0 Must sign in"),
        ({"RCPT": "550 5.1.1 rini@contoh.id unknown"}, Refused, "address", "550 5.1.1 … unknown"),
        ({"RCPT": "451 4.7.1 Greylisted"}, NotSent, "busy", "451 4.7.1 Greylisted"),
        ({"taken": "552 5.3.4 Too big"}, Refused, "refused", "552 5.3.4 Too big"),
        ({"taken": "452 4.3.1 No room now"}, NotSent, "busy", "452 4.3.1 No room now"),
    ],
)
def test_a_no_is_told_apart_from_not_now(context, office, answers, kind, problem, words):
    office.answers = answers
    with pytest.raises(Trouble) as trouble:
        by(office).send(MESSAGE, "rini@contoh.id")
    assert (type(trouble.value), trouble.value.problem, trouble.value.answer) == (kind, problem, words)


def test_without_encryption_no_password_is_said(context, office):
    office.offers_tls = False
    with pytest.raises(NotSent):
        by(office).send(MESSAGE, "rini@contoh.id")
    assert not any(line.startswith("AUTH") for line in office.said)
    assert office.letters == []


def test_a_certificate_of_another_name_is_not_signed_in_to(context, office):
    with pytest.raises(NotSent):
        by(office, host="lain.example").send(MESSAGE, "rini@contoh.id")
    assert not any(line.startswith("AUTH") for line in office.said)


def test_one_that_drips_or_keeps_the_letter_is_hung_up_on(context, office, monkeypatch):
    monkeypatch.setattr(smtp, "SECONDS", 0.5)
    office.drips = True
    began = time.monotonic()
    with pytest.raises(NotSent):
        by(office).send(MESSAGE, "rini@contoh.id")
    office.drips = False
    office.held = {"rini@contoh.id"}
    with pytest.raises(Unsure):
        by(office).send(MESSAGE, "rini@contoh.id")
    assert time.monotonic() - began < smtp.PATIENCE, "the time of a whole talk holds, not that of each answer"


def test_rejected_credentials_are_told_where_they_are_set_and_mended_there(ground, tell, admin, office):
    channels.put(admin, ground.city.id, "mail", office.settings | {"password": "sandi lain"})
    block(ground, ground.open("KUBE Sandi"))
    tell()
    rows = ground.see(STATES)
    assert {(row.state, row.problem) for row in rows} == {("failed", "credentials")}
    ((shown),) = ground.see(SHOWN)
    assert (shown.problem, shown.answer, shown.wrong) == ("credentials", "535 5.7.8 Username and Password not accepted", True)
    with as_acting(admin):  # a job that ran here in between left nobody acting
        channels.put(admin, ground.city.id, "mail", office.settings)
    block(ground, ground.open("KUBE Baik"))
    tell()
    assert {row.state for row in ground.see(STATES) if row not in rows} == {"sent"}
    assert ground.see(SHOWN)[0].wrong is not True
    assert len(office.letters) == len([row for row in ground.see(STATES) if row.state == "sent"])
    assert PASSWORD not in str(ground.see(STATES))


def test_what_happens_later_to_a_case_is_not_told_before_what_happened_first(ground, tell, admin, office):
    channels.put(admin, ground.city.id, "mail", office.settings)
    officer = ground.city.one("dinsos_officer")
    case = ground.open("KUBE Urut")
    office.answers = {"RCPT": "451 4.7.1 Greylisted"}
    block(ground, case)
    tell()
    office.answers = {}
    block(ground, case, "upc")
    block(ground, case)
    tell()
    assert office.to(officer.email) == [], "the later ones wait for the first"
    block(ground, ground.open("KUBE Lain"))
    tell()
    assert [letter["Subject"].endswith("KUBE Lain") for letter in office.to(officer.email)] == [True], "another case waits for nothing"
    for _ in range(3):
        let_time_pass(ground)
        sweep(ground)
    order = ground.see(ORDER, id=officer.id, case=case)
    assert len(order) >= 2
    assert [letter["Message-ID"] for letter in office.to(officer.email)[1:]] == [row.receipt for row in order]


def test_what_waits_for_another_does_not_keep_it_out_of_the_sweep(ground, tell, admin, office, monkeypatch):
    channels.put(admin, ground.city.id, "mail", office.settings)
    officer = ground.city.one("dinsos_officer")
    case = ground.open("KUBE Antre")
    office.answers = {"RCPT": "451 4.7.1 Greylisted"}
    block(ground, case)
    tell()
    office.answers = {}
    block(ground, case, "upc")
    tell()
    mine = "state = 'waiting' and person_id = :id and channel = 'mail'"
    ground.change(f"update delivery set state = 'dropped' where tenant_id = :tenant and state = 'waiting' and not ({mine})", id=officer.id)
    first = f"(select min(seq) from delivery where tenant_id = :tenant and {mine})"
    waited = f"case when seq = {first} then interval '1 second' else interval '1 hour' end"
    ground.change(f"update delivery set next_at = now() - {waited} where tenant_id = :tenant and {mine}", id=officer.id)
    monkeypatch.setattr(leaving, "MOST", 1)
    sweep(ground)
    assert len(office.to(officer.email)) == 1, "the first leaves, though the second has waited for longer"
