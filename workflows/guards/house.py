"""Conditions on one house: its survey, its cost, its money, its photos."""

from datetime import date

from gulir.engine.facts import Answers, Facts, last_answers, papers
from gulir.engine.guards import guard
from gulir.engine.parties import Party
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import Rupiah, Text, _
from gulir.engine.verdicts import Finding, met, unknown, unmet
from gulir.engine.vocabulary import check

UNFIT = {"roof": ("rotting", "dangerous"), "walls": ("rotting", "dangerous"), "floor": ("broken", "earth")}
# From which state on a parent's money is there: of an RTLH grant, or of a KUBE's fund.
MONEY_CAME = {"rtlh": ("building", "reported", "accepted"), "kube": ("running", "reported", "revolving", "endowment")}
SOURCE = {"grant": "rtlh", "kube_fund": "kube"}


@guard(who=Party.GROUP)
def of_a_grant(facts: Facts, rulebook: Rulebook) -> Finding:
    """A house is repaired within a grant of its group, or from the group's own fund."""
    parent = facts.get("parent")
    if not parent or parent["workflow"] not in MONEY_CAME:
        return unmet(_("A house is opened from the page of its grant"))
    return met(_("Of %(title)s", title=parent["title"]))


@check("household")
def household_of_the_group(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """The household is that of a member."""
    members = (facts.get("group") or {}).get("members") or []
    if answers.get("household") is None or answers["household"] in [member.get("household") for member in members]:
        return None
    return _("Choose a household of this group")


@check("source")
def source_is_the_parent(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """The money that is named is that of the case which the house belongs to."""
    parent = facts.get("parent") or {}
    return None if SOURCE.get(str(answers.get("source"))) in (None, parent.get("workflow")) else _("The case that this house belongs to has other money")


@guard("house.unfit_parts", who=Party.GROUP)
def house_is_unfit(facts: Facts, rulebook: Rulebook) -> Finding:
    """Roof, walls or floor are such that nobody should live in it."""
    survey = last_answers(facts, "open")
    if not any(survey.get(part) for part in UNFIT):
        return unknown(_("Nobody has surveyed roof, walls and floor"), "note")
    unfit, least = sum(survey.get(part) in bad for part, bad in UNFIT.items()), rulebook.number("house.unfit_parts")
    if unfit < least:
        return unmet(_("%(n)s of roof, walls and floor are unfit; at least %(least)s must be", n=unfit, least=least))
    return met(_("%(n)s of roof, walls and floor are unfit", n=unfit))


@guard("house.land_evidence", who=Party.GROUP)
def land_is_evidenced(facts: Facts, rulebook: Rulebook) -> Finding:
    """The land is the household's own by a paper; where none is at hand, the obstacle is reported instead."""
    if any(paper.get("correct") for paper in papers(facts, "land_letter")):
        return met(_("A letter on the land status was found correct"))
    evidence = last_answers(facts, "open").get("land")
    if evidence is None:
        return unknown(_("It is not recorded what proves the land"), "document:land_letter")
    if evidence == "none":
        return unmet(_("Nothing proves the land; file a letter, or report the land status as an obstacle"), "blocker:new")
    return met(_("The survey names what proves the land"))


def said(facts: Facts, field: str, wanted: str, good: Text, bad: Text) -> Finding:
    """A yes or no of the survey."""
    answer = last_answers(facts, "open").get(field)
    if answer is None:
        return unknown(_("The survey does not say it"), "note")
    return met(good) if answer == wanted else unmet(bad)


@guard("house.never_received", who=Party.GROUP)
def house_not_aided_before(facts: Facts, rulebook: Rulebook) -> Finding:
    """The household has not had its house repaired by the state before."""
    return said(facts, "received", "no", _("No house aid before"), _("The household has received house aid before"))


@guard("house.ktp_address", who=Party.GROUP)
def house_at_ktp_address(facts: Facts, rulebook: Rulebook) -> Finding:
    """The house stands where the identity card says that its people live."""
    return said(facts, "at_ktp_address", "yes", _("At the address on the identity card"), _("Not at the address on the identity card"))


@check("cost", "ceiling.per_house")
def cost_within_house_ceiling(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """A house costs no more than the rulebook's ceiling; what is above is self-help."""
    most = rulebook.number("ceiling.per_house")
    return None if (answers.get("cost") or 0) <= most else _("The ceiling for a house is %(most)s; what is above it is self-help", most=Rupiah(most))


@check("builder_paid", "labour.unpaid")
def residents_do_the_work(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """Where the rulebook keeps the money for materials, no builder is paid from it."""
    if answers.get("builder_paid") != "yes" or not rulebook.get("labour.unpaid"):
        return None
    return _("Under this rulebook the money is for materials; the residents do the work")


@guard(who=Party.UPC)
def its_money_came(facts: Facts, rulebook: Rulebook) -> Finding:
    """The grant was disbursed and signed for; or the group's own fund pays."""
    parent = facts.get("parent")
    if not parent:
        return unknown(_("It is not known which grant pays"), "note")
    if parent["state"] not in MONEY_CAME.get(parent["workflow"], ()):
        return unmet(_("The money of %(title)s has not come, or nobody has signed for it", title=parent["title"]))
    return met(_("The money of %(title)s has come", title=parent["title"]))


@check("taken_on")
def photo_not_before_the_start(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """A photo of the work is no older than the work, nor than the photo before it."""
    days = [act["answers"].get(name) for act in facts.get("acts") or [] for name in ("supplied_on", "taken_on") if act.get("answers")]
    start = max((day for day in days if day), default=None)
    if not start or not answers.get("taken_on") or answers["taken_on"] >= start:
        return None
    return _("The photo is from before %(day)s; take one of the work as it is", day=date.fromisoformat(start))
