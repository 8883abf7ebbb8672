"""Presets of cities: what a tenant is opened from, read from tenants/cities/*.toml and refused when anything in them is wrong."""

import re
import zoneinfo
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gulir.web.cities import ALL, RESERVED
from tenants.reading import BrokenFile, Table, read

FOLDER = Path(__file__).parent / "cities"
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
CITY_KINDS = ("network", "dinsos_city", "dinsos_province")
NATIONAL_KINDS = ("upc", "ministry", "inspectorate")


@dataclass(frozen=True)
class Kampung:
    """A kampung of a preset; `formal` is None where no source tells."""

    slug: str
    name: str
    formal: bool | None
    village_code: str | None
    source: str
    note: str


@dataclass(frozen=True)
class Organisation:
    """An organisation that a preset brings; two cities of one province name the same provincial office."""

    kind: str
    slug: str
    name: str
    source: str


@dataclass(frozen=True)
class Preset:
    """All that is needed to open a tenant."""

    slug: str
    code: str
    letters: str
    name: str
    deck_name: str
    time_zone: str
    province: str
    note: str
    national: bool
    organisations: tuple[Organisation, ...]
    kampungs: tuple[Kampung, ...]

    @property
    def zone_letters(self) -> str:
        """WIB, WITA or WIT."""
        return ZONES[self.time_zone]


def presets(folder: Path = FOLDER) -> dict[str, Preset]:
    """Every preset by slug; raises BrokenFile when one cannot be used or two of them clash."""
    found: dict[str, Preset] = {}
    for file in sorted(folder.glob("*.toml")):
        preset = load(file)
        if preset.slug != file.stem:
            raise BrokenFile(f"{file.name}: slug is “{preset.slug}”, but must be the file's own name")
        found[preset.slug] = preset
    _refuse_clashes(found)
    return found


@cache
def known() -> dict[str, Preset]:
    """The presets that come with the product, read once a process."""
    return presets()


def load(file: Path) -> Preset:
    """One preset."""
    table = read(file)
    national = table.flag("national", False)
    preset = Preset(
        slug=_matching(table, "slug", r"[a-z][a-z0-9-]{1,39}"),
        code=_matching(table, "code", r"\d{2}(\.\d{2})?"),
        letters=_matching(table, "letters", r"[A-Z]{3}"),
        name=table.text("name"),
        deck_name=table.text("deck_name"),
        time_zone=table.choice("time_zone", tuple(ZONES)),
        province=table.text("province"),
        note=table.text("note", ""),
        national=national,
        organisations=tuple(_organisation(table, kind) for kind in (NATIONAL_KINDS if national else CITY_KINDS)),
        kampungs=tuple(_kampung(row) for row in table.tables("kampungs", at_least=0 if national else 1)),
    )
    table.end()
    _refuse_reserved(table, preset)
    zoneinfo.ZoneInfo(preset.time_zone)  # a machine without time zones must fail here, not in the middle of a deadline
    return preset


def _organisation(table: Table, kind: str) -> Organisation:
    row = table.table(kind)
    made = Organisation(kind, _matching(row, "slug", r"[a-z][a-z0-9-]{1,39}"), row.text("name"), row.text("source"))
    row.end()
    return made


def _kampung(row: Table) -> Kampung:
    code = _matching(row, "village_code", r"\d{2}\.\d{2}\.\d{2}\.\d{4}") if "village_code" in row.values else None
    made = Kampung(_matching(row, "slug", r"[a-z0-9-]{1,60}"), row.text("name"), row.flag_or_unknown("formal"), code, row.text("source"), row.text("note", ""))
    row.end()
    return made


def _matching(table: Table, key: str, pattern: str) -> str:
    value = table.text(key)
    if not re.fullmatch(pattern, value, re.ASCII):
        raise table.broken(key, f"is “{value}”, which does not look as it must ({pattern})")
    return value


def _refuse_reserved(table: Table, preset: Preset) -> None:
    if preset.slug in (*RESERVED, ALL.slug):
        raise table.broken("slug", f"is “{preset.slug}”, a word that addresses need for themselves")
    slugs = [kampung.slug for kampung in preset.kampungs]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise table.broken("kampungs", f"names “{slug}” twice")


def _refuse_clashes(found: dict[str, Preset]) -> None:
    offices: dict[str, Organisation] = {}
    for key in ("code", "letters"):
        seen: dict[str, str] = {}
        for slug, preset in found.items():
            other = seen.setdefault(getattr(preset, key), slug)
            if other != slug:
                raise BrokenFile(f"{slug}.toml: {key} is “{getattr(preset, key)}”, which {other}.toml has already")
    for slug, preset in found.items():
        for office in preset.organisations:
            other_office = offices.setdefault(office.slug, office)
            if (other_office.kind, other_office.name) != (office.kind, office.name):
                raise BrokenFile(f"{slug}.toml: {office.kind}.slug is “{office.slug}”, which another preset gives to “{other_office.name}”")
