"""An obstacle that advocacy works on: asking for help with it, and what the two sides see of each other."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from gulir.acting.doorway import call
from gulir.acting.store import db
from gulir.acting.who import current
from gulir.cases.looking import Look, processes, readable
from gulir.engine.facts import open_marks, standing_in_the_way
from gulir.engine.text import Text
from gulir.engine.vocabulary import START
from gulir.web.cases import queries
from gulir.web.cases.reading import look_at, uuid_of
from gulir.web.words import text


@dataclass
class Plea:
    """What stands beside an obstacle: whether help was asked for, the code to hand over, and the cases that work on it."""

    code: str | None = None
    cases: list[tuple[Any, Text]] = field(default_factory=list)


def may_plead() -> bool:
    """Whether this one may read advocacy at all; whoever may not finds no word of it on the page."""
    return any(one.frees for one in readable(current())) and not current().read_only


def logged_as() -> str | None:
    """The process by which this one opens a case that works on an obstacle, if they do."""
    opened = ((one.name, one.step("open", START)) for one in readable(current()) if one.frees)
    return next((name for name, opening in opened if opening and current().role in opening.by and current().has("decide", name)), None) if may_plead() else None


def beside(seen: Look) -> dict[str, Plea]:
    """For each obstacle that stands, what is known of help with it; empty for whoever may not read advocacy."""
    if seen.case["lane"] or not may_plead():
        return {}
    found = {mark["id"]: Plea() for mark in open_marks(seen.facts, "blocker")}
    for row in rows(queries.PLEAS, seen) if found else ():
        plea = found.get(str(row.mark_id))
        if plea is not None:
            plea.code = f"{g.city.slug}/{row.id}"
            plea.cases += [(row, state_of(row))] if row.number else []
    return found


def worked_on(seen: Look) -> list[Any]:
    """The obstacles that this case works on; of a city that one does not see, its name alone."""
    return list(rows(queries.TIES, seen)) if seen.case["lane"] else []


def waiting(tenants: list[int], case: str) -> list[Any]:
    """Obstacles that a case could be tied to."""
    return list(db.session.execute(queries.WAITING, {"tenants": tenants, "tenant": g.city.id, "case": case}).all())


def reason_of(row: Any) -> str:
    """The obstacle's reason in words."""
    return text(dict(processes().get(row.workflow, row.wv).reasons).get(row.code, row.code))


def ask(number: str, mark: str) -> Response:
    """Asks for help with an obstacle, and says the code that a case is tied by. 404 where there is none such for this one."""
    if plead(number, mark) is None:
        abort(404)
    flash(gettext("Help was asked for. The code below ties a case to this obstacle, also one of another city."), "success")
    return redirect(url_for("cases.page", number=number), 303)


def plead(number: str, mark: str) -> str | None:
    """The obstacle's code, the same whenever it is asked for; None where there is none such for this one."""
    wanted = uuid_of(mark)
    seen = look_at(number) if wanted else None
    found = call("plead", current().key, g.city.id, seen.case["id"], str(wanted)) if seen else None
    return f"{g.city.slug}/{found}" if found else None


def prefilled() -> dict[str, str]:
    """What a new case takes over from the obstacle that the address names."""
    number, mark = request.args.get("dari"), uuid_of(request.args.get("kendala"))
    seen = look_at(number) if number and mark else None
    found = next((one for one in standing_in_the_way(seen.facts) if one["id"] == str(mark)), None) if seen else None
    if seen is None or found is None:
        return {}
    reason = text(dict(seen.workflow.reasons).get(found["code"], found["code"]))
    title = gettext("%(reason)s: %(case)s", reason=reason, case=seen.case["title"])
    return {"title": title[:160], "kampung": seen.case["kampung"] or ""}


def rows(statement: Any, seen: Look) -> Any:
    """The rows of a statement about one case."""
    return db.session.execute(statement, {"tenant": seen.case["tenant"], "case": UUID(seen.case["id"])}).all()


def state_of(row: Any) -> Text:
    """Where a case stands, in words."""
    return processes().get(row.workflow, row.wv).by_state[row.state].label
