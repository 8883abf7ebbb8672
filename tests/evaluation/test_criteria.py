"""Criteria that nobody could score by refuse to start, naming file and line."""

from pathlib import Path

import pytest

import workflows
from gulir.engine import RulebookError, WorkflowError
from workflows import CRITERIA, RULEBOOKS

GOOD = (CRITERIA / "joint-place.toml").read_text()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "lasts"', 'id = "Lasts!"', "needs an id"),
        ('id = "lasts"', 'id = "takes_part"', "stands twice"),
        ("value = 5", "value = 4", "each value once"),
        ("value = 5", "value = 500", "whole number"),
        ('name.en = "Lasting"', "", "needs its name in id and en"),
        ('source = "deck slide 4, lasting"', 'sauce = "x"', "unknown word"),
        ("reason_up_to = 2", "reason_up_to = 9", "reason_up_to is 9"),
        ('values."difference.most" = 1', "", "difference.most"),
        ("[[level]]", "[[level", "line"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    (tmp_path / "joint-place.toml").write_text(GOOD.replace(old, new, 1))
    with pytest.raises((RulebookError, WorkflowError)) as refused:
        workflows.load(RULEBOOKS, tmp_path)
    assert said in str(refused.value)


def test_the_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "joint-place.toml").write_text(GOOD.replace("reason_up_to = 2", "reason_up_to = 9", 1))
    with pytest.raises(RulebookError) as refused:
        workflows.load(RULEBOOKS, tmp_path)
    line = next(number for number, text in enumerate(GOOD.splitlines(), 1) if text == 'id = "integrated"')
    assert f"joint-place.toml, line {line}" in str(refused.value)
