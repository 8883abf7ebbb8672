"""Finds the city that an address names, once, before the view; views never see the word."""

from typing import Any

from flask import Flask, abort, current_app, g
from werkzeug.routing import BaseConverter

from gulir.acting import Tenant

ALL = Tenant(id=0, slug="semua", name="Semua kota", zone="Asia/Jakarta")  # every city that the one acting may see
RESERVED = ["akun", "aturan", "bahasa", "healthz", "kalender", "keluar", "lupa", "masuk", "peran", "static", "tautan", "favicon.ico", "robots.txt"]


class CityConverter(BaseConverter):
    """The first word of an address, unless it is a page of its own."""

    # No slash in here: a word that could hold one is not looked up as a word, and every page of a city would be tried in turn.
    regex = rf"(?!(?:{'|'.join(word.replace('.', '[.]') for word in RESERVED)})$)[a-z][a-z0-9-]*"


def init_app(app: Flask) -> None:
    """Makes `<city:city>` known, takes it out of a view's arguments, and puts it into the addresses that are built."""
    app.url_map.converters["city"] = CityConverter
    app.url_value_preprocessor(_take_out)
    app.url_defaults(_put_in)


def find_city(tenants: list[Tenant] | tuple[Tenant, ...], takes_all: bool) -> None:
    """Sets `g.city`; 404 for a city that is not among `tenants`, as for one that does not exist."""
    slug = g.get("city_slug")
    if slug is None:
        return
    if slug == ALL.slug:
        if not (takes_all and tenants):
            abort(404)
        g.city = ALL
        return
    g.city = next((tenant for tenant in tenants if tenant.slug == slug), None) or abort(404)


def is_all() -> bool:
    """True on a page of every city."""
    return g.get("city") is ALL


def _take_out(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "city" in values:
        g.city_slug = values.pop("city")


def _put_in(endpoint: str, values: dict[str, Any]) -> None:
    if values.get("city") is not None or "city_slug" not in g:
        return
    if current_app.url_map.is_endpoint_expecting(endpoint, "city"):
        values["city"] = g.city_slug
