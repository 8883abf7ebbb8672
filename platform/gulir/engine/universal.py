"""The steps that every workflow has: they stay in the state, so that remarks, papers, blockers and waivers stand in the same history."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from gulir.engine.asks import Ask, choice, date, file, integer, letter, money, reference, text, yes_no
from gulir.engine.facts import Answers, Facts, acts, me_and_mine
from gulir.engine.parties import PARTY_LABELS, Kind, Party, Role, party_of
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import Text, _
from gulir.engine.vocabulary import Check, Step

R = Role
STAFF = (R.ORGANISER, R.PROGRAMME_MANAGER, R.TREASURER, R.SECRETARIAT, R.DINSOS_OFFICER, R.PROVINCE_OFFICER, R.MINISTRY_OFFICER)
OFFICES = (R.GROUP_CHAIR, R.GROUP_SECRETARY, R.GROUP_TREASURER)
OFFICIALS = (R.DINSOS_OFFICER, R.PROVINCE_OFFICER, R.MINISTRY_OFFICER)
KEEPERS = (R.PROGRAMME_MANAGER, R.SECRETARIAT)
CLOCK = (R.CLOCK,)
ASSIGNERS = (R.PROGRAMME_MANAGER, R.SECRETARIAT, R.ORGANISER, R.DINSOS_OFFICER)
CORRECTORS = (R.PROGRAMME_MANAGER, R.SECRETARIAT, R.ORGANISER)

STATES_OF_A_PAPER = (("yes", _("Yes")), ("no", _("No")), ("unseen", _("Not looked at")))
PARTIES = tuple((str(party), label) for party, label in PARTY_LABELS.items())
WHY = text("note", _("Why"))
# How near its day is when the clock reminds, and whom it tells when nobody acts; from which day that is counted, and after how many days it was due.
REMINDED = (("before", _("its day comes near")), ("on", _("today is its day")), ("after", _("its day has passed")), ("held", _("an obstacle still stands")),
            ("team", _("its team ends soon")), ("teamless", _("nobody is left on its team")))  # fmt: skip
ESCALATED = (("assignee", _("whoever took it on")), ("manager", _("the city's programme manager")), ("secretariat", _("the UPC secretariat")))
DAYS, FROM_DAY = integer("days", _("Days"), min=-400), date("day", _("Counted from"), ahead=True)


def not_recorded_by_its_settler(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """Who recorded the contested act cannot settle the contest."""
    contested = {str((act.get("answers") or {}).get("act")) for act in acts(facts, "contest")}
    mine = [act for act in facts.get("acts") or [] if str(act["seq"]) in contested and {act.get("actor"), act.get("behalf")} & me_and_mine(facts)]
    return _("You recorded the contested act; somebody else settles it") if mine else None


def waivable_by_decider(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """A clause is waived by a party that the clause names."""
    found = rulebook.clause(str(answers.get("clause")))
    if found is None:
        return _("This rulebook has no such clause")
    if not found.waivable_by:
        return _("This clause cannot be waived")
    if answers.get("party") not in found.waivable_by:
        return _("This clause can be waived by: %(who)s", who=[PARTY_LABELS[party] for party in found.waivable_by])
    return None if "decider" in answers or answers["party"] == own_party(facts) else _("You do not speak for that party; record its decision with its paper")


def names_the_case(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """A title is as long as it may be when a case is opened."""
    title = answers.get("title")
    return None if title is None or 2 <= len(title) <= 160 else _("Give it a name of 2 to 160 letters")


def own_party(facts: Facts) -> Party | None:
    """The party that the session speaks for."""
    me = facts.get("session") or {}
    return party_of(Role(me["role"]), Kind(me["kind"])) if me.get("role") in set(Role) and me.get("kind") in set(Kind) else None


SETTLER = Check("settler", "contest", not_recorded_by_its_settler)
TITLE = Check("title", "title", names_the_case)
WAIVER = Check("waiver", "clause", waivable_by_decider)


def stays(name: str, label: Text, by: tuple[Role, ...], *asks: Ask, **more: Any) -> Step:
    """A step of every state."""
    return Step(name, (), label=label, by=by, asks=asks, universal=True, aside=True, **more)


def universal_steps(reasons: Sequence[tuple[str, Text]], paper_kinds: Sequence[tuple[str, Text]]) -> tuple[Step, ...]:
    """All of them, for the reason codes and kinds of papers that a programme knows."""
    return (*QUIET, *of_papers(paper_kinds), *of_obstacles(reasons), *FREED, *OF_OTHERS, *OF_RECORDED_ACTS)


QUIET = (
    stays("note", _("Write a note"), (*STAFF, *OFFICES), text("note", _("Note")), quiet=True),
    stays("assign", _("Give to a colleague"), ASSIGNERS, reference("person", _("Who takes it on"), "person"), effects=("assign",), quiet=True),
    stays("watch", _("Follow this case"), (*STAFF, *OFFICES), quiet=True),
    stays("unwatch", _("Stop following this case"), (*STAFF, *OFFICES), quiet=True),
    stays("remind", _("Remind"), CLOCK, choice("rung", _("When"), REMINDED), DAYS, FROM_DAY, quiet=True),
    stays("escalate", _("Escalate"), CLOCK, choice("rung", _("To whom"), ESCALATED), DAYS, FROM_DAY, quiet=True),
    stays("redate", _("Reckon the due day anew"), CLOCK, date("old", _("Was due"), ahead=True), date("new", _("Is due"), ahead=True), quiet=True),
)  # fmt: skip


def of_papers(kinds: Sequence[tuple[str, Text]]) -> tuple[Step, ...]:
    """A paper is filed by whoever has it, and checked by somebody whose office it is."""
    return (
        stays("file", _("File a paper"), (*STAFF, *OFFICES), choice("kind", _("Kind of paper"), kinds), text("number", _("Number"), required=False),
              date("date", _("Date on the paper"), required=False), text("signer", _("Signed by"), required=False),
              text("title", _("Title of the signer"), required=False), file("paper", _("Scan or photo"), required=False), effects=("papers",)),
        stays("examine", _("Check a paper"), (*KEEPERS, *OFFICIALS), reference("document", _("Document"), "document"),
              choice("present", _("Is it there?"), STATES_OF_A_PAPER), choice("correct", _("Is it correct?"), STATES_OF_A_PAPER),
              text("note", _("Note"), required=False), effects=("examine",)),
    )  # fmt: skip


def of_obstacles(reasons: Sequence[tuple[str, Text]]) -> tuple[Step, ...]:
    """An obstacle has a reason and somebody who can resolve it; a clause is waived by a party that it names."""
    return (
        stays("block", _("Report an obstacle"), STAFF, choice("code", _("Reason"), reasons), choice("resolver", _("Who can resolve it"), PARTIES),
              date("since", _("Since when"), required=False), WHY, letter("blocker_evidence", _("Evidence"), required=False), effects=("block",),
              records=KEEPERS),
        stays("unblock", _("Clear an obstacle"), (*KEEPERS, *OFFICIALS), reference("blocker", _("Obstacle"), "blocker"), WHY,
              letter("unblock_evidence", _("Evidence"), required=False), effects=("cure",), records=KEEPERS),
        stays("waive", _("Waive a clause"), (*KEEPERS, *OFFICIALS), reference("clause", _("Clause"), "clause"),
              choice("party", _("Decided by"), PARTIES), WHY, letter("waiver_letter", _("The decision on paper")), effects=("waive",),
              records=KEEPERS, checks=(WAIVER,)),
    )  # fmt: skip


# What other work did for this case, told by the clock: it says that, and never which work.
FREED = (
    stays("obstacle_gone", _("The obstacle is gone"), CLOCK, reference("blocker", _("Obstacle"), "blocker"), effects=("lift",)),
    stays("paper_given", _("A paper is given"), CLOCK, text("number", _("Number"), required=False), date("date", _("Date on the paper"), required=False),
          text("signer", _("Signed by"), required=False), text("title", _("Title of the signer"), required=False),
          file("paper", _("Scan or photo"), required=False), effects=("papers",)),
)  # fmt: skip

OF_OTHERS = (
    stays("correct", _("Correct a field"), CORRECTORS, text("title", _("Title"), required=False), money("amount", _("Amount"), required=False), WHY,
          effects=("patch", "void"), checks=(TITLE,)),
    stays("bridge", _("Bridge with a loan of another group"), CORRECTORS, text("lender", _("Who lends")), money("amount", _("Amount"), required=False), WHY,
          letter("bridge_decision", _("Decision of the meeting"), required=False), effects=("bridge",)),
    stays("unbridge", _("End the bridging"), CORRECTORS, reference("bridge", _("Bridging"), "bridge"), WHY, effects=("unbridge",)),
    stays("enter_batch", _("Put into a proposal letter"), (R.ORGANISER, R.PROGRAMME_MANAGER), reference("batch", _("Proposal letter"), "batch"),
          effects=("batch",)),
)  # fmt: skip

OF_RECORDED_ACTS = (
    stays("contest", _("Contest an act recorded in your name"), (*OFFICIALS, *OFFICES), reference("act", _("Recorded act"), "act"), WHY,
          effects=("contest",)),
    stays("settle_contest", _("Settle a contested act"), KEEPERS, reference("contest", _("Contested act"), "contest"), WHY,
          yes_no("stands", _("Does the act stand?")), effects=("settle",), not_by=("contest",), checks=(SETTLER,)),
)  # fmt: skip


# What a case outside the programme keeps of these, for whoever is on its team.
OF_A_TEAM = ("note", "assign", "watch", "unwatch", "remind", "escalate", "redate", "file", "examine", "block", "unblock", "correct")
TEAM = (R.ADVOCATE, R.ORGANISER)


def steps_of_a_team(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The universal steps of a confidential case: no official takes part, so nothing is recorded for one, contested or put into a letter."""
    kept = [step for step in steps if step.name in OF_A_TEAM]
    return tuple(step if step.by == CLOCK else replace(step, by=TEAM, records=(), team=True) for step in kept)


def sign_step(deciders: tuple[Role, ...], recorders: tuple[Role, ...]) -> Step:
    """The step by which a signature enters the history; who may sign what is each slot's own word."""
    return stays("sign", _("Sign"), deciders, records=recorders)
