"""A ground to work on, processes to kill, and a whole product whose services can be taken away."""

from tests.faults.product import product  # noqa: F401 - a fixture
from tests.jobs.fixtures import ground  # noqa: F401 - a fixture
from tests.jobs.running import addresses, start  # noqa: F401 - fixtures
from tests.notices.conftest import certificate  # noqa: F401 - a fixture
