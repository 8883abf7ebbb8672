"""What cannot start says so in one line, with a non-zero exit."""

import errno
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import psycopg
import pytest

from gulir.services import preflight
from gulir.services.children import Child, Program
from gulir.services.errors import CannotStart, told_in_one_line
from gulir.services.roles import ensure_roles

WRONG = {
    "no such server": ({"DATABASE_URL": "postgresql://gulir_app:rahasia@127.0.0.1:1/gulir"}, "DATABASE_URL does not lead to a database"),
    "no address": ({"DATABASE_URL": "gulir"}, "DATABASE_URL must look like postgresql://"),
    "another database's address": ({"DATABASE_URL": "mysql://root@127.0.0.1/gulir"}, "DATABASE_URL must look like postgresql://"),
    "a port that is none": ({"DATABASE_URL": "postgresql://a:rahasia@127.0.0.1:port/x"}, "DATABASE_URL does not lead to a database"),
    "no Redis": ({"REDIS_URL": "redis://127.0.0.1:1"}, "REDIS_URL does not lead to a Redis"),
    "no Redis address": ({"REDIS_URL": "gulir"}, "REDIS_URL does not lead to a Redis"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_address_is_one_line(commands, case):
    environ, why = WRONG[case]
    code, said = commands.outcome("serve", "--port", "18499", **environ)
    assert code == 1
    assert len(said) == 1
    assert why in said[0]
    assert "rahasia" not in said[0]


def test_a_command_says_the_same_in_one_line(commands):
    for given in ("postgresql://gulir_app:rahasia@127.0.0.1:1/gulir", "gulir"):
        code, said = commands.outcome("flask", "demo", "people", DATABASE_URL=given, REDIS_URL="redis://127.0.0.1:1")
        assert (code, len(said)) == (1, 1), said
        assert said[0].startswith("Gulir: DATABASE_URL ") and "rahasia" not in said[0]


@pytest.mark.skipif("GULIR_TEST_SUPERUSER_URL" not in os.environ, reason="bin/test gives a database")
def test_a_superuser_may_not_serve():
    with pytest.raises(CannotStart, match="must not name a superuser"):
        preflight.check_database(os.environ["GULIR_TEST_SUPERUSER_URL"])


@pytest.fixture
def bare() -> Iterator[str]:
    """The address of a database of one's own that nobody has migrated, as the role that serves."""
    superuser, name = os.environ.get("GULIR_TEST_SUPERUSER_URL"), f"gulir_own_{uuid4().hex[:12]}"
    if superuser is None:
        pytest.skip("bin/test gives a database")
    ensure_roles(superuser, name)
    yield superuser.replace("postgres@/postgres", f"gulir_app@/{name}")
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture
def own(bare: str) -> str:
    """The same with a table of ours in it."""
    with psycopg.connect(bare.replace("gulir_app@", "gulir_owner@"), autocommit=True) as connection:
        connection.execute("create table tenant ()")
    return bare


def test_a_database_without_tables_is_one_line_for_serving_and_for_commands(commands, bare):
    for words in (("serve", "--port", "18497"), ("flask", "demo", "people")):
        code, said = commands.outcome(*words, DATABASE_URL=bare, **({} if words[0] == "serve" else {"REDIS_URL": "redis://127.0.0.1:1"}))
        assert (code, len(said)) == (1, 1), said
        assert "names a database without Gulir's tables" in said[0]


def test_what_the_product_itself_refuses_is_one_line(commands, own):
    code, said = commands.outcome("serve", "--port", "18498", DATABASE_URL=own, REFUSES="1")
    assert code == 1
    assert len(said) == 1
    assert "this role may not serve" in said[0]


def test_a_database_of_ones_own_is_served_without_a_demo(commands, own):
    start = commands.serve(DATABASE_URL=own).ready()
    assert start.answers()
    assert "sari@" not in start.said()
    assert not (commands.base / "a/postgres").exists()


def test_a_port_that_is_taken_is_one_line(commands):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = commands.outcome("serve", "--port", str(port))
    assert code == 1
    assert said == [f"Gulir: cannot listen on 127.0.0.1 port {port} (address already in use). Choose another: --port N"]


def test_two_starts_cannot_take_one_port_between_them():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with preflight.reserve_port("127.0.0.1", port), pytest.raises(CannotStart):
        preflight.reserve_port("127.0.0.1", port)


@pytest.mark.parametrize("word", ["0", "70000", "eighty"])
def test_a_port_that_is_none_is_refused(commands, word):
    code, said = commands.outcome("serve", "--port", word)
    assert code == 2
    assert "is no port" in said[-1]


def test_a_full_disk_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(preflight.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=30 * 2**20))
    with pytest.raises(SystemExit) as ended, told_in_one_line():
        preflight.check_disk(tmp_path, new_cluster=True)
    assert str(ended.value) == f"Gulir: the disk is full: 30 MiB free in {tmp_path}, 400 needed."


def test_a_disk_that_fills_up_on_the_way_is_one_line():
    with pytest.raises(SystemExit) as ended, told_in_one_line():
        raise OSError(errno.ENOSPC, "No space left on device", "anything")
    assert str(ended.value) == "Gulir: the disk is full."


def test_a_step_that_found_the_disk_full_is_told_by_that_and_not_by_the_address_of_an_explanation(tmp_path):
    told = "sqlalchemy.exc.OperationalError: (psycopg.errors.DiskFull) could not extend file: No space left on device"
    rest = "HINT:  Check free disk space.\n[SQL: insert into a table of errors]\n(Background on this error at: https://sqlalche.me/e/21/e3q8)"
    step = Child(Program("flask demo load", [sys.executable, "-c", f"print({told!r}, {rest!r}, sep=chr(10))"], os.environ, log=tmp_path / "log"))
    step.end(30)
    assert step.last_words() == told


def test_an_instance_that_cannot_be_written_is_one_line(commands):
    (commands.base / "file").write_text("no folder")
    code, said = commands.outcome("serve", "--port", "18499", instance="file/a")
    assert code == 1
    assert len(said) == 1


ROOT = Path(__file__).parents[2]
DOES_NOT_START = "Gulir does not start: workflows/kube.py"
MISWRITTEN = {  # what stands in workflows/kube.py, what somebody makes of it, and how the start refuses it
    "a step without decider": ("by=ORGANISER, asks=chain.OPENING", "asks=chain.OPENING", ": step open: nobody may take it"),
    "an unknown guard": ("*ELIGIBLE, saved_long_enough,", "*ELIGIBLE, saved_enough,", r", line \d+: step form: name 'saved_enough' is not defined"),
    "no Python": ("STATES = (", "STATES = ((", r", line \d+: whole file: "),
}


@pytest.mark.parametrize("case", MISWRITTEN)
def test_a_bad_workflow_is_one_line_that_names_file_and_step(tmp_path, case):
    before, after, why = MISWRITTEN[case]
    for name in ("config", "tenants", "platform"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "wsgi.py", tmp_path)
    shutil.copytree(ROOT / "workflows", tmp_path / "workflows")
    kube = tmp_path / "workflows/kube.py"
    assert before in kube.read_text()
    kube.write_text(kube.read_text().replace(before, after, 1))
    done = subprocess.run([sys.executable, "-c", "import wsgi"], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.fullmatch(f"{DOES_NOT_START}{why}.*\n", done.stderr), done.stderr
