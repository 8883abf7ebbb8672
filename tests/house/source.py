"""The project's own source, as git knows it and as Python parses it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("platform/gulir", "workflows", "tenants", "config", "benchmarks")


@cache
def tracked() -> list[Path]:
    """Every file that git tracks, which is what others will read."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
    found = [ROOT / name for name in listed if name and (ROOT / name).is_file()]
    return found or [path for home in (*CODE, "tests", "docs", "migrations") for path in (ROOT / home).rglob("*") if path.is_file()]


def python(*homes: str) -> list[Path]:
    """The Python files under some folders."""
    return sorted(path for path in tracked() if path.suffix == ".py" and any(path.is_relative_to(ROOT / home) for home in homes))


def named(path: Path) -> str:
    """How a failing test names the file."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The file, parsed once."""
    return ast.parse(path.read_text())


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Its lines, without decorators and docstring."""
    first = function.body[0]
    spoken = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    start = function.body[1].lineno if spoken and len(function.body) > 1 else first.lineno
    return (function.end_lineno or start) - start + 1 + 1
