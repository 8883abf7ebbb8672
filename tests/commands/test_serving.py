"""bin/serve: up, watched over, down, and up again on the same data."""

import json
import sys
import time

import psutil
import psycopg
import pytest

from gulir.services.instance import Instance
from gulir.services.postgres import url

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a child that its parent was killed")


def database(commands, instance="a"):
    folder = commands.base / instance
    return url(Instance(folder, folder / "run"), "gulir_owner")


def test_it_says_where_it_is_and_who_may_sign_in_once_it_answers(commands):
    start = commands.serve().ready()
    assert start.answers()
    assert f"http://127.0.0.1:{start.port}" in start.said()
    assert "sari@example.org" in start.said()


def test_it_ends_within_ten_seconds_leaves_no_process_and_keeps_the_data(commands):
    start = commands.serve().ready()
    family = start.family()
    with psycopg.connect(database(commands)) as connection:
        connection.execute("create table kept (x int)")
    began = time.monotonic()
    assert start.end() == 0
    assert time.monotonic() - began < 10
    assert not [process for process in family if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]

    began = time.monotonic()
    again = commands.serve().ready()
    assert time.monotonic() - began < 5
    with psycopg.connect(database(commands)) as connection:
        connection.execute("select from kept")
    assert again.answers()
    assert (commands.base / "a/demo.txt").read_text() == "loaded\n"


@pytest.mark.faults
@pytest.mark.parametrize("word", ["granian", "relay", "bin/postgres", "valkey-server"])
def test_what_dies_is_started_again(commands, word):
    start = commands.serve().ready()
    first = start.child(word)
    first.kill()
    start.wait_for(lambda: (found := start.child(word)) and found.pid != first.pid)
    start.wait_for(start.answers)
    assert "starting it again" in start.said()
    assert start.end() == 0


@linux
@pytest.mark.faults
def test_a_killed_supervisor_leaves_nothing_running_and_the_next_start_works(commands):
    start = commands.serve().ready()
    family = start.family()
    start.process.kill()
    start.process.wait()
    start.wait_for(lambda: not [process for process in family if process.is_running()], patience=10)
    assert commands.serve().ready().answers()


def test_people_wait_for_nothing_else_and_what_is_unchanged_is_not_migrated_again(commands):
    for _ in range(2):
        start = commands.serve().ready()
        start.wait_for(lambda start=start: start.said().count("works at") >= 3)
        assert start.said().index("Gulir is at") < start.said().index("works at"), "the web server first, and alone"
        assert start.end() == 0
    assert (commands.base / "a/migrations.txt").read_text() == "migrated\n"
    again = commands.serve(GULIR_POOL_SIZE="7").ready()
    assert (commands.base / "a/migrations.txt").read_text() == "migrated\n" * 2
    assert again.answers()


def test_an_interrupted_first_start_is_completed_by_the_next(commands):
    broken = commands.serve(DEMO_BREAKS="1")
    assert broken.process.wait(30) == 1
    assert "broken off half-way" in broken.said()
    commands.serve().ready()
    assert (commands.base / "a/demo.txt").read_text() == "loaded\n"


def test_two_instances_run_beside_each_other_and_one_only_once(commands):
    one, two = commands.serve("a"), commands.serve("b")
    assert one.ready().answers()
    assert two.ready().answers()
    code, said = commands.outcome("serve", "--port", "1024", instance="a")
    assert code == 1
    assert len(said) == 1
    assert "runs already" in said[0]


def test_a_path_too_long_for_a_socket_is_no_obstacle(commands):
    deep = "/".join(["a-rather-long-name-of-a-folder"] * 5)
    assert commands.serve(deep).ready().answers()


def test_the_keys_are_private_and_stay(commands):
    commands.serve().ready().end()
    file = commands.base / "a/keys.env"
    before = file.read_text()
    commands.serve().ready()
    assert file.stat().st_mode & 0o077 == 0
    assert file.read_text() == before
    assert all(len(line.split("=")[1]) == 64 for line in before.splitlines() if not line.startswith("#"))


def test_the_services_are_noted_for_their_owner_alone(commands):
    commands.serve().ready()
    file = commands.base / "a/services.json"
    assert file.stat().st_mode & 0o077 == 0
    assert json.loads(file.read_text())["addresses"]["DATABASE_URL"].startswith("postgresql://gulir_app@/gulir?host=")
