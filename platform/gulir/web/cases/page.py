"""What the page of a case shows, made from one look and two queries."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask import g
from flask_babel import gettext, lazy_gettext
from markupsafe import Markup

from gulir.cases import story
from gulir.cases.looking import Look, processes
from gulir.cases.queries import around, names_in_history
from gulir.engine import Option, compare, diagram
from gulir.engine.facts import open_marks
from gulir.engine.text import Text
from gulir.engine.verdicts import Verdict
from gulir.engine.vocabulary import State
from gulir.identity.permissions import Permission
from gulir.web import words
from gulir.web.access import may
from gulir.web.cases import desks, fixes, kinds, lanes, money, pleas, signing, turn
from gulir.web.cases.words import say_what_moved

EVALUATED = ("kube", "rtlh", "sarling")


@dataclass(frozen=True)
class Stopped:
    """One step that leads on, and what it needs."""

    step: str
    label: Text
    lacking: list[Verdict]
    softened: list[Verdict]
    met: list[Verdict]
    mine: bool


def context(seen: Look) -> dict[str, Any]:
    """Everything that cases/page.html reads."""
    options, near, names = following(seen), around(seen.case["tenant"], seen.case["id"]), names_in_history(seen.case["tenant"], seen.case["id"])
    say_what_moved(seen, names)
    told = story.tell(seen.workflow, seen.facts, names, day_of)
    stopped = stops(options)
    lacking = [verdict for one in stopped for verdict in one.lacking]
    ways = fixes.ways(seen, options)
    panel, figures = kinds.panel(seen)
    return {
        "seen": seen, "case": seen.case, "state": seen.workflow.by_state[seen.case["state"]], "rail": rail(seen), "turn": turn.whose(seen, near.offices or {}),
        "options": options, "deeds": deeds(options), "stopped": stopped, "ways": ways, "waive": fixes.waive_links(seen, options, lacking),
        "compared": compare(seen.workflow, seen.facts, processes().rulebooks_of(seen.workflow.name)) if about_money(seen) else [],
        "papers": papers(seen), "marks": marks(seen), "signatures": signing.gathered(seen, names), "told": told, "near": near,
        "desks": desks.of(seen, names, near.offices or {}), "drawing": drawing(seen),
        "money": money.lines(seen) if about_money(seen) else [],
        "onward": fixes.onward([verdict for one in stopped if one.mine for verdict in one.lacking], lacking, ways),
        "kin": [(one, processes().state(one["workflow"], one["wv"], one["state"]).label) for one in near.kin or ()],
        "children": children(seen, "house"), "evaluations": children(seen, "evaluation"),
        "may_evaluate": may(Permission.EVALUATION_OPEN) and seen.workflow.name in EVALUATED, "may_open": may(Permission.CASE_OPEN),
        "panel": panel, "priced": words.priced(seen.workflow),
        "readers": lanes.READERS.get(seen.case["lane"]), "pleas": pleas.beside(seen), "logged_as": pleas.logged_as(), "ties": pleas.worked_on(seen),
    } | figures | links(seen, near)  # fmt: skip


def following(seen: Look) -> list[Option]:
    """The options, but those that change nothing: of the two about following the case one, and whatever speaks of something that the case does not have."""
    mine = [act["step"] for act in seen.facts["acts"] if act["step"] in ("watch", "unwatch") and act["actor"] == seen.facts["session"]["person"]]
    useless, has = "watch" if mine[-1:] == ["watch"] else "unwatch", referable(seen)
    return [option for option in seen.options() if option.step != useless and all(has.get(ask.of or "", True) for ask in option.asks if ask.required)]


def referable(seen: Look) -> dict[str, bool]:
    """Whether the case has anything of the kinds that an act may speak of: marks that stand, papers, acts recorded for somebody."""
    marks = {kind: bool(open_marks(seen.facts, kind)) for kind in ("blocker", "bridge", "contest")}
    return marks | {"document": bool(seen.facts["documents"]), "act": any(act["decider"] != f"p:{act['actor']}" for act in seen.facts["acts"])}


def links(seen: Look, near: Any) -> dict[str, str | None]:
    """Addresses of what lies around the case, where this one may open them."""
    slug, group, kampung = g.city.slug, seen.facts["group"], seen.facts["kampung"]
    return {
        "doc_base": f"/{slug}/dokumen" if may(Permission.PAPER_READ) else None,
        "group_url": f"/{slug}/kelompok/{group['slug']}" if group and may(Permission.GROUP_READ) else None,
        "kampung_url": f"/{slug}/kampung/{kampung['slug']}" if kampung and may(Permission.KAMPUNG_READ) else None,
        "batch_url": f"/{slug}/usulan/{near.batch['number']}" if near.batch and may(Permission.BATCH_READ) else None,
    }


def children(seen: Look, workflow: str) -> list[tuple[dict[str, Any], State]]:
    """Its children of a kind, and where each stands."""
    return [(one, processes().state(one["workflow"], one["wv"], one["state"])) for one in seen.facts["children"] if one["workflow"] == workflow]


def about_money(seen: Look) -> bool:
    """Whether a case of this kind is about money at all: some step of its own asks for an amount."""
    return any(ask.kind == "money" for step in seen.workflow.steps for ask in step.asks)


def day_of(moment: dt.datetime) -> dt.date:
    """The city's day of a moment."""
    return moment.astimezone(ZoneInfo(g.city.zone)).date()


