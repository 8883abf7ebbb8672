"""What a reference may name: the case's own papers, obstacles, acts and clauses; letters, colleagues and deciders of its city."""

from collections.abc import Callable
from typing import Any

from gulir.acting.who import current
from gulir.cases.contesting import contestable
from gulir.cases.deciders import OFFICE
from gulir.cases.looking import Look
from gulir.engine import Option
from gulir.engine.facts import me_and_mine, open_items, open_marks, team_of
from gulir.web.cases import pleas, queries
from gulir.web.dates import date
from gulir.web.words import bilingual, role, text

Choice = tuple[str, Any]
TEAM_ROLES = ("organiser", "advocate", "programme_manager", "secretariat")


def choices_for(seen: Look, option: Option) -> dict[str, list[Choice]]:
    """For each reference that the option asks for, what may be named."""
    cells = [(f"{ask.name}.{column.name}", column) for ask in option.asks for column in ask.columns]
    named = [(name, ask) for name, ask in (*((ask.name, ask) for ask in option.asks), *cells) if ask.kind == "reference" or ask.judges]
    return {name: found(seen, option) for name, ask in named if (found := finder(ask.of))}


def finder(of: str | None) -> "Callable[[Look, Option], list[Choice]] | None":
    """What finds the choices for a reference; lines of the case are found by their kind."""
    return lines((of or "").removeprefix("item:")) if (of or "").startswith("item:") else FOUND.get(of)


def lines(kind: str) -> "Callable[[Look, Option], list[Choice]]":
    """The open lines of a kind."""
    return lambda seen, option: [(one["id"], " · ".join(word for word in (one["who"], one["words"]) if word)) for one in open_items(seen.facts, kind)]


def documents(seen: Look, option: Option) -> list[Choice]:
    """The papers, each with its number and date."""
    kinds = dict(seen.workflow.papers)
    papers = [(paper, text(kinds.get(paper["kind"], paper["kind"]))) for paper in seen.facts["documents"]]
    return [(paper["id"], " · ".join(word for word in (kind, paper["number"], date(paper["date"]) if paper["date"] else "") if word)) for paper, kind in papers]


def marks(kind: str) -> Callable[[Look, Option], list[Choice]]:
    """The marks of a kind that stand."""

    def found(seen: Look, option: Option) -> list[Choice]:
        """Those of one case."""
        reasons = dict(seen.workflow.reasons)
        return [
            (mark["id"], ": ".join(word for word in (text(reasons.get(mark["code"], mark["code"])), mark["note"]) if word))
            for mark in open_marks(seen.facts, kind)
        ]

    return found


def acts(seen: Look, option: Option) -> list[Choice]:
    """The acts that somebody recorded in this one's name, or in that of an office or group of theirs."""
    theirs = contestable(seen)
    recorded = [act for act in seen.facts["acts"] if str(act["seq"]) in theirs]
    steps = {act["seq"]: seen.workflow.step(act["step"], act["source"]) for act in recorded}
    labels = {seq: text(step.label) if step and step.label else "?" for seq, step in steps.items()}
    return [(str(act["seq"]), f"{labels[act['seq']]}, {date(act['date'], act['precision'])}") for act in reversed(recorded)]


def clauses(seen: Look, option: Option) -> list[Choice]:
    """The clauses that somebody may waive."""
    return [(clause.id, f"§ {clause.id}: {bilingual(clause.text)}") for clause in seen.rulebook.clauses if clause.waivable_by]


def batches(seen: Look, option: Option) -> list[Choice]:
    """The city's letters, the newest first."""
    return [(str(row.id), " · ".join(word for word in (row.number, row.letter_number, row.title) if word)) for row in queries.batches(seen.case["tenant"])]


def colleagues(seen: Look, option: Option) -> list[Choice]:
    """Those of one's own organisation who have a seat here."""
    seats = queries.seats(seen.case["tenant"], organisation=seen.facts["session"]["organisation"])
    return list({str(row.person_id): (str(row.person_id), f"{row.name}, {role(row.role)}") for row in seats}.values())


def seated(*roles: str) -> Callable[[Look, Option], list[Choice]]:
    """Who may be on a team: people of the network and UPC who have one of these roles; the door refuses those with a tie to government."""

    def found(seen: Look, option: Option) -> list[Choice]:
        """Those of one city."""
        seats = queries.seats(seen.case["tenant"], roles=list(roles))
        return list({str(row.person_id): (str(row.person_id), f"{row.name}, {role(row.role)}") for row in seats}.values())

    return found


def members(seen: Look, option: Option) -> list[Choice]:
    """Who is on the team now."""
    return [(one["person"], one["name"]) for one in team_of(seen.facts)]


def deciders(seen: Look, option: Option) -> list[Choice]:
    """Officers of the group, and officials with a seat here, whose act it may be."""
    roles = [str(one) for one in option.deciders]
    offices = {OFFICE[one] for one in roles if one in OFFICE}
    members = [one for one in (seen.facts["group"] or {"members": []})["members"] if one["office"] in offices]
    found = [(f"m:{one['id']}", f"{one['name']}, {seen.facts['group']['name']}") for one in members]
    others = [one for one in roles if one not in OFFICE]
    me = me_and_mine(seen.facts)
    seats = queries.seats(seen.case["tenant"], roles=others) if others else []
    return found + [(f"p:{row.person_id}", f"{row.name}, {row.organisation}") for row in seats if str(row.person_id) not in me]


def pleas_of(seen: Look, option: Option) -> list[Choice]:
    """Obstacles that somebody asked help with, in every city that one sees."""
    rows = pleas.waiting([tenant.id for tenant in current().tenants], seen.case["id"])
    return [(f"{row.city}/{row.id}", f"{row.title} ({row.number}): {pleas.reason_of(row)}") for row in rows]


def criteria(seen: Look, option: Option) -> list[Choice]:
    """The criteria on which the two sides of an evaluation differ."""
    given: dict[str, set[int]] = {}
    for one in (seen.facts.get("evaluation") or {"scores": []})["scores"]:
        given.setdefault(one["criterion"], set()).add(one["value"])
    return [(one.id, bilingual(one.name)) for one in seen.rulebook.criteria if len(given.get(one.id, ())) > 1]


FOUND: dict[str | None, Callable[[Look, Option], list[Choice]]] = {
    "document": documents, "blocker": marks("blocker"), "contest": marks("contest"), "bridge": marks("bridge"), "act": acts, "clause": clauses,
    "batch": batches, "plea": pleas_of, "person": colleagues, "criterion": criteria, "decider": deciders, "teammate": seated(*TEAM_ROLES), "member": members,
    "leader": seated("organiser", "advocate"),
}  # fmt: skip
