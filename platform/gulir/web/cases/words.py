"""The sentences that a step's page says of who acts for whom, and of what became of an act."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import flash, g, request
from flask_babel import gettext

from gulir.acting.who import time_now
from gulir.cases.acts import Done
from gulir.cases.looking import Look
from gulir.engine import Option
from gulir.web import filters, words

RECORDS = ("record", "record_sign")
MOVED = "baru"  # the number, in an address, of the act that has just moved a case
JUST = timedelta(minutes=2)


def heading(option: Option) -> str:
    """The step, and whether it is only recorded."""
    label = words.text(option.label)
    if option.mode in RECORDS:
        return gettext("Record: %(step)s", step=label)
    return gettext("Sign: %(step)s", step=label) if option.mode == "sign" else label


def whose(option: Option) -> str:
    """Whose decision it is, in a list of roles."""
    return filters.listed([words.role(role) for role in option.deciders])


def onward(done: Done, seen: Look, option: Option | None) -> str:
    """The case's page, which says what happened: what moved the case it reads from the history, by the number in the address; of the rest it is told here."""
    page = f"/{g.city.slug}/berkas/{done.number}"
    if option is not None and not done.again and done.state != seen.case["state"]:
        return f"{page}?{MOVED}={done.seq}"
    flash(said(done, seen, option), "success")
    return page


def say_what_moved(seen: Look, names: Mapping[int, Any]) -> None:
    """Says of the act that the address names what became of it, to whoever took it, and only just after: an address that was kept says nothing."""
    named = request.args.get(MOVED)
    act = next((one for one in seen.facts["acts"] if str(one["seq"]) == named), None)
    if act is None or act["actor"] != seen.facts["session"]["person"] or act["source"] == act["dest"] or time_now() - names[act["seq"]].at > JUST:
        return
    step = seen.workflow.step(act["step"], act["source"])
    label = words.text(step.label or step.name if step else None)
    if act["dest"] == seen.case["state"]:
        now = words.text(seen.workflow.by_state[act["dest"]].label)
        flash(gettext("%(step)s: done. The case is now “%(state)s”.", step=label, state=now), "success")
    else:
        flash(gettext("%(step)s: done.", step=label), "success")


def said(done: Done, seen: Look, option: Option | None) -> str:
    """What happened where the case stays in its state."""
    if done.again or option is None:
        return gettext("This was already done a moment ago; nothing was done twice.")
    if option.slot and not option.last:
        return gettext("%(step)s: signed. Another signature is still lacking.", step=words.text(option.label))
    kind = dict(seen.workflow.papers).get(request.form.get("kind", "")) if option.step == "file" else None
    return gettext("%(paper)s is filed.", paper=words.text(kind)) if kind else gettext("%(step)s: done.", step=heading(option))


def label_of(seen: Look, step: str) -> Any:
    """A step's words, from wherever it leads on."""
    return next((one.label for one in seen.workflow.every_step if one.name == step and one.label), None)
