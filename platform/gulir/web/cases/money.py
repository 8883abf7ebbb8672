"""The money of a case: what was asked, and every sum that an act named since."""

from dataclasses import dataclass
from typing import Any

from gulir.cases.looking import Look
from gulir.engine.text import Text, _
from gulir.web.words import priced


@dataclass(frozen=True)
class Sum:
    """A sum with its words; `parts` are the single acts, where it came in several; None is unknown."""

    label: Text
    amount: int | None
    parts: list[tuple[str | None, str, int | None]]


def lines(seen: Look) -> list[Sum]:
    """Asked for, where the kind asks; then each money field of the steps taken, in order, summed where a step came more than once."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for act in seen.facts["acts"]:
        for ask in money_asks(seen, act):
            found.setdefault((act["step"], ask.name), []).append(act | {"label": ask.label})
    asked = [Sum(_("Amount applied for"), seen.case["amount"], [])] if priced(seen.workflow) or seen.case["amount"] is not None else []
    return [*asked, *(total(acts, name) for (_step, name), acts in found.items())]


def total(acts: list[dict[str, Any]], name: str) -> Sum:
    """One field over the acts that named it."""
    parts = [(act["date"], act["precision"], (act["answers"] or {}).get(name)) for act in acts]
    amounts = [amount for _date, _precision, amount in parts]
    known = sum(amount for amount in amounts if amount is not None)
    return Sum(acts[0]["label"], None if None in amounts else known, parts if len(parts) > 1 else [])


def money_asks(seen: Look, act: dict[str, Any]) -> list[Any]:
    """The fields of money of an act that moved the case; what is corrected aside is not a new sum."""
    step = seen.workflow.step(act["step"], act["source"])
    if step is None or step.universal or act["source"] == "-":
        return []
    return [ask for ask in step.asks if ask.kind == "money"]
