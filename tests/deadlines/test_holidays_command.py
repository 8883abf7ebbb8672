"""`flask holidays`: a file is checked before it is put in place, or taken over as a city's own days by somebody of that city."""

from pathlib import Path

import pytest
from sqlalchemy import text

from config.days_off import read_file
from gulir.cases.calendar import NATIONAL
from gulir.commands import holidays
from gulir.days import own
from tests.deadlines.test_days_page import case, kept, off, stage  # noqa: F401 - fixtures

DAY = '[[holiday]]\nday = {}\nname = "Hari jadi kota"\ndecree = "SE Wali Kota 1/2026"\nsource = "contoh"\n'


@pytest.fixture
def run(app):
    app.extensions["gulir.read_days"] = read_file
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(holidays.holidays, [str(word) for word in words])


@pytest.fixture
def written(tmp_path):
    def write(place: str, *days: str) -> Path:
        file = tmp_path / "libur.toml"
        file.write_text(f'place = "{place}"\n' + "".join(DAY.format(day) for day in days))
        return file

    return write


def account(case, role="programme_manager"):  # noqa: F811
    return case.stage.person(role).email


def test_a_good_file_is_counted_and_a_bad_date_named_with_its_line(run, written) -> None:
    said = run("check", written("Aceh", "2026-05-04", "2026-05-05"))
    assert (said.exit_code, said.output) == (0, "libur.toml: 2 days off of Aceh\n")
    said = run("check", written("Aceh", "2026-05-04", "2026-02-30"))
    assert said.exit_code == 1
    assert "libur.toml" in said.output
    assert "line 8" in said.output


def test_a_file_is_taken_over_once_with_who_and_why(app, superuser, run, written, case) -> None:  # noqa: F811
    with app.app_context():
        day = NATIONAL.add(case.look().today, 2).isoformat()
    file = written(case.stage.city.slug, day)
    said = run("import", file, "--reason", "Diminta Dinas", "--as", account(case))
    assert (said.exit_code, said.output) == (0, f"{day} Hari jadi kota: added; due days that move: 1\n")
    said = run("import", file, "--reason", "Diminta Dinas", "--as", account(case))
    assert "passed over. This day is off already" in said.output
    (row,) = kept(superuser, case)
    assert (row.reason, row.added_by, off(superuser, case)) == ("Diminta Dinas", case.stage.person("programme_manager").id, [day])


TASK = text("select state, done, total from task where tenant_id = :t")


def test_a_page_shows_how_far_it_is_to_whoever_sees_the_city(app, superuser, client_as, run, written, case, monkeypatch) -> None:  # noqa: F811
    with app.app_context():
        days = [NATIONAL.add(case.look().today, n).isoformat() for n in (2, 3)]
    met, real = [], own.add

    def far() -> tuple:
        with superuser.connect() as connection:
            return tuple(connection.execute(TASK, {"t": case.stage.city.id}).one())

    def add(*given):
        met.append(far())
        return real(*given)

    monkeypatch.setattr(own, "add", add)
    assert run("import", written(case.stage.city.slug, *days), "--reason", "Diminta Dinas", "--as", account(case)).exit_code == 0
    assert [*met, far()] == [("running", 0, 2), ("running", 1, 2), ("done", 2, 2)]
    page = client_as(case.stage.person("dinsos_officer")).get(f"/{case.stage.city.slug}/tugas").text
    assert "Hari libur dari berkas libur.toml" in page
    assert "Selesai" in page


def test_whoever_does_not_keep_the_city_takes_nothing_over(app, superuser, run, written, case) -> None:  # noqa: F811
    with app.app_context():
        day = NATIONAL.add(case.look().today, 2).isoformat()
    said = run("import", written(case.stage.city.slug, day), "--reason", "Diminta Dinas", "--as", account(case, "dinsos_officer"))
    assert said.exit_code == 1
    said = run("import", written("Aceh", day), "--reason", "Diminta Dinas", "--as", account(case))
    assert said.exit_code == 1
    assert "config/holidays" in said.output
    assert kept(superuser, case) == []
