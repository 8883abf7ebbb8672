"""The signatures that a step gathers: who has signed under which digest, and who is outstanding."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gulir.cases.looking import Look
from gulir.cases.story import name_in_full
from gulir.engine.parties import PARTY_LABELS
from gulir.engine.signing import open_clauses, signed_digest, standing_signatures
from gulir.engine.text import Text


@dataclass(frozen=True)
class Signed:
    """One signature; `stands` is false when the case changed after it was given."""

    name: Text
    party: Text
    digest: str
    stands: bool


@dataclass(frozen=True)
class Gathering:
    """A step, its signatures so far, and for each that is lacking the parties of which one must sign."""

    step: str
    label: Text
    signed: list[Signed]
    lacking: list[list[Text]]
    digest: str


def gathered(seen: Look, names: Mapping[int, Any]) -> list[Gathering]:
    """Only steps for which somebody has signed."""
    found = []
    for step in seen.workflow.from_state(seen.case["state"]).values():
        live = [one for one in seen.facts["signatures"] if one["step"] == step.name]
        if step.signatures and live:
            standing = standing_signatures(step, seen.facts)
            parties = {slot.name: PARTY_LABELS[slot.party] for slot in step.signatures.slots}
            signed = [Signed(name_of(seen, one, names), parties[one["slot"]], one["digest"], one in standing) for one in live]
            lacking = [[PARTY_LABELS[slot.party] for slot in clause] for clause in open_clauses(step, seen.facts, seen.rulebook)]
            found.append(Gathering(step.name, step.label or Text(step.name), signed, lacking, signed_digest(step, seen.facts)))
    return found


def name_of(seen: Look, signature: Mapping[str, Any], names: Mapping[int, Any]) -> Text:
    """The signer's name as it stood in the act; of whoever stood in for somebody, both."""
    acts = [act for act in seen.facts["acts"] if act["step"] == "sign" and act["decider"] == signature["decider"] and act["seq"] in names]
    return name_in_full({"name": "?"} | (names[acts[-1]["seq"]].decider or {})) if acts else Text("?")
