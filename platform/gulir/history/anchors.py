"""Nightly anchors: the hash over all chain heads of a city, kept and mailed away, so that a cut tail or a removed case is seen."""

from typing import Any

from flask import current_app, render_template

from gulir.acting.doorway import call, rows
from gulir.jobs.schedule import Moment, timed
from gulir.notices import mail

COLUMNS = ("tenant_id", "day", "cases", "digest", "made_at", "mailed_at")


@timed("anchor")
def drop(moment: Moment) -> bool:
    """Keeps the anchor of the slot's day, and mails it once; a mailing that was cut short is repeated, with the same digest."""
    key, tenant = moment.clock.key, moment.city.id
    anchor = dict(zip(COLUMNS, rows("drop_anchor", key, tenant, moment.slot)[0], strict=True))
    if anchor["mailed_at"] is None:
        send_away(moment, anchor)
        call("anchor_mailed", key, tenant, moment.slot)
    return True


def send_away(moment: Moment, anchor: dict[str, Any]) -> None:
    """To the address that keeps anchors, outside the reach of whoever runs the database."""
    settings = current_app.extensions["gulir.settings"]
    line = anchor_line(moment.city.slug, anchor["day"], anchor["digest"])
    body = render_template("mail/anchor.txt", city=moment.city, anchor=anchor, line=line)
    keeper = settings.anchor_mail or settings.mail_from
    mail.send(settings, keeper, f"Gulir {moment.city.slug} {anchor['day']} {anchor['digest'][:16]}", body)


def anchor_line(slug: str, day: object, digest: str) -> str:
    """An anchor as one line, as it is mailed, printed and compared."""
    return f"{slug} {day} {digest}"
