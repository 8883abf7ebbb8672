"""Gathering signatures: which ones stand, which are outstanding, and the digest that the next one bears."""

from typing import Any

from gulir.engine.digest import digest_of
from gulir.engine.facts import Answers, Facts, acts
from gulir.engine.rulebook import Rulebook
from gulir.engine.slots import Slot, outstanding
from gulir.engine.vocabulary import Step

Signed = list[dict[str, Any]]


def signed_digest(step: Step, facts: Facts, answers: Answers | None = None) -> str:
    """What a signature under this step covers: the facts shown and the step's own answers (the first signer's, where there is one)."""
    own = {ask.name for ask in step.asks}
    signed = {name: value for name, value in (answers or {}).items() if name in own} or answers_so_far(step, facts)
    return digest_of(facts, signed, [ask.name for ask in step.asks if ask.kind in ("letter", "file")])


def answers_so_far(step: Step, facts: Facts) -> dict[str, Any]:
    """What the first signer answered, which later ones sign too: the answers of a `sign` act name its step."""
    if not any(one["step"] == step.name for one in facts.get("signatures") or []):
        return {}
    own = {ask.name for ask in step.asks}
    rounds = [act.get("answers") or {} for act in acts(facts, "sign") if (act.get("answers") or {}).get("step") == step.name]
    answered = [{name: value for name, value in one.items() if name in own} for one in rounds]
    return next((one for one in reversed(answered) if one), {})


def standing_signatures(step: Step, facts: Facts) -> Signed:
    """Signatures for this step that cover what the case says now; one given before something changed does not."""
    given = facts.get("signatures")
    live = [one for one in given if one["step"] == step.name] if given else []
    if not live:
        return []
    digest = signed_digest(step, facts)
    return [one for one in live if one["digest"] == digest]


def lacking(step: Step, signed: Signed) -> list[tuple[Slot, ...]]:
    """The clauses that still lack a signature."""
    if step.signatures is None:
        return []
    return outstanding(step.signatures, [one["slot"] for one in signed])


def open_clauses(step: Step, facts: Facts, rulebook: Rulebook) -> list[tuple[Slot, ...]]:
    """The clauses that still lack a signature, with those slots that the rulebook opens."""
    return opened(lacking(step, standing_signatures(step, facts)), rulebook)


def signable(step: Step, signed: Signed, rulebook: Rulebook) -> list[tuple[Slot, ...]]:
    """The clauses that may be signed now: who checks signs after all others."""
    clauses = lacking(step, signed)
    before = [clause for clause in clauses if not any(slot.last for slot in clause)]
    return opened(before or clauses, rulebook)


def opened(clauses: list[tuple[Slot, ...]], rulebook: Rulebook) -> list[tuple[Slot, ...]]:
    """Clauses without the slots that the rulebook keeps shut."""
    return [tuple(slot for slot in clause if slot.switch is None or slot.switch.is_on(rulebook)) for clause in clauses]
