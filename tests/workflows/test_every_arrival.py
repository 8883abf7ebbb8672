"""How a case stands where it arrives is reckoned once for all cases whose facts have no say: that they have none is seen by watching what is read."""

from typing import Any

import pytest

from gulir.engine import arrival
from gulir.engine.arrival import reckoned
from gulir.engine.rulebook import Rulebook
from tests.workflows.table_case import BOOKS, HOUSE

PLACES = [(one.name, one.version, state.name) for one in HOUSE for state in one.states]
ASKED = {"marks", "signatures", "evaluation"}  # where one of these says anything, the case is reckoned anew


class Watched(dict[str, Any]):
    """Facts that say nothing, and remember what they were asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return default

    def __missing__(self, key: str) -> Any:
        raise AssertionError(f"{key} is asked of the facts")


def books_of(name: str) -> list[Rulebook]:
    return [book for book in BOOKS.values() if name in book.workflows]


@pytest.mark.parametrize(("name", "version", "state"), PLACES)
def test_no_other_fact_is_read(name: str, version: int, state: str) -> None:
    workflow = HOUSE.get(name, version)
    for book in books_of(name):
        facts = Watched()
        if not workflow.by_state[state].reads_facts:
            reckoned(workflow, state, book, facts)
        assert facts.asked <= ASKED


@pytest.mark.parametrize(("name", "version", "state"), PLACES)
def test_what_was_reckoned_once_is_what_it_would_be_anew(name: str, version: int, state: str) -> None:
    workflow = HOUSE.get(name, version)
    for book in books_of(name):
        for marks in ([], [{"id": "b", "kind": "blocker", "resolver": "upc", "cured": False}], [{"id": "b", "kind": "contest", "cured": False}], []):
            facts = {"marks": marks, "acts": [{"step": "other", "answers": {}}], "signatures": [], "case": {"state": state}}
            assert arrival(workflow, state, book, facts) == reckoned(workflow, state, book, facts)
