"""The demo's joint evaluation: opened, the residents heard, UPC's scores handed in, the Ministry's still under its seal."""

import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app

from gulir.acting import as_acting
from gulir.cases.acts import Request, take
from gulir.cases.opening import NewCase, open_case
from gulir.cases.scoring import Score, save_scores
from gulir.engine.parties import Role
from tenants.demo.ids import known
from tenants.demo.troupe import Troupe
from tenants.reading import Table, read

FILE = Path(__file__).parent / "data" / "evaluation.toml"
EVENTS = 3  # opened, heard, handed in
UPC, MINISTRY = 0, 1  # the order in which the cast names the reviewers of both sides


@dataclass(frozen=True)
class Scene:
    """What evaluation.toml tells."""

    city: str
    title: str
    criteria: str
    period: tuple[datetime.date, datetime.date]
    heard: int
    voice: str
    scores: dict[int, tuple[Score, ...]]

    @property
    def case(self) -> UUID:
        """Its id, the same on every run."""
        return known("evaluation", self.city)


@cache
def scene(file: Path = FILE) -> Scene:
    """The file; raises BrokenFile when it cannot be used."""
    table = read(file)
    scores = {side: tuple(_score(row) for row in table.tables(name, at_least=1)) for side, name in ((UPC, "upc"), (MINISTRY, "ministry"))}
    made = Scene(
        table.text("city"), table.text("title"), table.text("criteria"), (table.day("period_from"), table.day("period_to")), table.whole("heard"),
        table.text("voice"), scores,
    )  # fmt: skip
    table.end()
    return made


def _score(row: Table) -> Score:
    score = Score(row.text("criterion"), row.whole("value"), row.text("reason", ""))
    row.end()
    return score


def evaluate(troupe: Troupe, tenant: int, lines: dict[str, int]) -> int:
    """Takes the evaluation of a city as far as the demo does; `lines` says how long its history is already. Returns how many were touched."""
    told = scene()
    if lines.get(str(told.case), 0) >= EVENTS:
        return 0
    _open(troupe, tenant, told)
    _take(troupe, tenant, told, Role.ORGANISER, "record_voice", {"method": "meeting", "heard": told.heard, "story": told.voice})
    for side, scores in told.scores.items():
        with as_acting(troupe.acting(Role.REVIEWER, told.city, side)) as who:
            save_scores(who, tenant, told.case, scores)
    _take(troupe, tenant, told, Role.LEAD_REVIEWER, "hand_in", {})
    return 1


def _open(troupe: Troupe, tenant: int, told: Scene) -> None:
    people = {"upc_lead": (Role.LEAD_REVIEWER, UPC), "upc_reviewer": (Role.REVIEWER, UPC)}
    people |= {"ministry_lead": (Role.LEAD_REVIEWER, MINISTRY), "ministry_reviewer": (Role.REVIEWER, MINISTRY)}
    answers: dict[str, Any] = {place: str(troupe.player(role, told.city, nth).id) for place, (role, nth) in people.items()}
    answers |= {"subject": "city", "period_from": told.period[0].isoformat(), "period_to": told.period[1].isoformat()}
    book = current_app.extensions["gulir.workflows"].rulebooks[told.criteria].hash
    new = NewCase("evaluation", told.title, book, known("opened", told.case), answers=answers, precision="unknown", id=told.case)
    with as_acting(troupe.acting(Role.SECRETARIAT, told.city)) as who:
        open_case(who, tenant, new)


def _take(troupe: Troupe, tenant: int, told: Scene, role: Role, step: str, answers: dict[str, Any]) -> None:
    note = {"note": "Karangan untuk contoh; dek tidak menceritakan evaluasi ini."}
    with as_acting(troupe.acting(role, told.city)) as who:
        take(who, tenant, told.case, Request(step, known("act", told.case, step), answers=answers | note, precision="unknown"))
