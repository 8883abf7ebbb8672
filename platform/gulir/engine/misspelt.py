"""A word in a workflow's file that Python itself does not know is told like any other bad definition: by file and step."""

import ast
import traceback
from pathlib import Path

from gulir.engine.errors import WorkflowError

MISTAKES = (NameError, ImportError, AttributeError, TypeError, LookupError, SyntaxError)
DECLARES = ("Step", "State")


def misspelt(problem: Exception, folder: Path) -> WorkflowError | None:
    """The refusal, if the mistake stands in a file of this folder; None for a mistake of anybody else's."""
    if isinstance(problem, SyntaxError):
        file, line = Path(problem.filename or ""), problem.lineno or 0
    else:
        last = traceback.extract_tb(problem.__traceback__)[-1]
        file, line = Path(last.filename), last.lineno or 0
    if folder not in file.parents:
        return None
    place = None if isinstance(problem, SyntaxError) else declared_at(file.read_text(encoding="utf-8"), line)
    words = f"there is no {problem}" if isinstance(problem, KeyError) else str(problem)
    return WorkflowError(f"{folder.name}/{file.relative_to(folder)}, line {line}", place or "whole file", words)


def declared_at(source: str, line: int) -> str | None:
    """The step or state whose declaration spans the line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DECLARES and node.lineno <= line <= (node.end_lineno or 0):
            first = node.args[0] if node.args else None
            return f"{node.func.id.lower()} {first.value}" if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
    return None
