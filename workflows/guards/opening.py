"""Conditions on opening a joint evaluation: its subject, its period, and reviewers who had no part in it."""

from datetime import date

from gulir.engine.facts import Answers, Facts
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import Text, _
from gulir.engine.vocabulary import Check, check
from workflows.guards.review import INTERESTS

PLACES = ("upc_lead", "upc_reviewer", "ministry_lead", "ministry_reviewer")
GRANTS = ("kube", "rtlh", "sarling")


@check("subject")
def subject_fits(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """A grant is evaluated from its own page, a kampung by its name."""
    subject, parent = answers.get("subject"), facts.get("parent")
    fits = {"grant": bool(parent and parent["workflow"] in GRANTS), "kampung": bool(facts.get("kampung")) and not parent}
    return None if fits.get(str(subject), not parent and not facts.get("kampung")) else _("Choose what is evaluated")


@check("period_to")
def period_in_order(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """The period ends after it begins."""
    start, end = answers.get("period_from"), answers.get("period_to")
    return _("The period ends before it begins, on %(day)s", day=date.fromisoformat(start)) if start and end and end < start else None


@check("ministry_lead")
def one_person_once(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """Nobody reviews twice."""
    people = [answers[place] for place in PLACES if answers.get(place)]
    return None if len(set(people)) == len(people) else _("One person has one place among the reviewers")


def free_of_ties(place: str) -> Check:
    """Whoever is named for a place holds that office, and had no part in what is evaluated."""
    side, lead = place.split("_")[0], place.endswith("lead")

    def test(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
        found = [one for one in facts.get("candidates") or [] if one["person"] == answers.get(place)]
        fitting = [one for one in found if one["side"] == side and one["lead"] is lead]
        if answers.get(place) is None:
            return None
        if not fitting:
            return _("Choose a reviewer of this side")
        interest = fitting[0]["interest"]
        return _("Nobody reviews what they had a part in: %(name)s %(why)s", name=fitting[0]["name"], why=INTERESTS[interest[0]]) if interest else None

    return Check(f"{place}_is_free", place, test)


TIES = tuple(free_of_ties(place) for place in PLACES)
