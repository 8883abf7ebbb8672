"""An evidence pack: one case's whole history as JSON that anybody can verify without us and without a network."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from gulir.history.line import Line, hashed, microseconds
from gulir.history.witness import PREFIX as WITNESS
from gulir.history.witness import is_signed

FORMAT = "gulir-evidence-1"
HOW = (
    "digest = SHA-256 of these, each followed by a line feed: gulir-event-1, tenant, case, seq, at (microseconds since 1970), workflow, wv, "
    "step, source, dest, actor, org, SHA-256 of decider, act_date or -, act_precision, SHA-256 of body, prev or -. prev = digest of the line before."
)


def pack_event(row: Any) -> dict[str, Any]:
    """One event as it is exported; texts are exact, so that their hashes can be made again."""
    plain = {name: getattr(row, name) for name in ("seq", "workflow", "wv", "step", "source", "dest", "org", "decider", "act_precision", "body")}
    return plain | {
        "at": microseconds(row.at),
        "at_utc": row.at.isoformat(),
        "actor": str(row.actor),
        "act_date": row.act_date.isoformat() if row.act_date else None,
        "prev": bytes(row.prev).hex() if row.prev is not None else None,
        "digest": bytes(row.digest).hex(),
        "witness": bytes(row.witness).hex(),
    }


def pack(case: Any, events: list[Any]) -> dict[str, Any]:
    """The whole pack."""
    about = {name: getattr(case, name) for name in ("number", "title", "workflow", "wv", "state", "seq", "rulebook", "city")}
    return {"format": FORMAT, "how": HOW, "tenant": case.tenant_id, "case": str(case.id), "about": about, "events": [pack_event(row) for row in events]}


def check(content: Mapping[str, Any], witness_key: bytes | None = None) -> Iterator[str]:
    """What is wrong with a pack, line by line; nothing when it is whole. Witnesses are checked by those who hold the key."""
    if content.get("format") != FORMAT:
        yield f"this is not an evidence pack of the form {FORMAT}"
        return
    before, stood, seq = None, "-", 0
    for event in content["events"]:
        seq += 1
        yield from (f"line {event['seq']}: {problem}" for problem in _wrong(content, event, seq, before, stood, witness_key))
        before, stood, seq = event["digest"], event["dest"], event["seq"]
    if stood != content["about"]["state"] or seq != content["about"]["seq"]:
        yield f"the case stands at {content['about']['state']}, line {content['about']['seq']}, but history ends at {stood}, line {seq}"


def _wrong(content: Mapping[str, Any], event: Mapping[str, Any], seq: int, before: str | None, stood: str, key: bytes | None) -> Iterator[str]:
    line = line_of(content, event)
    if event["seq"] != seq:
        yield "a line before this one is missing"
    if line.digest().hex() != event["digest"]:
        yield "content differs from its digest"
    if event["prev"] != before:
        yield "does not follow from the line before"
    if event["source"] != stood:
        yield "starts from another state than the line before left"
    if key is not None and not is_signed(key, _witnessed(line), bytes.fromhex(event["witness"])):
        yield "was not written by the system: its witness is wrong"


def line_of(content: Mapping[str, Any], event: Mapping[str, Any]) -> Line:
    """The event's canonical line; a text that is withheld is represented by its hash."""
    return Line(
        tenant=content["tenant"],
        case=UUID(content["case"]),
        seq=event["seq"],
        at=event["at"],
        workflow=event["workflow"],
        wv=event["wv"],
        step=event["step"],
        source=event["source"],
        dest=event["dest"],
        actor=UUID(event["actor"]),
        org=event["org"],
        decider_hash=event.get("decider_hash") or hashed(event["decider"]),
        act_date=date.fromisoformat(event["act_date"]) if event["act_date"] else None,
        act_precision=event["act_precision"],
        body_hash=event.get("body_hash") or hashed(event["body"]),
        prev=bytes.fromhex(event["prev"]) if event["prev"] else None,
    )


def _witnessed(line: Line) -> str:
    return "|".join((WITNESS, *(str(part) for part in (line.tenant, line.case, line.seq, line.step, line.dest, line.actor, line.body_hash))))
