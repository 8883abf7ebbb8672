"""A city with history to tamper with."""

import pytest

from tests.history.ground import ANCHOR, add_lines, look
from tests.jobs.ground import Ground, lay


@pytest.fixture
def ground(context, superuser, city, acting_as, redis_url) -> Ground:
    here = city()
    return lay(context, superuser, here, acting_as(here.one("organiser")), redis_url)


@pytest.fixture
def history(ground):
    """Three cases with four lines each, and an anchor over them."""
    ground.cases = [ground.open(f"KUBE Riwayat {n}") for n in range(3)]
    for case in ground.cases:
        add_lines(ground, case, 3)
    ground.change(ANCHOR)
    assert look(ground) == []
    return ground
