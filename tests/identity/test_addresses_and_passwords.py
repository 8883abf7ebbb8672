"""Telephone numbers in one form, and passwords that are not everybody's."""

import pytest

from gulir.identity import passwords
from gulir.identity.contact import NotAnAddress, normal_account, normal_email, normal_phone
from gulir.identity.persons import AddressTaken, NoAddress, create_person


@pytest.mark.parametrize("written", ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "6281234567890", "(0812) 3456.7890", "81234567890"])
def test_a_telephone_number_is_one_however_it_is_written(written):
    assert normal_phone(written) == "+6281234567890"
    assert normal_account(written) == "+6281234567890"


@pytest.mark.parametrize("written", ["", "12", "+1 212 555 0100", "0812 3456 789x", "08١٢٣٤٥٦٧٨٩", "0" * 20])
def test_what_is_no_indonesian_number_is_refused(written):
    with pytest.raises(NotAnAddress):
        normal_phone(written)


@pytest.mark.parametrize("written", ["", "a@b", "a b@c.id", "a@@c.id", "a@c.id\nBcc: x@y.id", "x" * 300 + "@c.id"])
def test_what_is_no_address_is_refused(written):
    with pytest.raises(NotAnAddress):
        normal_email(written)


def test_one_address_is_one_person(signin, organiser):
    with signin() as connection:
        with pytest.raises(AddressTaken):
            create_person(connection, "Orang Lain", email=organiser.email.upper())
        with pytest.raises(NoAddress):
            create_person(connection, "Tanpa Alamat")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("pendek", "short"),
        ("x" * 257, "long"),
        ("qwertyuiop123", "common"),
        ("Bismillah12345", "common"),
        ("aaaaaaaaaaaaaaaa", "common"),
        ("Rini Wulandari", "personal"),
    ],
)
def test_a_password_that_would_be_guessed_is_refused_with_the_reason(password, reason):
    with pytest.raises(passwords.WeakPassword) as weak:
        passwords.weigh(password, "Rini Wulandari", "rini@contoh.id")
    assert weak.value.reason == reason


@pytest.mark.parametrize("password", ["sungai yang tenang", "ꦱꦸꦔꦻꦪꦁꦠꦼꦤꦁꦩꦼꦔꦭꦶꦂ", "a" * 60 + "bcdefgh " * 20])
def test_length_is_enough_and_nothing_is_cut_off(password):
    passwords.weigh(password)
    stored = passwords.hash_password(password)
    assert passwords.verify(stored, password)
    assert not passwords.verify(stored, password[:-1])


def test_the_products_own_cost_is_what_owasp_names():
    assert (passwords.MEMORY_KIB, passwords.PASSES) == (19456, 2)
    assert not passwords.verify(None, "nobody has this password")


def test_no_more_than_a_few_are_verified_at_once(monkeypatch):
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    held = [passwords._places.acquire(blocking=False) for _ in range(passwords.AT_ONCE)]
    try:
        assert all(held)
        with pytest.raises(passwords.TooBusy):
            passwords.verify(None, "siapa saja boleh")
    finally:
        for _ in held:
            passwords._places.release()
    assert not passwords.verify(None, "siapa saja boleh")


def test_an_old_cheap_hash_is_made_anew_at_sign_in(client, organiser, superuser):
    from argon2 import PasswordHasher
    from sqlalchemy import text

    from tests.identity.ways import sign_in
    from tests.people import PASSWORD

    old = PasswordHasher(memory_cost=32, time_cost=1, parallelism=1).hash(PASSWORD)
    with superuser.begin() as connection:
        connection.execute(text("update person set password_hash = :old where id = :id"), {"old": old, "id": organiser.id})
    assert sign_in(client, organiser.email).status_code == 303
    with superuser.begin() as connection:
        now = connection.execute(text("select password_hash from person where id = :id"), {"id": organiser.id}).scalar_one()
    assert now != old
    assert passwords.verify(now, PASSWORD)