@dataclass(frozen=True)
class Deeds:
    """What the one who looks may do: the one that is asked first, the others that move the case or judge it, and what is always possible."""

    first: Option | None
    others: list[Option]
    always: list[Option]
    waiting: list[Option]


def deeds(options: list[Option]) -> Deeds:
    """This one's options; `waiting` are theirs too, but something stops them. What stands aside and is quiet is folded away while it may be done."""
    mine = [option for option in options if option.mode and option.switched_on]
    leading = [option for option in mine if not option.universal and not (option.aside and option.quiet)]
    first = next((option for option in leading if option.primary and option.open), None)
    held = {option.step: option for option in reversed(leading) if not option.open}  # once a step, though each of its slots is held
    return Deeds(
        first, [option for option in leading if option.open and option is not first],
        [option for option in mine if option not in leading and (option.universal or option.open)],
        [option for step, option in reversed(held.items()) if not any(one.open and one.step == step for one in leading)],
    )  # fmt: skip


def stops(options: list[Option]) -> list[Stopped]:
    """The steps that lead on from here, each with what it lacks, what is waived or only warned of, and what is met."""
    leading = {option.step: option for option in reversed(options) if option.switched_on and not option.aside and not option.universal}
    found = []
    for option in reversed(leading.values()):
        asked = [verdict for verdict in option.verdicts if verdict.asked]
        lacking = [verdict for verdict in asked if verdict in option.stops]
        soft = [verdict for verdict in asked if verdict not in lacking and (verdict.waived or verdict.warning or verdict.status != "met")]
        met = [verdict for verdict in asked if verdict not in lacking and verdict not in soft]
        found.append(Stopped(option.step, option.label, lacking, soft, met, option.mode is not None))
    return found


@dataclass(frozen=True)
class Rail:
    """The way, where the case stands on it, and how that is shown. `ended`: it goes no further."""

    states: list[tuple[str, Text]]
    here: str
    held: object | None
    tone: str
    done: list[str]
    ended: bool


def rail(seen: Look) -> Rail:
    """A case that was sent back or refused stands where that happened; one that is blocked says so."""
    state, way = seen.workflow.by_state[seen.case["state"]], [(one.name, one.label) for one in seen.workflow.states if not one.side]
    names = [name for name, _label in way]
    visited = [act["dest"] for act in seen.facts["acts"] if act["dest"] in names]
    here = state.name if not state.side else (visited[-1] if visited else names[0])
    done, ended = [name for name in visited if names.index(name) < names.index(here)], state.kind == "final"
    if state.side:
        return Rail(way, here, state.label, "back" if state.kind == "open" and state.name == "returned" else "held", done, ended)
    blocked = bool(open_marks(seen.facts, "blocker"))
    held = lazy_gettext("%(state)s: blocked", state=words.text(state.label)) if blocked else None
    return Rail(way, here, held, "held", [*done, here] if ended else done, ended)


def papers(seen: Look) -> list[dict[str, Any]]:
    """The documents as the table of papers shows them."""
    kinds = dict(seen.workflow.papers)
    signers = [", ".join(one for one in (paper["signer"], paper["title"]) if one) for paper in seen.facts["documents"]]
    shown = [{"title": None, "precision": "day", "kind_label": kinds.get(paper["kind"], paper["kind"])} for paper in seen.facts["documents"]]
    return [paper | more | {"signer": signer} for paper, more, signer in zip(seen.facts["documents"], shown, signers, strict=True)]


def marks(seen: Look) -> dict[str, list[dict[str, Any]]]:
    """Blockers, waivers, contested acts and bridging, those that stand first."""
    reasons = dict(seen.workflow.reasons)
    found: dict[str, list[dict[str, Any]]] = {"blocker": [], "waiver": [], "contest": [], "bridge": []}
    for mark in sorted(seen.facts["marks"], key=lambda one: one["cured"]):
        found[mark["kind"]].append(mark | {"reason": reasons.get(mark["code"], mark["code"])})
    return found


def drawing(seen: Look) -> Markup:
    """The workflow with this case's path on it."""
    path = {(act["source"], act["dest"]) for act in seen.facts["acts"] if act["source"] != act["dest"]}
    # the engine escapes every word that it draws
    return Markup(diagram.svg(seen.workflow, words.text, path, seen.case["state"], gettext("The way of this case through its process")))  # noqa: S704
