"""Every message is translated, with the places that its English has; a broken catalogue is found before a reader finds it."""

import ast

from gulir.commands.translations import problems, renewed, template
from gulir.web.catalogues import merged
from tests.house.source import ROOT

SAYS = {"_", "gettext", "ngettext", "pgettext", "lazy_gettext"}


def test_every_message_is_translated() -> None:
    assert list(problems()) == []


def test_english_needs_no_catalogue_but_where_it_says_otherwise() -> None:
    for message in merged("en"):
        assert not message.id or message.string != message.id


def test_no_message_hides_in_an_f_string() -> None:
    """The collector does not look into f-strings: what stands there would be shown in English for ever."""
    found = []
    for path in sorted(one for part in ("platform", "workflows", "tenants") for one in (ROOT / part).rglob("*.py")):
        for text in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)):
            calls = [node for node in ast.walk(text) if isinstance(node, ast.Call)]
            found += [f"{path.name}:{one.lineno}" for one in calls if isinstance(one.func, ast.Name) and one.func.id in SAYS]
    assert found == []


def test_messages_are_english() -> None:
    """A message id in Indonesian would be shown to English readers as it is."""
    telling = (" yang ", " dan ", " tidak ", " belum ", " untuk ", " dengan ", " sudah ")
    for message in template():
        words = message.id if isinstance(message.id, str) else " ".join(message.id)
        assert not any(word in f" {words} " for word in telling), words


def test_renewing_loses_no_translation() -> None:
    have = {message.id: message.string for message in merged("id") if message.id}
    for message in renewed("id"):
        if message.id and message.id in have:
            assert message.string == have[message.id]
