"""The audit's commands, as whoever checks history from a terminal meets them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gulir.commands.audit import audit
from gulir.history import pack
from tests.history.ground import IN, number, tamper

PLATFORM = Path(__file__).parents[2] / "platform"


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(audit, [str(argument) for argument in arguments])


@pytest.fixture
def packed(history, run, tmp_path):
    file = tmp_path / "pack.json"
    done = run("export", "--case", number(history, history.cases[0]), "--out", file)
    assert done.exit_code == 0, done.output
    return file


def test_verify_says_how_much_it_walked(history, run):
    done = run("verify", "--city", history.city.slug)
    assert done.exit_code == 0, done.output
    assert "History is whole: 12 lines of 3 cases, 1 anchors." in done.output


def test_verify_names_the_first_bad_line_and_ends_with_1(history, run):
    case = history.cases[1]
    tamper(history, f"update event set act_date = act_date - 9 {IN} and seq = 3", case=case)
    done = run("verify", "--city", history.city.slug)
    assert done.exit_code == 1
    assert f"The first: {history.city.slug}: {number(history, case)} line 3: content differs from its digest" in done.output


def test_an_unknown_city_is_one_clear_line(history, run):
    done = run("verify", "--city", "atlantis")
    assert done.exit_code == 1
    assert "atlantis" in done.output


def test_anchors_are_shown_as_they_are_mailed_and_compare(history, run, tmp_path):
    shown = run("anchor", "--city", history.city.slug)
    (kept,) = history.see("select day, digest from anchor where tenant_id = :tenant")
    assert f"{history.city.slug} {kept.day} {kept.digest}" in shown.output
    copy = tmp_path / "copy"
    copy.write_text(shown.output.replace("  (not mailed)", ""))
    assert run("verify", "--city", history.city.slug, "--against", copy).exit_code == 0
    copy.write_text(f"{history.city.slug} {kept.day} {'0' * 64}")
    assert run("verify", "--city", history.city.slug, "--against", copy).exit_code == 1


def test_a_pack_verifies_here_and_with_python_alone(packed, run):
    assert run("check", packed).exit_code == 0
    alone = subprocess.run(
        [sys.executable, "-S", "-m", "gulir.history", packed],
        env={"PYTHONPATH": str(PLATFORM), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (alone.returncode, alone.stdout) == (0, "The pack is whole.\n"), alone.stderr


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("body", lambda v: v + " "), ("decider", lambda v: v + "x"), ("act_date", lambda v: "1999-01-01"), ("at", lambda v: v + 1),
        ("dest", lambda v: "endowed"), ("digest", lambda v: "0" * 64), ("witness", lambda v: "0" * 64), ("prev", lambda v: "0" * 64),
        ("actor", lambda v: "00000000-0000-7000-8000-000000000004"),
    ],
)  # fmt: skip
def test_a_changed_pack_is_refused(packed, run, field, change):
    content = json.loads(packed.read_text())
    content["events"][2][field] = change(content["events"][2][field])
    packed.write_text(json.dumps(content))
    done = run("check", packed)
    assert done.exit_code == 1
    assert "line 3" in done.output


def test_a_pack_with_lines_taken_out_is_refused(packed, run):
    content = json.loads(packed.read_text())
    whole = content["events"]
    for kept in (whole[:1] + whole[2:], whole[:-1], whole[1:], []):
        packed.write_text(json.dumps(content | {"events": kept}))
        assert run("check", packed).exit_code == 1
    packed.write_text("{}")
    assert run("check", packed).exit_code == 1
    packed.write_text("no json")
    assert run("check", packed).exit_code == 1


def test_a_withheld_body_still_verifies(packed):
    from gulir.history.line import hashed

    content = json.loads(packed.read_text())
    event = content["events"][1]
    event["body_hash"] = hashed(event.pop("body"))
    event["decider_hash"] = hashed(event.pop("decider"))
    assert list(pack.check(content, b"w" * 32)) == []


def test_the_console_reads_no_closed_lane_but_somebody_who_does_may_be_named(history, run):
    case = history.cases[0]
    history.change("update cases set lane = 1 where id = :case", case=case)
    assert run("export", "--case", number(history, case)).exit_code == 1
    assert run("export", "--case", number(history, case), "--as", history.city.one("dinsos_officer").email).exit_code == 1
    done = run("export", "--case", number(history, case), "--as", history.city.one("organiser").email)
    assert json.loads(done.output)["about"]["number"] == number(history, case)
