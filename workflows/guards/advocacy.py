"""Conditions on an advocacy case: its team, its demands, who was there, what was promised, and whether time is up."""

from typing import Any

from gulir.engine.facts import Answers, Facts, acts, items, last_answers, open_items, somebody_acts, team_of
from gulir.engine.guards import guard
from gulir.engine.parties import Party
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import Text, _
from gulir.engine.verdicts import Finding, met, unmet
from gulir.engine.vocabulary import Wrong, check

UNDER_WAY = ("acting", "waiting")
REFUSED = ("refused", "unanswered")
NOBODY_ELSE = _("Nobody else is on the team without an end; take somebody in first")


def quoted(found: list[dict[str, Any]]) -> list[object]:
    """Lines by their first words, three of them at most."""
    return [one["words"] if len(one["words"]) <= 60 else one["words"][:59] + "…" for one in found[:3]]


def earliest_promise(facts: Facts) -> str | None:
    """The day by which the first of the open commitments must be kept."""
    return min((one["due"] for one in open_items(facts, "commitment") if one["due"]), default=None)


def obstacle_is_gone(facts: Facts) -> bool:
    """What a proposal waits for is settled, or the case ended with something won; a lost case leaves the obstacle where it was."""
    state = facts["case"]["state"]
    return bool(state == "monitoring" or (state == "closed" and last_answers(facts, "confirm_closed").get("outcome") in ("won", "partly")))


@guard(who=Party.NETWORK)
def an_advocate_on_the_team(facts: Facts, rulebook: Rulebook) -> Finding:
    """From here on an advocate of the team decides, so there has to be one."""
    if any("advocate" in one["roles"] for one in team_of(facts)):
        return met(_("An advocate is on the team"))
    return unmet(_("No advocate is on the team yet; take one in first"), "team")


@guard(who=Party.NETWORK)
def nobody_is_left(facts: Facts, rulebook: Rulebook) -> Finding:
    """While an organiser or advocate is on the team, it takes people in by itself."""
    return unmet(_("Somebody is on the team who can act")) if somebody_acts(facts) else met(_("Nobody is left on the team who could act"))


@guard(who=Party.OTHER_SIDE)
def time_is_up(facts: Facts, rulebook: Rulebook) -> Finding:
    """The day until which they had time has passed. Reckoned by the day in London, which comes last here: nobody is late too early."""
    due, today = (facts.get("case") or {}).get("due"), str((facts.get("session") or {}).get("now") or "")[:10]
    return met(_("The time for an answer is over")) if due and today > due else unmet(_("There is still time for an answer"))


@guard(who=Party.RESIDENTS)
def something_is_demanded(facts: Facts, rulebook: Rulebook) -> Finding:
    """Whoever answers needs to know to what."""
    return met(_("There are demands")) if open_items(facts, "demand") else unmet(_("No demand is open; what is settled then?"))


@guard(who=Party.OTHER_SIDE)
def every_promise_kept(facts: Facts, rulebook: Rulebook) -> Finding:
    """What was promised at the last settlement was done, all of it."""
    waiting = open_items(facts, "commitment")
    if waiting:
        return unmet(_("Not kept yet: %(promises)s", promises=quoted(waiting)))
    last = max((act["seq"] for act in acts(facts, "settle")), default=0)
    broken = [one for one in items(facts, "commitment") if one["seq"] >= last and one["state"] != "kept"]
    return unmet(_("Broken: %(promises)s", promises=quoted(broken))) if broken else met(_("Every commitment was kept"))


@guard(who=Party.OTHER_SIDE)
def a_promise_is_open(facts: Facts, rulebook: Rulebook) -> Finding:
    """Only what was promised can be looked after."""
    return met(_("A commitment is open")) if open_items(facts, "commitment") else unmet(_("No commitment is open"))


@guard(who=Party.NETWORK)
def of_a_case_under_way(facts: Facts, rulebook: Rulebook) -> Finding:
    """A track is opened where residents have given their mandate: while the team acts, or waits for an answer."""
    parent = facts.get("parent")
    if not parent or parent["workflow"] != "advocacy":
        return unmet(_("A track is opened from the page of its case"))
    if parent["state"] not in UNDER_WAY:
        return unmet(_("A track is opened while the team acts or waits for an answer"))
    return met(_("Of %(title)s", title=parent["title"]))


@check("lane")
def keeps_oneself_in(answers: Answers, facts: Facts, rulebook: Rulebook) -> Wrong:
    """Whoever hides a case from everybody but its team is on the team."""
    me = (facts.get("session") or {}).get("person")
    if answers.get("lane") != "2" or any(one["person"] == me for one in team_of(facts)):
        return None
    return _("You are not on the team, so you would not find this case any more; have yourself taken in first")


@check("person")
def somebody_stays(answers: Answers, facts: Facts, rulebook: Rulebook) -> Wrong:
    """A team without anybody whose time has no end would leave its case to nobody."""
    others = [one for one in team_of(facts) if one["until"] is None and one["roles"] and one["person"] != answers.get("person")]
    return None if others else NOBODY_ELSE


@check("until")
def ends_later(answers: Answers, facts: Facts, rulebook: Rulebook) -> Wrong:
    """A time on the team that is over already is none; and somebody stays."""
    until, today = answers.get("until"), str((facts.get("session") or {}).get("now") or "")[:10]
    if not until:
        return None
    if today and until < today:
        return _("This day is past already")
    return somebody_stays.test(answers, facts, rulebook)


@check("plea")
def names_one_obstacle(answers: Answers, facts: Facts, rulebook: Rulebook) -> Wrong:
    """An obstacle is chosen from the list, or named by the code that another city handed over; not both."""
    if bool(answers.get("plea")) == bool(answers.get("code")):
        return _("Choose an obstacle of the list, or write the code of one")
    return None


@check("delegates")
def delegates_were_there(answers: Answers, facts: Facts, rulebook: Rulebook) -> Wrong:
    """Whoever speaks for the residents was at the meeting that chose them."""
    rows = answers.get("delegates") or []
    absent = _("Somebody who was not at the meeting cannot be its delegate; leave the line out, or hold another meeting")
    return {f"{n}.present": absent for n, row in enumerate(rows) if row.get("present") == "no"}


@check("commitments")
def promised_where_agreed(answers: Answers, facts: Facts, rulebook: Rulebook) -> Wrong:
    """A commitment belongs to a demand that was agreed, wholly or in part."""
    refused = {row["item"] for row in answers.get("answers") or [] if row.get("state") in REFUSED}
    no = _("This demand was not agreed to, so nothing was promised for it")
    return {f"{n}.of": no for n, row in enumerate(answers.get("commitments") or []) if row.get("of") in refused}


@check("outcome")
def outcome_fits_the_demands(answers: Answers, facts: Facts, rulebook: Rulebook) -> Wrong:
    """Won is a case whose demands were all won; lost, one of which none was."""
    ends = [row["state"] for row in answers.get("outcomes") or []]
    if answers.get("outcome") == "won" and any(end != "won" for end in ends):
        return _("Not every demand was won")
    won: Text = _("A demand was won, wholly or in part")
    return won if answers.get("outcome") == "lost" and any(end in ("won", "partly") for end in ends) else None


@check("excluded")
def lapor_takes_it(answers: Answers, facts: Facts, rulebook: Rulebook) -> Wrong:
    """SP4N-LAPOR does not take what is before a court, a statute, corruption or a crime."""
    return None if answers.get("excluded") != "yes" else _("SP4N-LAPOR does not take this; choose another track")
