"""A ground for each test, and browsers in it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy import event

from tests.casework.ground import Ground


@pytest.fixture
def ground(app, superuser, city, acting_as) -> Ground:
    return Ground(app, superuser, city(), acting_as)


@pytest.fixture
def number(ground: Ground) -> str:
    """An open case, saving."""
    return ground.open()


@pytest.fixture
def statements(databases) -> Callable[..., AbstractContextManager[list[str]]]:
    """What the application asks of the database besides the door: `with statements() as made: …`."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        made: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            made.append(statement)

        event.listen(databases.app, "before_cursor_execute", note)
        try:
            yield made
        finally:
            event.remove(databases.app, "before_cursor_execute", note)

    return counting
