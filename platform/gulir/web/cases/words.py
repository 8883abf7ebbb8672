"""The sentences that a step's page says of who acts for whom, and of what became of an act."""

from typing import Any

from flask import request
from flask_babel import gettext

from gulir.cases.acts import Done
from gulir.cases.looking import Look
from gulir.engine import Option
from gulir.web import filters, words

RECORDS = ("record", "record_sign")


def heading(option: Option) -> str:
    """The step, and whether it is only recorded."""
    label = words.text(option.label)
    if option.mode in RECORDS:
        return gettext("Record: %(step)s", step=label)
    return gettext("Sign: %(step)s", step=label) if option.mode == "sign" else label


def whose(option: Option) -> str:
    """Whose decision it is, in a list of roles."""
    return filters.listed([words.role(role) for role in option.deciders])


def said(done: Done, seen: Look, option: Option | None) -> str:
    """What happened."""
    if done.again or option is None:
        return gettext("This was already done a moment ago; nothing was done twice.")
    if done.state != seen.case["state"]:
        now = words.text(seen.workflow.by_state[done.state].label)
        return gettext("%(step)s: done. The case is now “%(state)s”.", step=words.text(option.label), state=now)
    if option.slot and not option.last:
        return gettext("%(step)s: signed. Another signature is still lacking.", step=words.text(option.label))
    kind = dict(seen.workflow.papers).get(request.form.get("kind", "")) if option.step == "file" else None
    return gettext("%(paper)s is filed.", paper=words.text(kind)) if kind else gettext("%(step)s: done.", step=heading(option))


def label_of(seen: Look, step: str) -> Any:
    """A step's words, from wherever it leads on."""
    return next((one.label for one in seen.workflow.every_step if one.name == step and one.label), None)
