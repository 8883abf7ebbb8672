"""Opens a city from its preset, suspends it, lists them all; running processes notice at their next request, since they read this table each time."""

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from gulir.acting.doorway import databases
from gulir.acting.keys import OPENER, act_as_system, end_key
from gulir.identity.memberships import seat_national
from tenants import queries
from tenants.presets import Organisation, Preset, known
from tenants.writing import as_signin

NATIONAL = "nasional"
OF_THE_CITY = ("network", "dinsos_city")


class UnknownPreset(LookupError):
    """There is no preset, or no tenant, of this name; the message lists those that there are."""


def open_city(slug: str) -> int:
    """Writes tenant, organisations and kampungs of a preset and returns the tenant's id; a second call repairs and reopens. Raises UnknownPreset."""
    preset = find_preset(slug)
    if slug != NATIONAL and NATIONAL not in {row["slug"] for row in list_cities()}:
        open_city(NATIONAL)  # UPC and the ministry are named there, and no city works without them
    who = act_as_system(OPENER, role="operator", read_only=False, tenants=[])
    try:
        with as_signin() as connection:
            return _write(connection, preset)
    finally:
        end_key(who.key)


def suspend_city(slug: str) -> None:
    """Closes a tenant: nobody can choose it, open sessions lose it, its data stays. Raises UnknownPreset."""
    who = act_as_system(OPENER, role="operator", read_only=False, tenants=[])
    try:
        with as_signin() as connection:
            tenant = connection.execute(queries.SUSPEND, {"slug": slug}).scalar()
            if tenant is None:
                raise UnknownPreset(f"There is no tenant “{slug}”. There are: {', '.join(row['slug'] for row in list_cities())}.")
            connection.execute(queries.SHUT_OUT, {"tenant": tenant})
    finally:
        end_key(who.key)


def list_cities() -> list[dict[str, Any]]:
    """Every tenant, as a row of plain values."""
    with databases().app.connect() as connection:
        return [dict(row) for row in connection.execute(queries.LIST).mappings()]


def find_preset(slug: str) -> Preset:
    """The preset of this name. Raises UnknownPreset."""
    preset = known().get(slug)
    if preset is None:
        raise UnknownPreset(f"There is no preset “{slug}”. There are: {', '.join(known())}.")
    return preset


def _write(connection: Connection, preset: Preset) -> int:
    tenant: int = connection.execute(queries.TENANT, _columns(preset)).scalar_one()
    for office in preset.organisations:
        connection.execute(queries.ORGANISATION, _office(office, tenant, preset))
    for kampung in preset.kampungs:
        connection.execute(queries.KAMPUNG, {"tenant": tenant, **{key: value for key, value in asdict(kampung).items() if key != "source"}})
    seat_national(connection, tenant)
    connection.execute(queries.SESSIONS, {"tenant": tenant})
    return tenant


def _columns(preset: Preset) -> dict[str, object]:
    return {
        "slug": preset.slug,
        "letters": preset.letters,
        "code": preset.code,
        "name": preset.name,
        "deck_name": preset.deck_name,
        "province": preset.province,
        "zone": preset.time_zone,
        "preset": json.dumps(asdict(preset), ensure_ascii=False),
    }


def _office(office: Organisation, tenant: int, preset: Preset) -> dict[str, object]:
    local = office.kind in OF_THE_CITY
    province = None if preset.national else preset.province
    return {"slug": office.slug, "name": office.name, "kind": office.kind, "tenant": tenant if local else None, "province": province}
