"""A ground, and letters that are read as one city's."""

import pytest

from tests.jobs.ground import Ground, lay


@pytest.fixture
def ground(context, superuser, city, acting_as, redis_url) -> Ground:
    here = city()
    return lay(context, superuser, here, acting_as(here.one("organiser")), redis_url)


@pytest.fixture
def tell(ground, databases):
    """Relays and works until everybody is told."""
    return lambda: ground.tell(databases)
