"""`flask person` from the command line."""

import pytest
from sqlalchemy import text


@pytest.fixture
def flask(app):
    return lambda *words: app.test_cli_runner().invoke(args=["person", *words])


def test_a_person_is_added_listed_and_ended(flask, cast, superuser):
    with superuser.begin() as connection:
        office = connection.execute(text("select slug from organisation where id = :id"), {"id": cast.makassar.organisations["network"]}).scalar_one()
    words = ("add", "Uji Perintah", "--phone", "0813 1111 2222", "--role", "organiser", "--organisation", office)
    assert flask(*words).exit_code == 2
    assert "/tautan/" in flask(*words, "--city", "makassar").output
    assert "Uji Perintah  +6281311112222\n    organiser" in flask("list").output
    assert "Ended: organiser." in flask("end", "+62 813 1111 2222", "--role", "organiser").output
    assert "Disabled." in flask("end", "081311112222").output
    with superuser.begin() as connection:
        logged = connection.execute(text("select count(*) from console where person_id = '00000000-0000-7000-8000-000000000002'")).scalar_one()
    assert logged >= 4


def test_what_does_not_exist_is_said_in_one_line(flask):
    assert "Nobody has the account" in flask("end", "nobody@contoh.id").output
    answer = flask("add", "X", "--email", "x@contoh.id", "--role", "organiser", "--organisation", "tidak-ada", "--city", "makassar")
    assert (answer.exit_code, answer.output) == (1, "Error: There is no organisation tidak-ada.\n")
