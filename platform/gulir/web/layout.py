"""What stands around every page: navigation, the city at hand, who is acting, the languages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from flask import Flask, current_app, g, request
from flask_babel import gettext, lazy_gettext
from werkzeug.exceptions import HTTPException

from gulir.acting import Acting, Tenant
from gulir.web import access, i18n
from gulir.web.cities import ALL
from gulir.web.paths import here

NAVIGATION = (
    ("giliran", lazy_gettext("Your turn")),
    ("berkas", lazy_gettext("Cases")),
    ("papan", lazy_gettext("Board")),
    ("usulan", lazy_gettext("Proposals")),
    ("kelompok", lazy_gettext("Groups")),
    ("kampung", lazy_gettext("Kampungs")),
    ("laporan", lazy_gettext("Reports")),
)
TOOLS = (("cari", lazy_gettext("Search"), "search"), ("pemberitahuan", lazy_gettext("Notices"), "bell"))
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
CAP = 100  # counts are capped, here as in the lists


@dataclass(frozen=True)
class Link:
    """A way to go on; `count` None shows none."""

    url: str
    label: str
    here: bool = False
    count: str | None = None
    icon: str | None = None


def init_app(app: Flask) -> None:
    """Gives templates `shell()`."""
    app.extensions.setdefault("gulir.counts", {})
    app.jinja_env.globals["shell"] = shell


def count_with(app: Flask, word: str, count: Callable[[], int]) -> None:
    """Shows `count()` beside the navigation's word, as for `giliran`; asked only when a page with a navigation is drawn."""
    app.extensions.setdefault("gulir.counts", {})[word] = count


class Shell:
    """Read by layout.html; says nothing of anybody on a page that must not ask the database."""

    def __init__(self) -> None:
        self.acting: Acting | None = None if g.get("bare") else access.acting()
        self.city = g.get("city") or _first_city(self.acting)
        self.locale = i18n.chosen_locale()

    @property
    def _slug(self) -> str:
        return self.city.slug if self.city else ""

    def navigation(self) -> list[Link]:
        """The areas that the one acting may open."""
        return self._areas

    def tools(self) -> list[Link]:
        """Search and notices."""
        return self._tools

    # A page draws both twice, for wide and for narrow screens; what is counted for them is asked once.
    @cached_property
    def _areas(self) -> list[Link]:
        return [self._link(word, label) for word, label in NAVIGATION if self._may_open(word)]

    @cached_property
    def _tools(self) -> list[Link]:
        return [self._link(word, label, icon) for word, label, icon in TOOLS if self._may_open(word)]

    def cities(self) -> Iterator[Link]:
        """The same page in the other cities, or their work list where this page is not of every city."""
        tenants = list(self.acting.tenants) if self.acting else []
        for tenant in ([ALL] if len(tenants) > 1 else []) + tenants:
            yield Link(_same_page_in(tenant.slug), city_name(tenant), tenant.slug == self._slug)

    def languages(self) -> list[tuple[str, str]]:
        """Code and own name of the languages that are not shown now."""
        return [(code, name) for code, name in LANGUAGES.items() if code != self.locale]

    def files(self) -> str | None:
        """Where the files lie that the one acting asked for; None for whoever may ask for none."""
        return f"/{self._slug}/tugas" if self._may_open("tugas") else None

    def here(self) -> str:
        """Where to come back to after a change of language."""
        return here() if request.method == "GET" else request.path

    def _link(self, word: str, label: object, icon: str | None = None) -> Link:
        url = f"/{self._slug}/{word}"
        inside = request.path == url or request.path.startswith(f"/{self._slug}/{word.split('/')[0]}/")
        return Link(url, str(label), inside, self._count(word), icon)

    def _count(self, word: str) -> str | None:
        count = current_app.extensions["gulir.counts"].get(word)
        number = count() if count else 0
        return None if not number else f"{CAP - 1}+" if number >= CAP else str(number)

    def _may_open(self, word: str) -> bool:
        needed = _access_to_area(word) if self.acting and self.city else None
        return needed is not None and (needed.permission is None or access.may(needed.permission)) and (needed.all_cities or self.city is not ALL)


def shell() -> Shell:
    """The shell of this request, made once."""
    if "shell" not in g:
        g.shell = Shell()
    return g.shell


def home_of(who: Acting) -> str:
    """The work list of somebody: of their only city, or of all that they may see."""
    city = _first_city(who)
    return f"/{city.slug}/giliran" if city else "/akun"


def city_name(tenant: Tenant) -> str:
    """A city's name as people read it."""
    return gettext("All cities") if tenant is ALL else tenant.name


def _first_city(who: Acting | None) -> Tenant | None:
    if who is None or not who.tenants:
        return None
    return who.tenants[0] if len(who.tenants) == 1 else ALL


def _access_to_area(word: str) -> access.Access | None:
    """The same in every city, so it is looked up once for each area."""
    known: dict[str, access.Access | None] = current_app.extensions.setdefault("gulir.areas", {})
    if word not in known:
        known[word] = _access_to(f"/{ALL.slug}/{word}")
    return known[word]


def _access_to(path: str) -> access.Access | None:
    try:
        endpoint, _ = current_app.url_map.bind("localhost").match(path, method="GET")
    except HTTPException:
        return None
    return access.access_of(current_app, endpoint)


def _same_page_in(slug: str) -> str:
    rule = request.url_rule
    if rule is not None and rule.arguments == {"city"}:
        path = rule.rule.replace("<city:city>", slug).replace("<city>", slug)
        needed = _access_to(path)
        if needed is not None and (slug != ALL.slug or needed.all_cities):
            return path
    return f"/{slug}/giliran"
