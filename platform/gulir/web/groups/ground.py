"""What the pages of groups, batches, kampungs, cities and search stand on: the city at hand, addresses, names of states, refusals as pages or at the field."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, current_app, g, request
from werkzeug.exceptions import default_exceptions

from gulir.acting import Tenant, current
from gulir.acting.who import somebody
from gulir.cases.outcomes import Refused
from gulir.engine import Workflows
from gulir.engine.text import Text
from gulir.groups.households import may_validate
from gulir.identity.permissions import Permission
from gulir.web.access import may
from gulir.web.cities import is_all
from gulir.web.forms import Form
from gulir.web.words import priced, text

Made = TypeVar("Made")
PAGE = 40  # rows of a list
CAP = 1000  # counts are not counted further


def area(name: str, module: str) -> Blueprint:
    """A blueprint whose refusals become pages and whose templates know cities, cases and states."""
    blueprint = Blueprint(name, module)
    blueprint.register_error_handler(Refused, _as_page)
    blueprint.context_processor(_known)
    return blueprint


def tenant() -> int:
    """The city of this page, which is one city."""
    return int(g.city.id)


def cities() -> list[int]:
    """The cities of this page: one, or all that the one acting sees."""
    return current().tenant_ids if is_all() else [tenant()]


def city_of(tenant_id: int) -> Tenant:
    """A city that the one acting sees, by its id."""
    return next(city for city in current().tenants if city.id == tenant_id)


def case_url(tenant_id: int, number: str) -> str:
    """The address of a case."""
    return f"/{city_of(tenant_id).slug}/berkas/{number}"


def asks_money(workflow: str) -> bool:
    """Whether cases of a kind ask for money, so that an amount that is not there is unknown."""
    workflows: Workflows = current_app.extensions["gulir.workflows"]
    return priced(workflows.current(workflow))


def state_label(workflow: str, version: int, state: str) -> Text:
    """A state's name for people; as it is where this deployment does not know the workflow."""
    workflows: Workflows = current_app.extensions["gulir.workflows"]
    return workflows.state(workflow, version, state).label


def attempt(form: Form, verb: Callable[[], Made]) -> Made | None:
    """What the verb made; None when it was refused, and then the form says why and keeps what was typed."""
    try:
        return verb()
    except Refused as refused:
        if refused.status == 404:
            raise
        field = getattr(refused, "field", None)
        (form[field].errors if field in form else form.form_errors).append(text(refused.words))
        return None


def status(form: Form) -> int:
    """422 for a form that needs another look."""
    return 422 if form.errors else 200


def after() -> str | None:
    """Where the next page of a list begins, as the address says; None at the beginning or for what is no id."""
    wanted = request.args.get("after", "")
    return wanted if len(wanted) == 36 and wanted.replace("-", "").isalnum() and set(wanted) <= set("0123456789abcdef-") else None


def paged(rows: list[Any]) -> tuple[list[Any], str | None]:
    """The rows of this page, and where the next begins; `rows` are asked for with one more than fits."""
    return rows[:PAGE], str(rows[PAGE - 1].id) if len(rows) > PAGE else None


def _known() -> dict[str, Any]:
    asked = {
        "may_write": Permission.GROUP_WRITE,
        "may_open": Permission.CASE_OPEN,
        "may_unmask": Permission.NIK_UNMASK,
        "may_batch": Permission.BATCH_WRITE,
        "may_kampung": Permission.KAMPUNG_WRITE,
        "may_cases": Permission.CASE_READ,
        "may_see_city": Permission.CITY_READ,
    }
    words = {
        "city_of": city_of,
        "case_url": case_url,
        "state_label": state_label,
        "asks_money": asks_money,
        "is_all": is_all,
        "may_visit": somebody() is not None and may_validate(),
    }
    return words | {name: may(permission) for name, permission in asked.items()}


def _as_page(refused: Refused) -> Any:
    return current_app.handle_http_exception(default_exceptions[refused.status](description=text(refused.words)))
