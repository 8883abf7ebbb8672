"""A restore that is done: the deck's data is dumped, restored into an empty database, and nothing is missing, open or broken there."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from gulir.acting.databases import make_engine
from gulir.acting.keys import key_for_membership
from gulir.services import backups, restoring
from gulir.services.errors import CannotStart
from tests.operations import catalogue

CASES = text("select count(*), count(*) filter (where tenant_id <> :city) from cases")
OPEN_TO_ALL = text("select count(*) from cases where tenant_id = :city and lane < 2")  # lane 2 is its team's alone


def seen_by(running, kind, **values):
    engine = running.database.engine()
    try:
        with engine.begin() as connection:
            return getattr(catalogue, kind)(connection, **values)
    finally:
        engine.dispose()


def test_every_row_of_every_table_is_there(loaded, restored):
    before, after = seen_by(loaded, "rows"), seen_by(restored, "rows")
    assert before["cases"][0] >= 166  # the deck's own, and what stands beside them
    assert before["event"][0] > 2000
    assert {name: found for name, found in after.items() if name not in catalogue.NOT_KEPT} == {
        name: found for name, found in before.items() if name not in catalogue.NOT_KEPT
    }


def test_nobody_s_sign_in_comes_back_to_life(loaded, restored):
    assert seen_by(loaded, "rows")["session"][0] > 0
    assert {name: seen_by(restored, "rows")[name][0] for name in catalogue.NOT_KEPT} == {"session": 0, "link": 0}


@pytest.mark.parametrize("part", catalogue.GUARDS)
def test_what_guards_the_rows_is_the_same(loaded, restored, part):
    found = seen_by(loaded, "guards", part=part)
    assert found
    assert seen_by(restored, "guards", part=part) == found


def test_history_is_whole_there_and_a_changed_line_is_still_found(loaded, restored):
    verify = restored.app.test_cli_runner()
    clean = verify.invoke(args=["audit", "verify"])
    assert clean.exit_code == 0, clean.output
    assert f"{seen_by(loaded, 'rows')['cases'][0]} cases, 1 anchors" in clean.output
    engine = restored.database.engine()
    with engine.connect() as connection:  # as a superuser whom no trigger binds
        connection.execute(text("set session_replication_role = replica"))
        changed = "update event set body = replace(body, '\"_salt\"', '\"_sALT\"') where seq = 2 and tenant_id = :city"
        connection.execute(text(changed + " and case_id = (select min(id::text)::uuid from cases where tenant_id = :city)"), {"city": restored.city[0]})
        connection.commit()
        broken = verify.invoke(args=["audit", "verify"])
        connection.execute(
            text("update event set body = replace(body, '\"_sALT\"', '\"_salt\"') where seq = 2 and tenant_id = :city"), {"city": restored.city[0]}
        )
        connection.commit()
    engine.dispose()
    assert broken.exit_code == 1
    assert "content differs from its digest" in broken.output


def test_the_application_s_role_still_sees_its_own_city_alone(restored):
    city, _slug = restored.city
    superuser = restored.database.engine()
    with superuser.connect() as connection:
        found = connection.execute(text("select id from membership where role = 'programme_manager' and tenants = array[cast(:city as int)]"), {"city": city})
        membership = str(found.scalars().first())
        every = connection.execute(OPEN_TO_ALL, {"city": city}).scalar_one()
    superuser.dispose()
    with restored.app.app_context():
        key = key_for_membership(membership, purpose="web")
    engine = make_engine(restored.database.url("gulir_app"))
    with engine.begin() as connection:
        assert tuple(connection.execute(CASES, {"city": city}).one()) == (0, 0)
        connection.execute(text("select set_config('gulir.key', :key, true)"), {"key": key})
        assert tuple(connection.execute(CASES, {"city": city}).one()) == (every, 0)
        assert every >= 14
    engine.dispose()


def test_a_dump_that_was_cut_short_is_refused(dump: Path, tmp_path: Path):
    for file in (dump, dump.with_suffix(".json")):
        shutil.copy(file, tmp_path)
    whole = tmp_path / dump.name
    assert backups.read_note(whole).dump == dump.name
    whole.write_bytes(dump.read_bytes()[:-1000])
    with pytest.raises(CannotStart, match="cut short or changed"):
        backups.read_note(whole)


def test_nothing_is_restored_over_something_else(restored, dump: Path):
    with pytest.raises(CannotStart, match="not empty"):
        restoring.fill(restored.database.url(), dump)


def test_every_file_is_kept_once_and_a_damaged_one_is_named(dump: Path, tmp_path: Path):
    kept = dump.parent / "files"
    assert backups.copy_files(kept, tmp_path) == 1
    assert backups.copy_files(kept, tmp_path) == 0
    (stored,) = tmp_path.glob("??/*")
    stored.write_bytes(b"another")
    with pytest.raises(CannotStart, match="damaged"):
        backups.copy_files(tmp_path, tmp_path / "elsewhere")
