"""Forged history with right digests: the witness, the mailed anchor, and what the body says give it away."""

import json
from uuid import uuid4

from sqlalchemy import text

from gulir.history.anchors import anchor_line
from gulir.history.verify import read_copies
from tests.history.ground import ANCHOR, IN, LINE, add_lines, look, named, tamper


def test_the_last_line_rewritten_with_a_right_digest_is_named_by_its_witness(history):
    case = history.cases[0]
    with named(history, case, 4, "its witness is wrong"):
        tamper(history, f"update event set body = replace(body, 'Catatan 2', 'Catatan 7') {IN} and seq = 4", case=case)
        tamper(history, f"update event set digest = sha256({LINE}) {IN} and seq = 4", case=case)


def test_a_whole_chain_rewritten_with_right_digests_is_named_by_its_witness(history):
    case = history.cases[0]
    with named(history, case, 2, "its witness is wrong"):
        tamper(history, f"update event set body = replace(body, 'Catatan 0', 'Catatan 8') {IN} and seq = 2", case=case)
        for seq in (2, 3, 4):
            before = "select p.digest from event p where p.tenant_id = e.tenant_id and p.case_id = e.case_id and p.seq = e.seq - 1"
            tamper(history, f"update event e set prev = ({before}) {IN} and seq = :seq", case=case, seq=seq)
            tamper(history, f"update event set digest = sha256({LINE}) {IN} and seq = :seq", case=case, seq=seq)
    assert [f for f in look(history) if f.number == "anchor"]


def test_a_forged_new_line_after_the_last_anchor_is_named(history):
    case = history.cases[2]
    with named(history, case, 5, "its witness is wrong"):
        forged = (
            "insert into event (tenant_id, case_id, seq, lane, at, workflow, wv, step, source, dest, actor, org, decider, act_date, act_precision, body, prev,"
            " digest, witness) select tenant_id, case_id, 5, lane, clock_timestamp(), workflow, wv, step, source, dest, actor, org, decider, act_date,"
            " act_precision, body, digest, '', witness"
            f" from event {IN} and seq = 4"
        )
        tamper(history, forged, case=case)
        tamper(history, f"update event set digest = sha256({LINE}) {IN} and seq = 5", case=case)
        tamper(history, "update cases set seq = 5 where id = :case", case=case)


def test_an_anchor_changed_to_fit_is_found_by_the_copy_that_was_mailed(history):
    case = history.cases[1]
    (kept,) = history.see("select day, digest from anchor where tenant_id = :tenant")
    copies = read_copies(["a letter", anchor_line(history.city.slug, kept.day, kept.digest), ""])
    assert look(history, copies) == []
    for statement in (
        f"delete from answered {IN}",
        f"delete from event {IN} and seq = 4",
        "update cases set seq = 3 where id = :case",
        "delete from anchor where tenant_id = :tenant",
    ):
        tamper(history, statement, case=case)
    history.change(ANCHOR)
    assert look(history) == [], "without the copy nobody could tell"
    assert [f for f in look(history, copies) if "another than in the copy" in f.problem]
    tamper(history, "delete from anchor where tenant_id = :tenant")
    assert [f for f in look(history, copies) if "gone" in f.problem]


def test_everyday_work_after_an_anchor_is_no_tampering(history):
    add_lines(history, history.cases[0], 2)
    history.open("KUBE Baru")
    assert look(history) == []


def test_columns_that_no_witness_covers_are_held_to_what_the_body_says(history, superuser):
    """Day, decider and whoever was stood in for are signed inside the body; changing the columns with a right digest does not help."""
    asked = text("select act_differs(cast(:said as jsonb), cast(:day as date), :precision, :decider, cast(:behalf as uuid))")
    alone = {"act": 0, "date": "2014-05-30", "precision": "day", "decider": "p:1"}
    absent, another = str(uuid4()), str(uuid4())
    tried = 0
    with superuser.begin() as connection:
        for said, changed, differs in (
            (alone, {}, False), (alone, {"day": "2013-05-30"}, True), (alone, {"day": None}, True), (alone, {"precision": "month"}, True),
            (alone, {"decider": "p:2"}, True), (alone, {"behalf": absent}, True), (alone | {"behalf": absent}, {"behalf": absent}, False),
            (alone | {"behalf": absent}, {}, True), (alone | {"behalf": absent}, {"behalf": another}, True),
        ):  # fmt: skip
            stored = {"said": json.dumps(said), "day": "2014-05-30", "precision": "day", "decider": "p:1", "behalf": None}
            assert connection.execute(asked, stored | changed).scalar_one() is differs, (said, changed)
            tried += 1
    assert tried == 9
