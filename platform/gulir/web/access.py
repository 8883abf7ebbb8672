"""Who may see a page: every view names a permission or stands open, and nothing is reached that names neither."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Flask, abort, current_app, g, redirect, request
from werkzeug.wrappers import Response

from gulir.acting import Acting
from gulir.web import cities
from gulir.web.paths import here

View = TypeVar("View", bound=Callable[..., Any])
SIGN_IN = "/masuk"


@dataclass(frozen=True)
class Access:
    """What a view asks of the one who opens it; `permission` None is open to everybody."""

    permission: Enum | None
    all_cities: bool = False


@dataclass(frozen=True)
class Gate:
    """What the shell asks of others: who is acting, may they, and to keep the language that they chose in their account."""

    load_acting: Callable[[], Acting | None]
    may: Callable[[Acting, Enum], bool]
    keep_locale: Callable[[Acting, str], None] | None = None


def requires(permission: Enum, *, all_cities: bool = False) -> Callable[[View], View]:
    """The view needs somebody acting who has `permission`; `all_cities` lets it answer under /semua/ too."""
    return lambda view: _declare(view, Access(permission, all_cities))


def public(view: View) -> View:
    """The view is open to everybody, signed in or not."""
    return _declare(view, Access(None))


def acting() -> Acting | None:
    """Who is acting in this request, found once; None when nobody is signed in."""
    if "acting" not in g:
        g.acting = current_app.extensions["gulir.gate"].load_acting()
    return g.acting


def may(permission: Enum) -> bool:
    """May the one acting do this? For templates and the navigation; views are checked before they run."""
    who = acting()
    return who is not None and bool(current_app.extensions["gulir.gate"].may(who, permission))


def keep_locale(locale: str) -> None:
    """The account of the one acting has this language from now on; whoever is not signed in has none."""
    who, keep = acting(), current_app.extensions["gulir.gate"].keep_locale
    if who is not None and keep and who.locale != locale:
        keep(who, locale)


def access_of(app: Flask, endpoint: str) -> Access | None:
    """What the view behind an endpoint declared."""
    return getattr(app.view_functions.get(endpoint), "gulir_access", None)


def init_app(app: Flask, gate: Gate | None) -> None:
    """Puts the check before every view."""
    app.extensions["gulir.gate"] = gate or _real_gate()
    app.before_request(_check)
    app.jinja_env.globals.update(may=may, acting=acting)


def refuse_undeclared(app: Flask) -> None:
    """Raises RuntimeError naming every page that declares neither a permission nor `public`."""
    silent = sorted({rule.endpoint for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) is None})
    if silent:
        raise RuntimeError(f"these pages name neither a permission nor @public: {', '.join(silent)}")


def _declare(view: View, access: Access) -> View:
    view.gulir_access = access  # type: ignore[attr-defined]
    return view


def _check() -> Response | None:
    endpoint = request.endpoint
    if endpoint is None:
        return None  # no such page, or not with this method: Flask answers
    access = access_of(current_app, endpoint) or abort(404)
    if access.permission is None:
        return None
    who = acting()
    if who is None:
        return _send_to_sign_in()
    cities.find_city(who.tenants, access.all_cities)
    if not current_app.extensions["gulir.gate"].may(who, access.permission):
        abort(403)
    return None


def _send_to_sign_in() -> Response:
    if request.method not in ("GET", "HEAD"):
        abort(401)  # a redirect would lose what was typed; the page of this error keeps it
    return redirect(f"{SIGN_IN}?next={quote(here(), safe='/')}", 303)


def _real_gate() -> Gate:
    from gulir.acting.web import load_acting
    from gulir.identity import ground
    from gulir.identity.permissions import Permission
    from gulir.identity.permissions import may as role_may
    from gulir.identity.persons import set_locale

    def keep(who: Acting, locale: str) -> None:
        with ground.begin() as connection:
            set_locale(connection, who.person_id, locale)

    def allowed(who: Acting, permission: Enum) -> bool:
        named = permission if isinstance(permission, Permission) else Permission(permission.value)
        return role_may(who.role, named, who.behalf.rights if who.behalf else None)

    return Gate(load_acting, allowed, keep)
