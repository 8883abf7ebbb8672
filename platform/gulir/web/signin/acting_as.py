"""The role to act as: asked after the sign-in of whoever has several, and changed later from the menu."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from gulir.acting.keys import NoSuchMembership
from gulir.identity import ground, sessions
from gulir.identity.absence.lending import act_for, lent_to
from gulir.identity.memberships import Held, memberships_of
from gulir.identity.sessions import CHOOSE
from gulir.web import access
from gulir.web.forms import Form
from gulir.web.signin import blueprint, cookie
from gulir.web.signin.views import onward, wanted


@blueprint.get("/masuk/sebagai")
@access.public
def acting_as() -> Response | str:
    """The roles to choose from."""
    person = _person()
    if isinstance(person, Response):
        return person
    with ground.begin() as connection:
        held, lent = memberships_of(connection, person), lent_to(connection, person)
    return _page(held, lent)


@blueprint.post("/masuk/sebagai")
@access.public
def choose() -> Response | str:
    """Acts as the chosen role from here on, or for the one who is chosen, under a new cookie."""
    person = _person()
    return person if isinstance(person, Response) else _act(person, request.form.get("membership", ""), request.form.get("delegation", ""))


def _person() -> str | Response:
    """Whose roles these are: of whoever is signed in, or has just given password and code. A redirect for anybody else."""
    if who := access.acting():
        return who.person_id
    waiting = cookie.choosing()
    if waiting is None:
        return redirect(url_for("signin.sign_in", next=wanted()), 303)
    if waiting.stage != CHOOSE:
        return redirect(url_for("signin.code", next=wanted()), 303)
    return str(waiting.person_id)


def _act(person: str, membership: str, delegation: str) -> Response | str:
    try:
        with ground.begin() as connection:
            if delegation:
                return _go(act_for(connection, person, _id(delegation), replaces=cookie.key()))
            held = {str(one.id): one for one in memberships_of(connection, person)}
            if membership not in held:
                raise NoSuchMembership(membership)
            token = sessions.act_as(connection, person, membership, replaces=cookie.key())
    except NoSuchMembership:  # it ended while the page was open
        return redirect(url_for("signin.acting_as", next=wanted()), 303)
    return _go(token)


def _id(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError as wrong:
        raise NoSuchMembership(written) from wrong


def _go(token: str) -> Response:
    return cookie.set_token(redirect(onward(), 303), token)


def _page(held: list[Held], lent: list[Any]) -> str:
    who = access.acting()
    current = None if who is None else who.behalf.delegation if who.behalf else who.membership_id
    return render_template("signin/acting_as.html", form=Form(), held=held, lent=lent, current=current, next=wanted(), reach=reach_words)


def reach_words(held: Any) -> str:
    """Which cities, and how much of them."""
    if held.tenants is None:
        return gettext("every city, also those opened later")
    if not held.tenants:
        return gettext("no city: tenants and the machine")
    cities = ", ".join(held.cities) or gettext("a suspended city")
    if held.one_group:
        return gettext("%(cities)s, one group", cities=cities)
    return gettext("%(cities)s, some kampungs", cities=cities) if held.some_kampungs else cities
