"""From what a guard lacks to the form that brings it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import g, url_for
from flask_babel import lazy_gettext as _

from gulir.acting import current
from gulir.cases.looking import Look
from gulir.engine import Option
from gulir.engine.parties import Kind, Role, party_of
from gulir.engine.verdicts import Verdict
from gulir.identity.permissions import Permission
from gulir.web.access import may
from gulir.web.words import text

# what lacks: (step that brings it, the question's field that names it, words)
BY_STEP = {
    "document": ("file", "kind", _("File it")),
    "examine": ("examine", "document", _("Check it")),
    "blocker": ("unblock", "blocker", _("Clear it")),
    "contest": ("settle_contest", "contest", _("Settle it")),
    "batch": ("enter_batch", None, _("Put into a letter")),
    "amount": ("correct", None, _("Correct it")),
    "note": ("note", None, _("Write a note")),
}
AT_THE_GROUP = {
    "members": ("anggota", _("See the members")),
    "account": ("rekening", _("See the account")),
    "record": ("catatan", _("See the group's records")),
}


@dataclass(frozen=True)
class Way:
    """A link that leads to where something can be brought."""

    url: str
    label: Any
    whole: Any = None


def ways(seen: Look, options: list[Option]) -> dict[str, tuple[str, Any, Any]]:
    """For each lack of any step from here, where this one can bring it; a lack that only others can clear has no entry."""
    mine = {option.step for option in options if option.mode and option.open}
    lacks = {verdict.fix for option in options for verdict in option.verdicts if verdict.fix and verdict.status != "met"}
    found = {fix: way(seen, fix, mine) for fix in lacks}
    return {fix: (one.url, one.label, one.whole or one.label) for fix, one in found.items() if one}


def onward(mine: list[Verdict], every: list[Verdict], found: Mapping[str, tuple[str, Any, Any]]) -> Way | None:
    """The first lack that this one can bring: of a step of their own, else of another's step where it is theirs to clear."""
    who = current()
    party = party_of(Role(who.role), Kind(who.kind))
    lacking = mine + [verdict for verdict in every if party and verdict.who == party]
    return next((Way(*found[verdict.fix]) for verdict in lacking if verdict.fix and verdict.fix in found), None)


def way(seen: Look, fix: str, mine: set[str]) -> Way | None:
    """Where one lack is brought."""
    kind, _colon, what = fix.partition(":")
    if kind in AT_THE_GROUP:
        return _at_the_group(seen, kind)
    if fix == "blocker:new":
        return Way(_step(seen, "block"), _("Report it")) if "block" in mine else None
    step, field, words = BY_STEP.get(kind, ("", None, ""))
    if step not in mine:
        return None
    target = _newest(seen, what) if kind == "examine" else what
    return Way(_step(seen, step, **({field: target} if field and target else {})), words, _whole(seen, step, what if kind in ("document", "examine") else ""))


def waive_links(seen: Look, options: list[Option], verdicts: list[Verdict]) -> dict[str, str]:
    """For each clause that stops and that somebody may waive: the form, where this one may fill it in."""
    if not any(option.step == "waive" and option.mode for option in options):
        return {}
    clauses = {verdict.clause.id for verdict in verdicts if verdict.clause and verdict.clause.waivable_by and verdict.status != "met"}
    return {clause: _step(seen, "waive", clause=clause) for clause in clauses}


def _at_the_group(seen: Look, kind: str) -> Way | None:
    group = seen.facts["group"]
    if not group or not may(Permission.GROUP_READ):
        return None
    place, words = AT_THE_GROUP[kind]
    return Way(f"/{g.city.slug}/kelompok/{group['slug']}#{place}", words)


def _whole(seen: Look, step: str, paper: str) -> Any:
    """The step's own words, with the paper that is meant: they stand alone on a button."""
    declared = seen.workflow.step(step, seen.case["state"])
    label = text(declared.label) if declared and declared.label else step
    kind = dict(seen.workflow.papers).get(paper)
    return f"{label}: {text(kind)}" if kind else label


def _step(seen: Look, step: str, **given: Any) -> str:
    return url_for("cases.step", number=seen.case["number"], step=step, **given)


def _newest(seen: Look, kind: str) -> str | None:
    return next((paper["id"] for paper in seen.facts["documents"] if paper["kind"] == kind), None)
