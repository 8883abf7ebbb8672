"""What holds for every file of code: short, explained, honest about failures, raw SQL where it is looked for."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.house.source import CODE, ROOT, functions, length, named, python, tracked, tree

OURS = python(*CODE)
TESTS = python("tests")
# Files that may hold SQL as text: those named queries.py, migrations, and these few beside them.
RAW = {
    "platform/gulir/acting/doorway.py", "platform/gulir/acting/keys.py", "platform/gulir/acting/refusal.py", "platform/gulir/acting/store.py",
    "platform/gulir/acting/web.py", "platform/gulir/cases/declare.py", "platform/gulir/commands/migrate.py", "platform/gulir/services/backups.py",
    "platform/gulir/services/postgres.py", "platform/gulir/services/preflight.py", "platform/gulir/services/restoring.py", "platform/gulir/services/roles.py",
}  # fmt: skip
SQL = re.compile(r"^\s*(select\s.+\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|with\s+\w+\s+as\s*\()", re.IGNORECASE | re.DOTALL)
# The project speaks of itself, never of the place that it was written in. Spelt apart, so that this file holds none of them.
ELSEWHERE = ("/wo" + "rk/", r"\bfar" + r"m\b", r"\bsub" + r"agent", r"\bCla" + r"ude\b", r"\banthro" + r"pic", r"issue" + r" #\d", r"\bthe hel" + r"per\b")
LOOKING_FOR_THEM = {"tests/docs/test_pages.py"}
NOT_TEXT = (".woff2", ".png", ".jpg", ".ico", ".mo", ".pdf", ".js", ".svg")


def problems(paths: list[Path], judge: Callable[[Path], Iterable[str]]) -> list[str]:
    """What is wrong, with the file that it is in."""
    return [f"{named(path)}: {problem}" for path in paths for problem in judge(path)]


def size(path: Path) -> Iterator[str]:
    """Too long a file or function, or nothing said on top."""
    source, tested = path.read_text(), path.is_relative_to(ROOT / "tests")
    if len(source.splitlines()) > (300 if tested else 200):
        yield f"{len(source.splitlines())} lines"
    if source.strip() and not ast.get_docstring(tree(path)):
        yield "no sentence on top"
    if not tested:
        yield from (f"{one.name} has {length(one)} lines" for one in functions(path) if length(one) > 25)


def swallowed(path: Path) -> Iterator[str]:
    """A failure that nobody hears of."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            broad = node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
            silent = all(isinstance(one, ast.Pass | ast.Continue) or (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)) for one in node.body)
            if node.type is None or (broad and silent):
                yield f"line {node.lineno} catches everything"
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).endswith("suppress")
            and {ast.unparse(one) for one in node.args} & {"Exception", "BaseException"}
        ):
            yield f"line {node.lineno} suppresses everything"


def raw_sql(path: Path) -> Iterator[str]:
    """Where a file speaks SQL in its own words."""
    nodes = list(ast.walk(tree(path)))
    defaults = {id(one.value) for node in nodes if isinstance(node, ast.Call) for one in node.keywords if one.arg == "server_default"}
    imported = {one.name for node in nodes if isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy" for one in node.names}
    for node in nodes:
        if isinstance(node, ast.Call) and id(node) not in defaults:
            called = ast.unparse(node.func)
            if (called == "text" and "text" in imported) or called.endswith("exec_driver_sql"):
                yield f"line {node.lineno}: {called}()"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
            yield f"line {node.lineno}: {node.value[:40]}"


def test_there_is_code_to_look_at() -> None:
    assert len(OURS) > 150
    assert len(TESTS) > 40


def test_files_are_short_and_say_what_they_are_for() -> None:
    assert problems(OURS + TESTS, size) == []


def test_a_failure_is_never_swallowed() -> None:
    assert problems(OURS, swallowed) == []


def test_raw_sql_stands_where_it_is_looked_for() -> None:
    elsewhere = [path for path in OURS if path.name != "queries.py" and named(path) not in RAW and not path.is_relative_to(ROOT / "benchmarks")]
    assert problems(elsewhere, raw_sql) == []
    assert sum(bool(list(raw_sql(path))) for path in OURS) > 10


def test_every_file_on_the_list_of_raw_sql_is_there() -> None:
    assert [name for name in sorted(RAW) if not (ROOT / name).exists()] == []


def test_tests_are_no_package() -> None:
    assert [named(path) for path in TESTS if path.name == "__init__.py"] == []


@pytest.mark.parametrize("word", ELSEWHERE)
def test_no_file_speaks_of_the_workplace(word: str) -> None:
    pattern = re.compile(word, re.IGNORECASE)
    texts = [path for path in tracked() if path.suffix not in NOT_TEXT and path.stat().st_size < 400_000 and named(path) not in LOOKING_FOR_THEM]
    assert len(texts) > 300
    assert problems(texts, lambda path: (line.strip()[:80] for line in path.read_text(errors="replace").splitlines() if pattern.search(line))) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_once_each(name: str) -> None:
    lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text().splitlines()]
    wanted = [line for line in lines if line and not line.startswith("-r ")]
    assert len(wanted) > 5
    assert [line for line in wanted if not re.fullmatch(r"[A-Za-z0-9_.\[\],-]+==[A-Za-z0-9.+!]+(\s*;.*)?", line)] == []
    packages = [re.split(r"[\[=]", line)[0].lower().replace("_", "-") for line in wanted]
    assert sorted(set(packages)) == sorted(packages)
