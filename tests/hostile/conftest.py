"""The ground of the tests of pages."""

import pytest

from tests.casework.ground import Ground


@pytest.fixture
def ground(app, superuser, city, acting_as) -> Ground:
    return Ground(app, superuser, city(), acting_as)


@pytest.fixture
def number(ground: Ground) -> str:
    """An open case, saving."""
    return ground.open()
