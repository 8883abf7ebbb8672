"""A city whose processes are declared, so that cases can be opened in it."""

from uuid import uuid4

import pytest

from gulir.acting import as_acting
from gulir.cases.looking import processes
from gulir.cases.opening import NewCase, open_case
from gulir.commands.migrate import announce


@pytest.fixture(scope="session")
def declared(app, superuser):
    """The workflows and rulebooks of this deployment, told to the database."""
    with app.app_context():
        announce(superuser, processes())


@pytest.fixture
def here(city):
    """A city of its own."""
    return city(name="Kota Sini")


@pytest.fixture
def there(city):
    """Another one."""
    return city(name="Kota Sana")


@pytest.fixture
def opened(declared, app, acting_as):
    """Opens a KUBE case of a city's group: `opened(city, "KUBE Melati")`; gives its number."""

    def _open(city, title, n=0):
        who = acting_as(city.one("organiser"))
        with app.app_context(), as_acting(who):
            new = NewCase("kube", title, processes().rulebooks["kube-upc-model"].hash, uuid4(), group=city.groups[n], amount=20_000_000)
            return open_case(who, city.id, new).number

    return _open
