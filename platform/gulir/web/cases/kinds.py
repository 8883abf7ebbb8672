"""What a process shows of its own on the page of its cases: one template a kind, and the figures that it reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gulir.cases.looking import Look
from gulir.cases.story import in_words
from gulir.web.cases import lines
from gulir.web.evaluations.panel import panel as evaluation

PHOTOS = ("photo_start", "photo_half", "photo_done")
SHARES = (0, 50, 100)


@dataclass(frozen=True)
class Check:
    """One look at a facility: its day, how it was found, what was seen."""

    date: str | None
    precision: str
    condition: object
    seen: str


def nothing(seen: Look) -> dict[str, Any]:
    """A kind whose panel reads what every page has."""
    return {}


def said(seen: Look) -> dict[str, Mapping[str, Any]]:
    """What was answered at each step, last; steps whose answers are withheld say nothing."""
    return {act["step"]: act.get("answers") or {} for act in seen.facts["acts"]}


def house(seen: Look) -> dict[str, Any]:
    """How far it is built with its photos, what it costs, and apart from that what neighbours give of their own."""
    newest = {paper["kind"]: paper for paper in reversed(seen.facts["documents"])}
    photos = [(share, newest.get(kind)) for share, kind in zip(SHARES, PHOTOS, strict=True)]
    return {"built": seen.workflow.by_state[seen.case["state"]].built, "photos": photos, "said": said(seen)}


def sarling(seen: Look) -> dict[str, Any]:
    """Where and what it is, who keeps it, and every look at it since, the newest first."""
    return {
        "place": said(seen).get("site", {}).get("place"),
        "sort": in_words_of(seen, "site", "kind"),
        "keeper": said(seen).get("hand_over", {}).get("manager"),
        "checks": [checked(seen, act) for act in reversed(seen.facts["acts"]) if act["step"] == "check"],
    }


def checked(seen: Look, act: Mapping[str, Any]) -> Check:
    """One look, in words."""
    return Check(act.get("date"), act.get("precision") or "day", choice_of(seen, act, "condition"), (act.get("answers") or {}).get("reason") or "")


def in_words_of(seen: Look, step: str, ask: str) -> object:
    """What was last chosen at a step."""
    found = [act for act in seen.facts["acts"] if act["step"] == step]
    return choice_of(seen, found[-1], ask) if found else None


def choice_of(seen: Look, act: Mapping[str, Any], ask: str) -> object:
    """A choice of an act in its words; None where it is not told."""
    value, step = (act.get("answers") or {}).get(ask), seen.workflow.step(act["step"], act["source"])
    return next((in_words(one, value) for one in (step.asks if step else ()) if one.name == ask), value) if value else None


# The template of each kind, and what it reads besides the page's own; a kind that is not here has no panel.
PANELS: dict[str, tuple[str, Callable[[Look], dict[str, Any]]]] = {
    "kube": ("cases/kinds/kube.html", nothing),
    "rtlh": ("cases/kinds/rtlh.html", nothing),
    "house": ("cases/kinds/house.html", house),
    "sarling": ("cases/kinds/sarling.html", sarling),
    "evaluation": ("cases/kinds/evaluation.html", lambda seen: {"own": evaluation(seen)}),
    "advocacy": ("cases/kinds/advocacy.html", lines.advocacy),
    "lapor": ("cases/kinds/lapor.html", lines.lapor),
}


def panel(seen: Look) -> tuple[str | None, dict[str, Any]]:
    """The template of this case's kind and its figures."""
    template, figures = PANELS.get(seen.workflow.name, (None, nothing))
    return template, figures(seen)
