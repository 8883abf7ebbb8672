"""The ground as a fixture, for every folder whose tests run jobs."""

from collections.abc import Iterator

import pytest

from tests.jobs.ground import Ground, lay


@pytest.fixture
def ground(context, superuser, city, acting_as, redis_url) -> Ground:
    """A city with somebody who opens cases in it."""
    here = city()
    return lay(context, superuser, here, acting_as(here.one("organiser")), redis_url)


@pytest.fixture
def alone(ground) -> Iterator[None]:
    """Other tests' cities keep time too, hundreds of them after a while; here only this one is open."""
    shut = [row.id for row in ground.see("select id from tenant where status = 'open' and id <> :tenant")]
    ground.change("update tenant set status = 'suspended' where id = any(:others)", others=shut)
    yield
    ground.change("update tenant set status = 'open' where id = any(:others)", others=shut)
