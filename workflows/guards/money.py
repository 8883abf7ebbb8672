"""Conditions on amounts that are answered: decree, tranches, accountability report."""

from gulir.engine.facts import Answers, Facts, last_answers, total
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import Rupiah, Text, _
from gulir.engine.vocabulary import check
from workflows.guards.group import ceiling

DECREES = ("decree", "decide_city", "decide_province")


def decreed(facts: Facts) -> int | None:
    """What the decree grants, in rupiah; the amount applied for where the decree is lost."""
    amount = last_answers(facts, *DECREES).get("amount")
    return amount if amount is not None else (facts.get("case") or {}).get("amount")


def paid(facts: Facts) -> int:
    """What has been paid so far, in rupiah."""
    return total(facts, "disburse", "amount")


def decree_is_spent(facts: Facts, answers: Answers) -> bool:
    """Whether this tranche is the last: all tranches together are what the decree grants."""
    grant = decreed(facts)
    return grant is not None and paid(facts) + (answers.get("amount") or 0) >= grant


@check("amount", "ceiling.per_group", "ceiling.per_member")
def decree_within_ceiling(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """A decree grants no more than the ceiling."""
    most, _key = ceiling(facts, rulebook)
    if most is None or (answers.get("amount") or 0) <= most:
        return None
    return _("%(amount)s is above the ceiling of %(most)s", amount=Rupiah(answers["amount"]), most=Rupiah(most))


@check("amount")
def tranche_within_decree(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """All tranches together never exceed the decree."""
    grant = decreed(facts)
    if grant is None or paid(facts) + (answers.get("amount") or 0) <= grant:
        return None
    return _("Of the decree's %(grant)s only %(rest)s remain", grant=Rupiah(grant), rest=Rupiah(max(grant - paid(facts), 0)))


@check("remaining")
def report_adds_up(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """What was spent and what remains are together what was received."""
    if answers.get("realised") is None or answers.get("remaining") is None:
        return None
    received = paid(facts)
    reported = answers["realised"] + answers["remaining"]
    if reported == received:
        return None
    return _("Spent and remaining are %(reported)s together; %(received)s was received", reported=Rupiah(reported), received=Rupiah(received))
