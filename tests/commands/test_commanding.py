"""bin/flask: services at hand whether or not somebody serves."""

import time

from gulir.services.commanding import lent

SERVED = {"DATABASE_URL": "here", "DATABASE_OWNER_URL": "here as owner", "DATABASE_SIGNIN_URL": "here as signin", "REDIS_URL": "queue", "GULIR_EMBEDDED": "1"}


def test_a_command_starts_the_services_it_needs_and_ends_them(commands):
    code, said = commands.outcome("flask", "demo", "people")
    assert code == 0
    assert said[-1].startswith("sari@example.org")
    assert not (commands.base / "a/services.json").exists()
    assert not (commands.base / "a/postgres/postmaster.pid").exists()


def test_a_command_migrates_once_and_not_before_every_word(commands):
    for _ in range(2):
        commands.outcome("flask", "demo", "people")
    assert (commands.base / "a/migrations.txt").read_text() == "migrated\n"


def test_a_command_borrows_from_who_serves(commands):
    start = commands.serve().ready()
    code, said = commands.outcome("flask", "demo", "people")
    assert code == 0
    assert f"host={commands.base}/a/run" in said[-1]
    assert start.answers()


def test_two_commands_at_once_share_the_services(commands):
    starts = [commands.start("flask", "demo", "people") for _ in range(3)]
    assert [start.process.wait(30) for start in starts] == [0, 0, 0], [start.said() for start in starts]


def test_an_endless_command_does_not_borrow_from_a_short_one_but_takes_over_when_it_ends(commands):
    short = commands.start("flask", "linger")
    short.wait_for(lambda: (commands.base / "a/services.json").exists())
    endless = commands.start("flask", "worker")
    time.sleep(0.5)
    assert "works at" not in endless.said()
    (commands.base / "a/enough").touch()
    assert short.process.wait(30) == 0, short.said()
    endless.wait_for(lambda: "works at" in endless.said())
    code, said = commands.outcome("flask", "demo", "people")  # a short one borrows from it as from anybody
    assert (code, endless.process.poll()) == (0, None), said


def test_two_endless_commands_are_told_to_be_served_together(commands):
    first = commands.start("flask", "relay")
    first.wait_for(lambda: "works at" in first.said())
    code, said = commands.outcome("flask", "worker")
    assert code != 0
    assert "bin/serve runs everything together" in said[-1]
    assert first.process.poll() is None


def test_an_endless_command_borrows_from_who_serves(commands):
    commands.serve().ready()
    more = commands.start("flask", "worker")
    more.wait_for(lambda: "works at" in more.said())


def test_a_commands_exit_code_is_handed_on(commands):
    code, said = commands.outcome("flask", "demo", "load", DEMO_BREAKS="1")
    assert code == 1
    assert said[-1] == "Error: broken off half-way"


def test_a_database_of_ones_own_is_not_mixed_with_the_embedded_one():
    assert lent(SERVED, {"DATABASE_URL": "there", "HOME": "/h"}) == {"DATABASE_URL": "there", "REDIS_URL": "queue", "HOME": "/h"}
    assert lent(SERVED, {"DATABASE_SIGNIN_URL": "there as signin"}) == SERVED
    assert lent(SERVED, {"REDIS_URL": "own queue"}) == SERVED | {"REDIS_URL": "own queue"}
