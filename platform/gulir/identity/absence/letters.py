"""Tells both of a delegation, each in their own language, that it was made or that it ended."""

from typing import Any
from uuid import UUID

from flask import current_app, render_template
from flask_babel import force_locale, gettext
from sqlalchemy import Connection

from gulir.engine.parties import ROLES, Role
from gulir.identity.absence import queries
from gulir.identity.absence.lending import just_ended
from gulir.identity.letters import send_later
from gulir.notices import mail
from gulir.web.words import text


def tell(connection: Connection, lent: Any, what: str) -> None:
    """`what`: made or ended. The letters leave behind the page's back."""
    people = connection.execute(queries.WRITTEN_TO, {"people": [lent.person_id, lent.deputy_id]})
    for person in people:
        send_later(_letter, what, dict(lent._mapping), person.name, person.email, person.locale)


def tell_of_seat(connection: Connection, membership: UUID) -> None:
    """Of everything that ended in this transaction because a seat changed or ended."""
    for lent in just_ended(connection, membership):
        tell(connection, lent, "ended")


def _letter(what: str, lent: dict[str, Any], name: str, email: str, locale: str) -> None:
    settings = current_app.extensions["gulir.settings"]
    names = {"deputy": lent["deputy"], "absent": lent["absent"]}
    with force_locale(locale):
        made, ended = gettext("%(deputy)s stands in for %(absent)s", **names), gettext("%(deputy)s no longer stands in for %(absent)s", **names)
        role = text(ROLES[Role(lent["role"])].label)
        body = render_template("mail/stand_in.txt", what=what, name=name, lent=lent, role=role, url=f"{settings.base_url}/akun/wakil")
    mail.send(settings, email, made if what == "made" else ended, body)
