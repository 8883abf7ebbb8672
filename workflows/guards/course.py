"""Conditions on how a case has gone so far: blockers, refusals, evaluations, loans."""

from gulir.engine.facts import Facts, acts, last_answers, open_marks, total
from gulir.engine.guards import guard
from gulir.engine.parties import Party
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import _
from gulir.engine.verdicts import Finding, met, unknown, unmet


@guard("refusal.reasoned", who=Party.DINSOS_CITY, always=True)
def has_a_blocker(facts: Facts, rulebook: Rulebook) -> Finding:
    """Who declines without refusing says what stands in the way."""
    if open_marks(facts, "blocker"):
        return met(_("The obstacle is recorded"))
    return unmet(_("No obstacle is recorded; report it first"), "blocker:new")


@guard("refusal.reasoned", who=Party.GROUP, always=True)
def refusal_can_be_cured(facts: Facts, rulebook: Rulebook) -> Finding:
    """The refusal itself says that it can be cured."""
    curable = last_answers(facts, "refuse").get("curable")
    if curable is None:
        return unknown(_("The refusal does not say whether it can be cured"), "note")
    return met(_("The refusal can be cured")) if curable == "yes" else unmet(_("The refusal says that it cannot be cured"))


@guard("payment.lapses", who=Party.MINISTRY, always=True)
def some_money_came(facts: Facts, rulebook: Rulebook) -> Finding:
    """At least one tranche was paid; where none came, the proposal is withdrawn instead."""
    if not acts(facts, "disburse"):
        return unmet(_("No tranche has been paid; where all of it lapses, the proposal is withdrawn"))
    return met(_("Money has come")) if total(facts, "disburse", "amount") else unknown(_("The amounts of the tranches are not known"), "note")


@guard("evaluation.first", who=Party.UPC, always=True)
def was_evaluated(facts: Facts, rulebook: Rulebook) -> Finding:
    """A rating follows an evaluation: a joint one of this grant that is published, or one that was recorded of the group by hand."""
    joint = [one for one in facts.get("children") or [] if one["workflow"] == "evaluation"]
    if any(one["state"] == "closed" for one in joint):
        return met(_("A joint evaluation is published"))
    if (facts.get("records") or {}).get("evaluation"):
        return met(_("An evaluation is recorded"))
    if joint:
        return unmet(_("The joint evaluation is not published yet"))
    return unknown(_("No evaluation is recorded"), "record:evaluation")


@guard("dissolution.no_open_loan", who=Party.GROUP, always=True)
def no_open_loan(facts: Facts, rulebook: Rulebook) -> Finding:
    """Nobody owes the group anything any more."""
    loans = (facts.get("records") or {}).get("loans")
    if not loans or loans.get("open") is None:
        return unknown(_("It is not recorded whether loans are open"), "record:loans")
    return unmet(_("%(n)s loans are still open", n=loans["open"]), "record:loans") if loans["open"] else met(_("No loan is open"))
