"""The instance's secrets: made once, kept in keys.env for its owner alone, never in the database."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

NAMES = ("GULIR_SECRET_KEY", "GULIR_WITNESS_KEY", "GULIR_REGISTRY_KEY", "GULIR_DATA_KEY")


def keys_of(folder: Path, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Every key: the environment's before the file's; what neither holds is made and kept."""
    file = folder / "keys.env"
    if all(environ.get(name) for name in NAMES):
        return {name: environ[name] for name in NAMES}
    kept = _read(file)
    missing = [name for name in NAMES if name not in kept]
    if missing:
        kept.update({name: secrets.token_hex(32) for name in missing})
        _write(file, kept)
    return {name: environ.get(name) or kept[name] for name in NAMES}


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    pairs = (line.split("=", 1) for line in file.read_text().splitlines() if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


def _write(file: Path, kept: Mapping[str, str]) -> None:
    """In one piece: half a file of keys would lose what was encrypted with the other half."""
    draft = file.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write("# Keep this file apart from backups of the database: together they open what is encrypted.\n")
        out.writelines(f"{name}={value}\n" for name, value in kept.items())
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
