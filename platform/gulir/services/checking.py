"""Linters, types and architecture: all run beside each other, each speaks only when it finds something."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

SOURCES = ("platform/gulir", "workflows", "tenants", "config", "wsgi.py")


def lines(root: Path) -> dict[str, list[str]]:
    """The checks by name, over what is there."""
    here = [name for name in SOURCES if (root / name).exists()]
    found = {
        "ruff check": [sys.executable, "-m", "ruff", "check", "--quiet", "."],
        "ruff format": [sys.executable, "-m", "ruff", "format", "--check", "--quiet", "."],
        "mypy": [sys.executable, "-m", "mypy", "--no-error-summary", *here],
        "lint-imports": [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
    }
    if any((root / "templates").rglob("*.html")):
        found["djlint"] = [sys.executable, "-m", "djlint", "templates", "--lint", "--quiet"]
    return found


def failing(root: Path, environ: Mapping[str, str]) -> list[str]:
    """Runs every check and prints the findings; the names of those that found something."""
    running = {name: _begin(line, root, environ) for name, line in lines(root).items()}
    failed = []
    for name, process in running.items():
        said, _ = process.communicate()
        print(f"{name}: {'found something' if process.returncode else 'clean'}", flush=True)
        if process.returncode:
            print(said, flush=True)
            failed.append(name)
    return failed


def _begin(line: list[str], root: Path, environ: Mapping[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(line, cwd=root, env=dict(environ), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
