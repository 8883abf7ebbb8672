"""Every message of the engine and the processes is spoken in Indonesian, with the same places in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from gulir.web.catalogues import merged

ROOT = Path(__file__).resolve().parents[2]
PLACES = re.compile(r"%\(\w+\)s")


def messages() -> Iterator[str]:
    """The message ids in the code."""
    for folder in ("platform/gulir/engine", "workflows"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                    assert isinstance(node.args[0], ast.Constant), f"{path}: a message is a literal"
                    yield str(node.args[0].value)


def test_every_message_is_translated_with_its_places() -> None:
    catalogue = merged("id")
    for msgid in messages():
        found = catalogue.get(msgid)
        assert found, msgid
        assert found.string, msgid
        assert sorted(PLACES.findall(str(found.string))) == sorted(PLACES.findall(msgid)), msgid
