"""A small process to try the engine on: a request that is filed, agreed by two, and done."""

from dataclasses import replace
from typing import Any

from gulir.engine import Workflow, read_rulebook
from gulir.engine.asks import money
from gulir.engine.facts import Facts
from gulir.engine.guards import guard
from gulir.engine.parties import Party, Role
from gulir.engine.rulebook import Rulebook
from gulir.engine.slots import Slot, all_of, any_of
from gulir.engine.switches import when
from gulir.engine.text import _
from gulir.engine.verdicts import Finding, met, unknown, unmet
from gulir.engine.vocabulary import START, State, Step, final

HEAD = {"slug": "small", "version": "1", "source": "a test", "workflows": ["small"]}
WORDS = {"id": "kata", "en": "words"}


def rulebook(**clause: Any) -> Rulebook:
    """A rulebook of one clause, 1.1, that asks for an amount."""
    first = {"id": "1.1", "text": WORDS, "source": "a test", "values": {"amount.min": 5}} | clause
    return read_rulebook(HEAD | {"title": WORDS, "status": WORDS, "clause": [first]})


@guard("amount.min", who=Party.GROUP)
def amount_large_enough(facts: Facts, rulebook: Rulebook) -> Finding:
    """The amount is large enough."""
    amount = facts["case"]["amount"]
    if amount is None:
        return unknown(_("No amount"), "amount")
    return met(_("Enough")) if amount >= rulebook.number("amount.min") else unmet(_("Too little"), "amount")


UPC = Slot("upc", Party.UPC, (Role.PROGRAMME_MANAGER,))
CITY = Slot("city", Party.DINSOS_CITY, (Role.DINSOS_OFFICER,), (Role.PROGRAMME_MANAGER,))
MINISTRY = Slot("ministry", Party.MINISTRY, (Role.MINISTRY_OFFICER,))
STATES = (
    State("filed", _("Filed"), ball=(Party.UPC,)),
    State("seen", _("Seen"), ball=(Party.UPC, Party.DINSOS_CITY)),
    final("done", _("Done")),
)
OPEN = Step("open", START, "filed", _("Open"), by=(Role.ORGANISER,))
SEE = Step("see", "filed", "seen", _("See"), by=(Role.PROGRAMME_MANAGER,), records=(Role.SECRETARIAT,), not_by=("open",), needs=(amount_large_enough,))
AGREE = Step("agree", "seen", "done", _("Agree"), signatures=all_of(UPC, any_of(CITY, MINISTRY)), asks=(money("sum", _("Sum")),))
SKIP = Step("skip", "filed", "done", _("Skip"), by=(Role.PROGRAMME_MANAGER,), switch=when("skip.allowed"))
STEPS = (OPEN, SEE, AGREE)
SMALL = Workflow("small", 1, _("Small"), STATES, STEPS, letters="S")


def with_steps(*steps: Step, states: tuple[State, ...] = STATES) -> Workflow:
    """The small process with other steps."""
    return replace(SMALL, steps=steps, states=states)


def small_facts(state: str = "filed", role: str = "programme_manager", person: str = "me", **more: Any) -> dict[str, Any]:
    """Facts of a case of it."""
    return {
        "session": {"person": person, "role": role, "kind": "upc", "purpose": "web", "read_only": False},
        "case": {"id": "c", "state": state, "amount": 9, "version": 1, "seq": 1, "facts": 0, "historical": False, "ball": ["upc"]},
        "group": None, "kampung": None, "records": {}, "documents": [], "marks": [], "signatures": [], "acts": [], "batch": None,
    } | more  # fmt: skip


def acted(step: str, actor: str, decider: str | None = None, /, **answers: Any) -> dict[str, Any]:
    """A line of history."""
    return {"seq": 1, "step": step, "source": "x", "dest": "x", "actor": actor, "decider": decider or f"p:{actor}", "answers": answers}
