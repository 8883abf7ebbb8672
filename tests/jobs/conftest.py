"""A city with a ground to work on."""

import pytest

from tests.jobs.ground import Ground, lay


@pytest.fixture
def ground(context, superuser, city, acting_as, redis_url) -> Ground:
    here = city()
    return lay(context, superuser, here, acting_as(here.one("organiser")), redis_url)
