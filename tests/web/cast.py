"""Who acts on a site without a database, and a part that has a page of every sort."""

import runpy
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from flask import Blueprint, Flask, abort, render_template, render_template_string

from gulir.acting import Acting, Tenant
from gulir.web.access import public, requires

PAGES = Path(__file__).parent / "pages"
SURABAYA = Tenant(1, "surabaya", "Surabaya", "Asia/Jakarta")
MAKASSAR = Tenant(2, "makassar", "Makassar", "Asia/Makassar")


class Thing(StrEnum):
    """Two permissions, of which the invented roles have one."""

    READ = "thing:read"
    BURN = "thing:burn"


@dataclass(frozen=True)
class Settings:
    """The settings of a site that is tried without services."""

    secret_key: str = "for tests only"
    https: bool = False
    proxies: int = 0
    database_url: str | None = None
    signin_url: str | None = None
    relay_url: str | None = None
    redis_url: str | None = None
    pool_size: int = 1


def somebody(*tenants: Tenant, locale: str = "id", role: str = "programme_manager") -> Acting:
    """Rini of UPC, invented."""
    return Acting(
        key="", person_id="p", name="Rini Wulandari", role=role, kind="upc", organisation_id=1, organisation_name="UPC", membership_id="m",
        tenants=tenants, purpose="web", read_only=False, government=False, lanes=(0,), kampungs=None, groups=None, locale=locale, demo=True, totp=False,
    )  # fmt: skip


HELLO = """{% extends 'layout.html' %}{% block title %}{{ _('Cases') }}{% endblock %}
{% block content %}<h1>{{ _('Cases') }}</h1>{{ url_for('things.one') }} {{ g.city.name }}{% endblock %}"""
LIVELY = """<script nonce="{{ csp_nonce() }}">1</script><style nonce="{{ csp_nonce() }}"></style>"""


def pages() -> Blueprint:
    """A page of every sort."""
    area = Blueprint("things", __name__)
    area.add_url_rule("/<city:city>/giliran", "all", requires(Thing.READ, all_cities=True)(lambda: render_template_string(HELLO)))
    area.add_url_rule("/<city:city>/berkas", "one", requires(Thing.READ)(lambda: render_template_string(HELLO)))
    area.add_url_rule("/<city:city>/bakar", "burn", requires(Thing.BURN)(lambda: "burnt"), methods=["GET", "POST"])
    area.add_url_rule("/<city:city>/simpan", "save", requires(Thing.READ)(lambda: "saved"), methods=["GET", "POST"])
    area.add_url_rule("/akun/galat/<int:code>", "fail", public(abort))
    area.add_url_rule("/akun/pecah", "broken", public(lambda: 1 / 0))
    area.add_url_rule("/akun/skrip", "lively", public(lambda: render_template_string(LIVELY)))
    area.add_url_rule("/akun/bagian", "parts", public(lambda: render_template("parts.html", **_parts())))
    return area


class Pages:
    """The part that brings those pages."""

    @staticmethod
    def init_app(site: Flask) -> None:
        """Plugs them in."""
        site.register_blueprint(pages())


def _parts() -> dict[str, object]:
    return runpy.run_path(str(PAGES / "parts.py"))["everything"]()  # type: ignore[no-any-return]
