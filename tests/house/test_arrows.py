"""The arrows between packages hold, and every page says who may see it."""

import re
import subprocess
import sys
from pathlib import Path

from flask import Flask

from gulir.identity.permissions import Permission
from gulir.web.access import access_of

ROOT = Path(__file__).resolve().parents[2]


def test_packages_import_only_what_they_may() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, env={"PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}"}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-500:]
    assert "0 broken" in done.stdout


def test_every_page_names_a_permission_or_is_open_to_everybody(app: Flask) -> None:
    rules = list(app.url_map.iter_rules())
    assert len(rules) > 30
    for rule in rules:
        access = access_of(app, rule.endpoint)
        assert access is not None, rule.endpoint
        assert access.permission is None or isinstance(access.permission, Permission), rule.endpoint


def test_every_permission_decides_something() -> None:
    sources = [path.read_text() for path in (ROOT / "platform/gulir").rglob("*.py") if path.name != "permissions.py"]
    decided = {name for source in sources for name in re.findall(r"\bPermission\.([A-Z_]+)", source)}
    assert {one.name for one in Permission} - decided == set(), "the page of roles would show a power that nobody has"


# Everybody may open these, signed in or not: looked through one by one.
OPEN = {"static", "healthz", "calendars.feed"}


def test_what_is_open_to_everybody_was_looked_through(app: Flask) -> None:
    found = {rule.endpoint for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint).permission is None}  # type: ignore[union-attr]
    assert {one for one in found if not one.startswith(("signin.", "shell.", "locale."))} <= OPEN
