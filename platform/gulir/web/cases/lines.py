"""What an advocacy case is about, as its page tells it: demands and their answers, promises and whether they are late, people, and tracks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from gulir.acting.who import current
from gulir.cases.looking import Look, processes
from gulir.cases.story import in_words
from gulir.engine.asks import Ask
from gulir.engine.facts import items, last_answers, me_and_mine, team_of
from gulir.engine.vocabulary import START
from gulir.web.cases import queries

# How a line begins or ends without anybody having chosen the word.
PLAIN = {"open": _("Not answered yet"), "promised": _("Promised"), "broken": _("Broken"), "named": _("Named")}
OVERDUE = _("Overdue")
TONES = {
    "agreed": ("done", "check"), "won": ("done", "check"), "kept": ("done", "check"), "half_agreed": ("warn", None), "partly": ("warn", None),
    "refused": ("stop", "cross"), "unanswered": ("stop", "question"), "lost": ("stop", "cross"), "broken": ("stop", "cross"), "open": ("plain", None),
    "withdrawn": ("plain", None), "promised": ("", "clock"),
}  # fmt: skip
TRACKS = ("lapor",)  # what may be opened from a case
FIRST = {"late": 0, "promised": 1, "partly": 1, "broken": 2, "kept": 3}  # what needs somebody stands first


@dataclass(frozen=True)
class Line:
    """A demand or a commitment with how it stands; `of` is the number of the demand that a commitment answers."""

    item: dict[str, Any]
    stands: Any
    tone: str
    sign: str | None
    late: bool
    of: int | None


@dataclass(frozen=True)
class Told:
    """Everything that the panel of an advocacy case shows."""

    demands: list[Line]
    commitments: list[Line]
    delegates: list[dict[str, Any]]
    team: list[dict[str, Any]]
    story: dict[str, Any]
    category: Any
    tracks: list[Any]

    @property
    def late(self) -> int:
        """How many promises are overdue."""
        return sum(line.late for line in self.commitments)

    @property
    def kept(self) -> int:
        """How many were kept."""
        return sum(line.item["state"] == "kept" for line in self.commitments)


def advocacy(seen: Look) -> dict[str, Any]:
    """The figures of the panel of a case."""
    return {"shown": told(seen), "may_track": may_track(seen)}


def lapor(seen: Look) -> dict[str, Any]:
    """The figures of the panel of a track."""
    return {"shown": complaint(seen)}


def may_track(seen: Look) -> list[tuple[str, Any]]:
    """The tracks that this one may open from here, each with its words."""
    session, found = seen.facts["session"], [(name, processes().current(name).step("open", START)) for name in TRACKS]
    if not me_and_mine(seen.facts) <= {one["person"] for one in team_of(seen.facts)}:
        return []
    facts = {"parent": seen.case}
    return [
        (name, step.label)
        for name, step in found
        if step and session["role"] in step.by and current().has("decide", name) and all(one.judge(facts, seen.rulebook).status == "met" for one in step.needs)
    ]


def told(seen: Look) -> Told:
    """Of one case."""
    demands = items(seen.facts, "demand")
    number = {one["id"]: n for n, one in enumerate(demands, 1)}
    promised = [line(seen, one, number.get(one["of"])) for one in items(seen.facts, "commitment")]
    promised.sort(key=lambda one: (FIRST.get("late" if one.late else one.item["state"], 4), one.item["due"] or ""))
    found = last_answers(seen.facts, "document").get("category")
    return Told(
        [line(seen, one, number[one["id"]]) for one in demands], promised, items(seen.facts, "delegate"), seen.facts.get("team") or [],
        story_of(seen), dict(words_of(seen, "category")).get(found or ""), tracks(seen),
    )  # fmt: skip


def story_of(seen: Look) -> dict[str, Any]:
    """What was told, with None for what was not; empty before anything was."""
    found = last_answers(seen.facts, "submit")
    return dict.fromkeys(("story", "place", "affected", "urgent_by", "may_be_named")) | found if found else {}


def complaint(seen: Look) -> list[tuple[Any, Any]]:
    """Of a track: its number, its class, the office in charge, what was complained of."""
    given = last_answers(seen.facts, "lodge") | last_answers(seen.facts, "acknowledge")
    asked = {ask.name: ask for step in ("lodge", "acknowledge") for one in seen.workflow.every_step if one.name == step for ask in one.asks}
    return [(ask.label, in_words(ask, given[name])) for name, ask in asked.items() if ask.kind in ("text", "choice") and name in given]


def line(seen: Look, item: dict[str, Any], of: int | None) -> Line:
    """How a line stands today; a promise whose day has passed is overdue, though nobody has written so."""
    late = item["kind"] == "commitment" and not item["closed"] and bool(item["due"]) and item["due"] < seen.today.isoformat()
    words = dict(PLAIN) | {name: label for name, label in states_of(seen, item["kind"]) if name not in PLAIN}
    tone, sign = ("stop", "clock") if late else TONES.get(item["state"], ("plain", None))
    return Line(item, OVERDUE if late else words.get(item["state"], item["state"]), tone, sign, late, of)


def states_of(seen: Look, kind: str) -> Iterable[tuple[str, Any]]:
    """The words that the workflow's own questions have for the states of a kind."""
    judging = [ask for ask in asks_in(seen) if ask.judges and ask.of == f"item:{kind}"]
    return [pair for ask in judging for column in ask.columns if column.name == "state" for pair in column.choices]


def words_of(seen: Look, name: str) -> Iterable[tuple[str, Any]]:
    """The choices of a question."""
    return next((ask.choices for ask in asks_in(seen) if ask.name == name), ())


def asks_in(seen: Look) -> list[Ask]:
    """Every question of the workflow."""
    return [ask for step in seen.workflow.every_step for ask in step.asks]


def tracks(seen: Look) -> list[Any]:
    """The child cases, each with its kind, its state and the day by which something is due."""
    due = queries.due_days(seen.case["tenant"], seen.case["id"]) if seen.facts["children"] else {}
    known = processes()
    return [
        (one, known.nearest(one["workflow"], one["wv"]).label, known.state(one["workflow"], one["wv"], one["state"]).label, due.get(one["id"]))
        for one in seen.facts["children"]
    ]
