"""Whoever owns the database changes history past every rule; the audit finds and names each change."""

import os
import random

import pytest
from sqlalchemy import text

from tests.history.ground import IN, look, named, number, tamper


@pytest.mark.parametrize(
    ("change", "seq"),
    [
        ("body = replace(body, 'Catatan 1', 'Catatan 9')", 3),
        ("act_date = act_date - 400", 2),
        ("act_date = null, act_precision = 'unknown'", 4),
        ("decider = 'x:orang lain|'", 3),
        ("actor = '00000000-0000-7000-8000-000000000002'", 2),
        ("org = org + 1", 2),
        ("at = at - interval '1 microsecond'", 3),
        ("digest = sha256(digest)", 3),
    ],
)
def test_a_changed_line_is_named(history, change, seq):
    case = history.cases[1]
    with named(history, case, seq, "content differs from its digest"):
        tamper(history, f"update event set {change} {IN} and seq = :seq", case=case, seq=seq)


def test_a_body_that_is_no_json_is_named_too(history):
    case = history.cases[0]
    with named(history, case, 2, "content differs from its digest"):
        tamper(history, f"update event set body = 'no json' {IN} and seq = 2", case=case)


def test_two_swapped_lines_are_named(history):
    case = history.cases[0]
    with named(history, case, 2, "content differs from its digest"):
        other = "select o.body from event o where o.tenant_id = e.tenant_id and o.case_id = e.case_id and o.seq = 5 - e.seq"
        tamper(history, f"update event e set body = ({other}) {IN} and seq in (2, 3)", case=case)


def test_a_line_taken_out_of_the_middle_is_named(history):
    case = history.cases[2]
    with named(history, case, 3, "missing line before this one"):
        tamper(history, f"delete from event {IN} and seq = 2", case=case)


def test_a_cut_tail_is_named(history):
    case = history.cases[1]
    with named(history, case, None, "history is shorter or longer"):
        tamper(history, f"delete from event {IN} and seq = 4", case=case)


def test_a_cut_tail_with_the_case_set_back_is_found_by_what_its_writer_was_answered_and_by_the_anchor(history):
    case = history.cases[1]
    with named(history, case, 4, "a line that somebody wrote is gone"):
        tamper(history, f"delete from event {IN} and seq = 4", case=case)
        tamper(history, "update cases set seq = 3 where id = :case", case=case)
    tamper(history, f"delete from answered {IN}", case=case)
    assert [f for f in look(history) if f.number == "anchor" and "is not what it was" in f.problem]


def test_a_removed_case_is_named_by_the_number_that_is_missing(history):
    case = history.cases[1]
    missing = number(history, case)
    for table in ("outbox", "answered", "turn", "event"):
        history.change(f"delete from {table} {IN}", case=case)
    tamper(history, "delete from cases where id = :case", case=case)
    found = look(history)
    assert [f for f in found if f.number == missing and "no case bears this number" in f.problem]
    assert [f for f in found if f.number == "anchor"]


def test_a_changed_state_is_named(history):
    case = history.cases[0]
    with named(history, case, 4, "state is not what history says"):
        tamper(history, "update cases set state = 'endowed' where id = :case", case=case)


def test_many_random_changes_are_all_found(history):
    dice, tried = random.Random(12), 0
    columns = {
        "body": "body || ' '",
        "act_date": "act_date + 1",
        "decider": "decider || 'x'",
        "step": "'watch'",
        "witness": "sha256(witness)",
        "prev": "sha256(digest)",
        "at": "at + interval '1 second'",
    }
    for _ in range(500 if os.environ.get("GULIR_FULL") == "1" else 40):
        case, seq, column = dice.choice(history.cases), dice.randint(1, 4), dice.choice(list(columns))
        before = history.see(f"select {column} as was from event {IN} and seq = :seq", case=case, seq=seq)[0].was
        tamper(history, f"update event set {column} = {columns[column]} {IN} and seq = :seq", case=case, seq=seq)
        found = [f for f in look(history) if f.number == number(history, case) and f.seq in (seq, seq + 1)]
        assert found, f"{column} of line {seq} was changed unseen"
        cast = {"act_date": "date", "at": "timestamptz", "witness": "bytea", "prev": "bytea"}.get(column, "text")
        tamper(history, f"update event set {column} = cast(:was as {cast}) {IN} and seq = :seq", case=case, seq=seq, was=before)
        tried += 1
    assert tried
    assert look(history) == []


def test_the_application_cannot_do_any_of_this(history, databases):
    refused = 0
    for statement in (
        "update event set body = ''",
        "delete from event",
        "truncate event",
        "update cases set state = 'endowed'",
        "update anchor set digest = ''",
        "delete from anchor",
    ):
        with databases.app.connect() as connection, pytest.raises(Exception, match="permission denied"):
            connection.execute(text(statement))
        refused += 1
    assert refused == 6
