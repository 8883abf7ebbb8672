"""A city with history to tamper with."""

import pytest

from tests.history.ground import ANCHOR, add_lines, look
from tests.jobs.fixtures import ground  # noqa: F401 - a fixture


@pytest.fixture
def history(ground):  # noqa: F811 - the fixture of that name
    """Three cases with four lines each, and an anchor over them."""
    ground.cases = [ground.open(f"KUBE Riwayat {n}") for n in range(3)]
    for case in ground.cases:
        add_lines(ground, case, 3)
    ground.change(ANCHOR)
    assert look(ground) == []
    return ground
