"""The workflows are handed to an application without knowing what an application is."""

from pathlib import Path

import pytest

import workflows
from gulir.engine import RulebookError, Workflows


class App:
    """Only a place to leave something in."""

    def __init__(self) -> None:
        self.extensions: dict[str, object] = {}


def test_an_application_gets_the_workflows_and_their_rulebooks() -> None:
    app = App()
    workflows.init_app(app)
    house = app.extensions["gulir.workflows"]
    assert isinstance(house, Workflows)
    assert house.names == ["kube", "rtlh", "house", "sarling", "advocacy", "lapor", "evaluation"]
    assert [book.slug for book in house.rulebooks_of("kube")] == ["kube-regular", "kube-upc-model", "permensos-2-2019"]
    assert all(house.by_hash[book.hash] is book for book in house.rulebooks.values())


def test_a_broken_rulebook_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "kube-regular.toml").write_text('slug = "kube-regular"')
    with pytest.raises(RulebookError, match=r"kube-regular\.toml"):
        workflows.load(tmp_path)
