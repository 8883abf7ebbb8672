"""Scores of a joint evaluation: written for one's own side as often as one likes, until it hands in. They leave no event."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gulir.acting.doorway import call
from gulir.acting.who import Acting
from gulir.cases.looking import Look, look
from gulir.cases.outcomes import Invalid, NotOpen, NotYours, Unmet, refusal
from gulir.engine.criteria import lacking
from gulir.engine.text import Text, _

LONGEST = 2000


@dataclass(frozen=True)
class Score:
    """What one criterion is given; `value` None where only words stand so far."""

    criterion: str
    value: int | None
    reason: str = ""


def save_scores(who: Acting, tenant_id: int, case_id: UUID | str, scores: Iterable[Score], seen: Look | None = None) -> None:
    """Writes them all, or raises: NotOpen, NotYours, Unmet, Invalid by criterion (`name.reason` for its words), HandedIn, TookPart."""
    seen, given = seen or look(who, tenant_id, case_id), list(scores)
    option = seen.option("score")
    if option is None:
        raise NotOpen
    if option.mode is None:
        raise NotYours
    if not option.open:
        raise Unmet(option.stops)
    errors = problems(seen, given)
    if errors:
        raise Invalid(errors)
    rows: list[dict[str, Any]] = [vars(one) for one in given]
    answer = call("score", who.key, tenant_id, str(case_id), {"scores": rows})
    if answer["outcome"] != "done":
        raise refusal(answer)


def problems(seen: Look, scores: Iterable[Score]) -> dict[str, Text]:
    """What cannot be written, by criterion."""
    known, values = {one.id for one in seen.rulebook.criteria}, [level.value for level in seen.rulebook.scale]
    errors: dict[str, Text] = {}
    for one in scores:
        if one.criterion not in known:
            errors[one.criterion] = _("This evaluation has no such criterion")
        elif one.value is not None and one.value not in values:
            errors[one.criterion] = _("A score is a whole number from %(least)s to %(most)s", least=values[0], most=values[-1])
        if len(one.reason) > LONGEST or "\x00" in one.reason:
            errors[f"{one.criterion}.reason"] = _("At most 2,000 characters")
    return errors


def lacks(seen: Look) -> dict[str, Text]:
    """What one's own side still lacks before it can hand in: by criterion, or `name.reason` for the words that its score asks for."""
    side = seen.facts["session"]["kind"]
    own = {one["criterion"]: one for one in seen.facts["evaluation"]["scores"] if one["side"] == side and one["value"] is not None}
    return lacking(seen.rulebook.criteria, own)
