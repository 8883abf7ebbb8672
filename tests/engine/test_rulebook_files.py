"""A broken rulebook does not load, and the refusal names file and clause."""

from pathlib import Path
from typing import Any

import pytest

from gulir.engine import RulebookError, load_rulebook, load_rulebooks, read_rulebook
from tests.engine.small import HEAD, WORDS, rulebook

CLAUSE = {"id": "1.1", "text": WORDS, "source": "a test", "values": {"amount.min": 5}}
GOOD: dict[str, Any] = HEAD | {"title": WORDS, "status": WORDS, "clause": [CLAUSE]}
BAD: list[tuple[dict[str, Any], str, str]] = [
    (GOOD | {"slug": ""}, "slug", "must be text"),
    (GOOD | {"colour": "red"}, "head", "unknown word 'colour'"),
    (GOOD | {"title": {"en": "only"}}, "title", "id and en"),
    (GOOD | {"workflows": []}, "workflows", "names the workflows"),
    (GOOD | {"clause": []}, "clause", "at least one"),
    (GOOD | {"valid_from": "soon"}, "valid_from", "must be a day"),
    (GOOD | {"valid_from": "2019-01-01", "valid_until": "2018-01-01"}, "valid_until", "lies before"),
    (GOOD | {"clause": [CLAUSE, CLAUSE]}, "clause 1.1", "stands twice"),
    (GOOD | {"clause": [CLAUSE, CLAUSE | {"id": "1.2"}]}, "clause 1.2", "already set by another clause"),
    (GOOD | {"clause": [CLAUSE | {"source": ""}]}, "clause 1.1", "needs a source"),
    (GOOD | {"clause": [CLAUSE | {"binding": "begs"}]}, "clause 1.1", "refuses or warns"),
    (GOOD | {"clause": [CLAUSE | {"text": {"id": "x", "en": " "}}]}, "clause 1.1", "id and en"),
    (GOOD | {"clause": [CLAUSE | {"waivable_by": ["moon"]}]}, "clause 1.1", "waivable_by"),
    (GOOD | {"clause": [CLAUSE | {"waivable_by": 3}]}, "clause 1.1", "waivable_by"),
    (GOOD | {"clause": [CLAUSE | {"values": {"a": 1.5}}]}, "clause 1.1", "a parameter is a whole number"),
    (GOOD | {"clause": [CLAUSE | {"values": {"a": -1}}]}, "clause 1.1", "a parameter is a whole number"),
    (GOOD | {"clause": [CLAUSE | {"values": [1]}]}, "clause 1.1", "values must be a table"),
    (GOOD | {"clause": [CLAUSE | {"bindnig": "warns"}]}, "clause 1.1", "unknown word 'bindnig'"),
    (GOOD | {"clause": [{"text": WORDS}]}, "clause number 1 in the file", "needs an id"),
]


@pytest.mark.parametrize(("content", "place", "problem"), BAD)
def test_a_broken_rulebook_is_refused_by_file_and_clause(content: dict[str, Any], place: str, problem: str) -> None:
    with pytest.raises(RulebookError) as refused:
        read_rulebook(content, "small.toml")
    assert (refused.value.file, refused.value.clause) == ("small.toml", place)
    assert problem in refused.value.problem


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("slug = [")
    with pytest.raises(RulebookError, match=r"^x.toml: whole file: "):
        load_rulebook(tmp_path / "x.toml")


TOML = """
slug = "small"
version = "1"
source = "a test"
workflows = ["small"]
title = {id = "kata", en = "words"}
status = {id = "kata", en = "words"}
[[clause]]
id = "1.1"
text = {id = "kata", en = "words"}
source = "a test"
values."amount.min" = 5
"""


def test_a_rulebook_is_called_like_its_file_and_names_a_successor_that_exists(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(TOML)
    assert load_rulebooks(tmp_path)["small"].value("amount.min") == 5
    (tmp_path / "small.toml").write_text('superseded_by = "later"\n' + TOML)
    with pytest.raises(RulebookError, match="there is no rulebook 'later'"):
        load_rulebooks(tmp_path)
    (tmp_path / "small.toml").rename(tmp_path / "other.toml")
    with pytest.raises(RulebookError, match="the file is called 'other'"):
        load_rulebooks(tmp_path)


def test_a_rulebook_answers_by_parameter_and_by_clause() -> None:
    book = rulebook()
    assert (book.value("amount.min"), book.get("absent"), book.clause_of("amount.min").id) == (5, None, "1.1")
    assert book.clause("1.1") is book.clause_of("amount.min")
    with pytest.raises(KeyError):
        book.value("absent")


def test_the_hash_follows_the_content() -> None:
    assert rulebook().hash == rulebook().hash
    assert rulebook(source="elsewhere").hash != rulebook().hash
