"""What a case's page shows of an evaluation: scores under seal or side by side, what became of each difference, and the signatures."""

from dataclasses import dataclass
from typing import Any

from gulir.cases.looking import Look
from gulir.engine.signing import signed_digest, standing_signatures
from gulir.web.evaluations import queries

SIDES = ("upc", "ministry")


@dataclass(frozen=True)
class Line:
    """One criterion: each side's score as far as it may be seen, by how much they differ, and what became of that."""

    criterion: Any
    scores: dict[str, Any]
    gap: int | None
    over: bool
    settled: dict[str, Any] | None
    proposal: dict[str, Any] | None


@dataclass(frozen=True)
class Signature:
    """A side's place under the result: who signed when, or nobody yet."""

    side: str
    name: str | None
    date: str | None


@dataclass(frozen=True)
class Panel:
    """The whole."""

    lines: list[Line]
    most: int
    left: int
    signatures: list[Signature]
    digest: str | None
    voided: int
    voice: dict[str, Any]
    period: tuple[str | None, str | None]
    ways: dict[str, str]


def panel(seen: Look) -> Panel:
    """Of one look."""
    lines = compared(seen)
    opened = next((act["answers"] or {} for act in seen.facts["acts"] if act["step"] == "open"), {})
    voice = [act["answers"] or {} for act in seen.facts["acts"] if act["step"] == "record_voice"]
    left = sum(one.over and not one.settled for one in lines)
    period = (opened.get("period_from"), opened.get("period_to"))
    return Panel(lines, int(most(seen)), left, *signatures(seen), voice[-1] if voice else {}, period, ways(seen))


def most(seen: Look) -> Any:
    """The largest difference that may stand."""
    return seen.rulebook.value("difference.most")


def compared(seen: Look) -> list[Line]:
    """Criterion by criterion."""
    part, settled = seen.facts["evaluation"], last_words(seen)
    rows = {(one["side"], one["criterion"]): one for one in part["scores"]}
    proposal = proposed(seen)
    found = []
    for one in seen.rulebook.criteria:
        scores = {side: rows.get((side, one.id)) for side in SIDES}
        values = [score["value"] for score in scores.values() if score]
        gap = abs(values[0] - values[1]) if part["opened"] and len(values) == 2 else None
        mine = proposal if proposal and proposal.get("criterion") == one.id else None
        found.append(Line(one, scores, gap, gap is not None and gap > most(seen), settled.get(one.id), mine))
    return found


def last_words(seen: Look) -> dict[str, dict[str, Any]]:
    """For each criterion the last agreement or dissent."""
    acts = [act for act in seen.facts["acts"] if act["step"] in ("resolve", "dissent") and act["answers"]]
    return {str(act["answers"].get("criterion")): act for act in acts}


def proposed(seen: Look) -> dict[str, Any] | None:
    """What one lead has signed and the other has not."""
    step = seen.workflow.step("resolve", seen.case["state"])
    signed = standing_signatures(step, seen.facts) if step else []
    acts = [act for act in seen.facts["acts"] if act["step"] == "sign" and (act["answers"] or {}).get("step") == "resolve"]
    return {**acts[-1]["answers"], "side": signed[0]["slot"]} if signed and acts else None


def signatures(seen: Look) -> tuple[list[Signature], str | None, int]:
    """Each side's place, the digest that both sign, and how many signatures a correction took away."""
    rows = queries.signed(seen.case["tenant"], seen.case["id"])
    amended = max((act["seq"] for act in seen.facts["acts"] if act["step"] == "amend"), default=0)
    step = seen.workflow.step("sign_result", seen.case["state"])
    digest = signed_digest(step, seen.facts) if step else next((row.digest for row in reversed(rows) if row.used and row.seq > amended), None)
    standing = {row.slot: row for row in rows if not row.voided and row.seq > amended and row.digest == digest}
    days = {act["seq"]: act["date"] for act in seen.facts["acts"]}
    found = [Signature(side, who(seen, standing.get(side)), days.get(standing[side].seq) if side in standing else None) for side in SIDES]
    return found, digest, len(rows) - len(standing)


def who(seen: Look, row: Any) -> str | None:
    """The signer's name, who is one of the leads."""
    return next((one["name"] for one in seen.facts["evaluation"]["reviewers"] if row and row.decider == f"p:{one['person']}"), None)


def ways(seen: Look) -> dict[str, str]:
    """The steps of a comparison that this one may take now, with the slot where there is one."""
    open_ = [one for one in seen.options() if one.mode and one.open and one.step in ("resolve", "dissent", "withdraw_proposal", "sign_result", "score")]
    return {one.step: one.slot or "" for one in open_}
