"""Digests: of a definition, of a rulebook, and of the facts that a signer was shown."""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from gulir.engine.facts import Answers, Facts

# What moves while signatures gather says nothing about the case itself.
COUNTERS = {"version", "seq", "facts", "ball", "since", "due", "clock", "assignee", "blocked"}
# A case that moves takes its signatures out of force at the door; one that only migrates keeps them, and is the same case under another name.
NAMES = {"wv", "state"}
ELSEWHERE = ("session", "signatures", "case", "acts", "documents", "records", "others", "team", "parent")  # who looks, other cases, what is put in below
SILENT = {"sign", "note", "watch", "unwatch", "assign", "remind", "escalate", "redate", "@migrate"}
RECORD_PAPER = "record_paper"


def canonical(value: Any) -> bytes:
    """JSON in one form: sorted keys, no spaces, UTF-8; ValueError for a float, whose digits differ between machines."""
    refuse_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode("utf-8")


def refuse_floats(value: Any) -> None:
    """Money and counts are whole; anything else has no place under a signature."""
    if isinstance(value, float):
        raise ValueError(f"{value!r} is a float; digests are of whole numbers, words and dates")
    if isinstance(value, Mapping):
        for one in value.values():
            refuse_floats(one)
    elif isinstance(value, list | tuple):
        for one in value:
            refuse_floats(one)


def sha256_of(value: Any) -> str:
    """The hex sha256 of a value's canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


def digest_of(facts: Facts, answers: Answers | None = None, without_papers: Collection[str] = ()) -> str:
    """The digest that a signature bears: the facts shown, and the answers signed, without counters, other signatures and who is looking.

    `without_papers`: kinds of papers that the signatures themselves bring along, so that the second signer's digest equals the first's.
    """
    left_out = {RECORD_PAPER, *without_papers}
    shown: dict[str, Any] = {name: part for name, part in facts.items() if name not in ELSEWHERE}
    shown["case"] = {name: part for name, part in (facts.get("case") or {}).items() if name not in COUNTERS | NAMES}
    if facts.get("children"):  # the version that a child runs under says nothing to a signer
        shown["children"] = [{name: part for name, part in child.items() if name != "wv"} for child in facts["children"]]
    shown["acts"] = [{name: part for name, part in act.items() if name != "seq"} for act in facts.get("acts") or [] if act["step"] not in SILENT]
    shown["documents"] = sorted(
        ({name: part for name, part in paper.items() if name != "seq"} for paper in facts.get("documents") or [] if paper["kind"] not in left_out),
        key=lambda paper: str(paper.get("id")),
    )
    shown["records"] = whole(facts.get("records") or {})
    if answers:
        shown["answers"] = dict(answers)
    return sha256_of(shown)


def whole(records: Any) -> Any:
    """Recorded summaries with shares in thousandths: the one place where facts bear fractions."""
    if isinstance(records, Mapping):
        return {name: whole(one) for name, one in records.items()}
    if isinstance(records, list):
        return [whole(one) for one in records]
    return round(records * 1000) if isinstance(records, float) else records
