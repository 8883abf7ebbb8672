"""A joint evaluation on the real database: opened on a grant, a kampung or the city, and walked as the people of both sides."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from gulir.acting import as_acting
from gulir.cases.looking import look, processes
from gulir.cases.opening import NewCase, open_case
from gulir.cases.scoring import Score, save_scores
from tests.people import Person
from tests.walk.ground import Case, Stage

LEADS = {"upc": "lukas", "ministry": "indah"}
REVIEWERS = {"upc": "anton", "ministry": "maya"}
PERIOD = {"period_from": "2013-12-01", "period_to": "2014-05-31"}
TEMPLATE = {"grant": "joint-grant", "kampung": "joint-place", "city": "joint-place", "mou": "joint-mou"}
SCORES = text("select side, criterion, value, reason, opened from score where case_id = :case order by side, criterion")


@dataclass
class Evaluation(Case):
    """One evaluation; people are called by their short names in the cast, or as on any stage."""

    names: dict[str, Person] = field(default_factory=dict)

    def acting(self, who: str) -> Any:
        """Somebody's Acting."""
        return self.stage.of(self.names[who]) if who in self.names else self.stage.who(who)

    def score(self, who: str, **given: Any) -> None:
        """Writes scores: `takes_part=4`, or `takes_part=(2, "why")`."""
        acting, rows = self.acting(who), [Score(name, *(one if isinstance(one, tuple) else (one,))) for name, one in given.items()]
        with as_acting(acting):
            save_scores(acting, self.stage.city.id, self.id, rows)

    def score_all(self, who: str, value: int = 4, **other: Any) -> None:
        """Every criterion alike, but for some."""
        self.score(who, **({one.id: (value, "sebab") for one in self.criteria} | other))

    @property
    def criteria(self) -> Any:
        """What is scored."""
        return self.look("siti").rulebook.criteria

    def stored(self) -> list[Any]:
        """Every score, past every policy."""
        with self.stage.superuser.connect() as connection:
            return list(connection.execute(SCORES, {"case": self.id}))


class Reviews(Stage):
    """A stage that calls the whole country's people by name too."""

    def person(self, name: str) -> Person:
        """The person behind a name."""
        return self.cast.national[name] if name in self.cast.national else super().person(name)


def evaluate(
    stage: Stage, subject: str = "city", grant: Case | None = None, kampung: UUID | None = None, stated: str | None = None, **given: Any
) -> Evaluation:
    """Opens one, with reviewers of both sides; `stated`: what the answers say is evaluated, where it differs."""
    reviews = Reviews(stage.superuser, stage.city, stage.cast, stage.acting_as, stage.keys)
    acting, book = reviews.who("siti"), processes().rulebooks[TEMPLATE[subject]].hash
    people = {f"{side}_lead": str(reviews.person(name).id) for side, name in LEADS.items()}
    people |= {f"{side}_reviewer": str(reviews.person(name).id) for side, name in REVIEWERS.items()}
    answers = {"subject": stated or subject, **PERIOD, **people, **given}
    case = grant.look("siti").case if grant else {"id": None, "group": None, "kampung": str(kampung) if kampung else None}
    places = {name: UUID(case[name]) if case[name] else None for name in ("group", "kampung")}
    new = NewCase(
        "evaluation", "Evaluasi Uji", book, uuid4(), parent=UUID(case["id"]) if case["id"] else None,
        answers={name: value for name, value in answers.items() if value is not None}, **places,
    )  # fmt: skip
    with as_acting(acting):
        done = open_case(acting, stage.city.id, new)
        return Evaluation(reviews, look(acting, stage.city.id, number=done.number).case["id"], done.number)


def to_scoring(case: Evaluation) -> Evaluation:
    """The residents have been heard."""
    case.take("siti", "record_voice", heard=40)
    return case


def to_comparing(case: Evaluation, **differing: int) -> Evaluation:
    """Both have handed in; the Ministry differs as given."""
    to_scoring(case)
    case.score_all("anton", 4)
    case.score_all("maya", 4, **{name: (value, "lain") for name, value in differing.items()})
    case.take("lukas", "hand_in")
    case.take("indah", "hand_in")
    return case


def to_resolved(case: Evaluation, **differing: int) -> Evaluation:
    """Every difference that matters is dissented from."""
    to_comparing(case, **differing)
    for name, value in differing.items():
        if abs(value - 4) > 1:
            case.take("indah", "dissent", criterion=name)
    case.take("lukas", "conclude")
    return case


def to_signed(case: Evaluation, **differing: int) -> Evaluation:
    """Both leads have signed."""
    to_resolved(case, **differing)
    case.take("lukas", "sign_result", "upc")
    case.take("indah", "sign_result", "ministry")
    return case


def to_closed(case: Evaluation) -> Evaluation:
    """Published."""
    to_signed(case).take("siti", "publish")
    return case


TO: dict[str, Callable[[Evaluation], Evaluation]] = {
    "hearing_residents": lambda case: case,
    "scoring": to_scoring,
    "comparing": to_comparing,
    "resolved": to_resolved,
    "signed": to_signed,
    "closed": to_closed,
}
