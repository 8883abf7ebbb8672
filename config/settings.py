"""Every setting, read once from the environment and checked before anything starts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

RULEBOOKS = Path(__file__).parent / "rulebooks"


class SettingsError(ValueError):
    """A setting is missing or makes no sense; the message names it in one line."""


@dataclass(frozen=True)
class Settings:
    """`*_key` are bytes; `instance` holds files; `mail_url` is smtp://… or file:///a/folder (a sink).

    `anchor_mail` is who keeps the nightly anchors; empty: `mail_from` does."""

    database_url: str
    signin_url: str | None
    relay_url: str | None
    redis_url: str | None
    instance: Path
    secret_key: str
    witness_key: bytes
    registry_key: bytes
    data_key: bytes
    mail_url: str
    mail_from: str
    base_url: str
    https: bool
    proxies: int
    embedded: bool
    pool_size: int
    anchor_mail: str = ""
    rulebooks: Path = RULEBOOKS


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Reads the settings. Raises SettingsError naming the first one that is wrong."""
    instance = Path(environ.get("GULIR_INSTANCE") or "instance").resolve()
    base_url = environ.get("GULIR_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    return Settings(
        database_url=_required(environ, "DATABASE_URL"),
        signin_url=environ.get("DATABASE_SIGNIN_URL"),
        relay_url=environ.get("DATABASE_RELAY_URL"),
        redis_url=environ.get("REDIS_URL"),
        instance=instance,
        secret_key=_required(environ, "GULIR_SECRET_KEY"),
        witness_key=_key(environ, "GULIR_WITNESS_KEY"),
        registry_key=_key(environ, "GULIR_REGISTRY_KEY"),
        data_key=_key(environ, "GULIR_DATA_KEY"),
        mail_url=environ.get("GULIR_MAIL_URL") or (instance / "mail").as_uri(),
        mail_from=environ.get("GULIR_MAIL_FROM", "gulir@localhost"),
        base_url=base_url,
        https=base_url.startswith("https://"),
        proxies=_number(environ, "GULIR_PROXIES", 0),
        embedded=environ.get("GULIR_EMBEDDED") == "1",
        pool_size=_number(environ, "GULIR_POOL_SIZE", 5),
        anchor_mail=environ.get("GULIR_ANCHOR_MAIL", ""),
    )


def _required(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "")
    if not value:
        raise SettingsError(f"{name} is not set")
    return value


def _key(environ: Mapping[str, str], name: str) -> bytes:
    try:
        key = bytes.fromhex(_required(environ, name))
    except ValueError as wrong:
        raise wrong if isinstance(wrong, SettingsError) else SettingsError(f"{name} must be hexadecimal") from wrong
    if len(key) < 32:
        raise SettingsError(f"{name} must have at least 64 hexadecimal digits")
    return key


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(environ.get(name) or default)
    except ValueError as wrong:
        raise SettingsError(f"{name} must be a whole number") from wrong
