"""A city with a ground to work on."""

from tests.jobs.fixtures import alone, ground  # noqa: F401 - fixtures
from tests.jobs.running import addresses, start  # noqa: F401 - fixtures
