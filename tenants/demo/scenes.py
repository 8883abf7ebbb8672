"""One case as the demo tells it: what it is opened with, and the acts that carry it on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tenants.demo.deck import NEVER_TOLD, When
from tenants.demo.journey import Move


@dataclass(frozen=True)
class Scene:
    """A case of a group, opened by an organiser; `book` is a rulebook's word, `amount` whole rupiah or unknown, `parent` the case that it belongs to."""

    city: str
    case: UUID
    workflow: str
    title: str
    book: str
    group: UUID
    remark: str
    moves: tuple[Move, ...] = ()
    batch: UUID | None = None
    parent: UUID | None = None
    amount: int | None = None
    when: When = NEVER_TOLD
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def lines(self) -> int:
        """How long its history is when it is told."""
        return 1 + sum(move.events for move in self.moves)
