"""At rest, numbers of people are not to be read: not by a copy of the database, and not by moving them to another row."""

from datetime import date

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import text
from uuid6 import uuid7

from gulir.groups import groups, households, joining, members, unmasking
from gulir.groups.cipher import seal, tag_of_nik, unseal
from gulir.groups.groups import Account
from gulir.groups.households import Home
from gulir.groups.refusals import Wrong
from tests.groups.people import group_of, nik, somebody

ACCOUNT = "9900112233445"


# What is drawn from other columns as it is read is not stored; and a body that another test made unreadable cannot be drawn.
STORED = text("select column_name from information_schema.columns where table_schema = 'public' and table_name = :table and is_generated = 'NEVER'")


def everything(superuser) -> bytes:
    """Every row of every table, as text and as bytes."""
    found = []
    with superuser.connect() as connection:
        for (table,) in connection.execute(text("select tablename from pg_tables where schemaname = 'public'")).all():
            columns = ", ".join(f'"{name}"' for (name,) in connection.execute(STORED, {"table": table}))
            found += [str(row).encode() for row in connection.execute(text(f'select row({columns})::text from "{table}"'))]
        found += [
            bytes(row[0] or b"")
            for row in connection.execute(
                text("select nik_cipher from member union all select kk_cipher from household union all select account_cipher from groups")
            )
        ]
    return b"\n".join(found)


def test_a_copy_of_the_database_holds_no_number(act, city, superuser):
    here, number, card = city(), nik(), nik()
    with act(here.one("organiser")):
        group = group_of(here)
        joining.join(group, somebody(number), Home("Pak Contoh", kk=card), date(2014, 9, 8))
        groups.set_account(group, Account("Bank Contoh", "Kelompok Melati", True, 2, ACCOUNT))
        assert groups.account_number(group) == ACCOUNT
    kept = everything(superuser)
    for secret in (number, card, ACCOUNT):
        assert secret.encode() not in kept
        assert secret.encode().hex().encode() not in kept


def test_a_sealed_number_opens_only_in_its_own_place(context):
    row, number = uuid7(), nik()
    sealed = seal(number, 1, "nik", row)
    assert unseal(sealed, 1, "nik", row) == number
    for elsewhere in ((2, "nik", row), (1, "kk", row), (1, "nik", uuid7())):
        with pytest.raises(InvalidTag):
            unseal(sealed, *elsewhere)
    assert seal(number, 1, "nik", row) != sealed


def test_the_tag_depends_on_the_key_and_nothing_else(context):
    number = nik()
    assert tag_of_nik(number) == tag_of_nik(number)
    assert len(tag_of_nik(number)) == 32
    assert number.encode() not in tag_of_nik(number)


def test_a_look_is_written_down_before_it_is_answered(act, city, superuser):
    here, number = city(), nik()
    with act(here.one("organiser")):
        member = members.add(group_of(here), somebody(number))
    with act(here.one("dinsos_officer")):
        with pytest.raises(Wrong):
            unmasking.unmask(member, " x ")
        assert unmasking.unmask(member, "cocokkan dengan KTP").nik == number
    with superuser.connect() as connection:
        looks = connection.execute(text("select person_id, reason from unmasking where tenant_id = :t"), {"t": here.id}).all()
    assert looks == [(here.one("dinsos_officer").id, "cocokkan dengan KTP")]


def test_one_family_card_is_one_household_of_a_kampung_and_never_of_two(act, city):
    here, card = city(), nik()
    with act(here.one("organiser")):
        first = households.add(here.id, here.kampungs[0], Home("Pak Contoh", kk=card))
        assert households.add(here.id, here.kampungs[0], Home("Pak Contoh", kk=card)).id == first.id
        with pytest.raises(Wrong):
            households.add(here.id, here.kampungs[1], Home("Orang Lain", kk=card))
