"""Fresh people, whom a test may change."""

import pytest

from tests.people import add_person


@pytest.fixture
def signin(databases):
    """A transaction of the sign-in role: `with signin() as connection:`."""
    return databases.signin.begin


@pytest.fixture
def organiser(signin, cast):
    """An organiser of Makassar, of whom no second factor is asked."""
    with signin() as connection:
        return add_person(connection, "Ningsih", [("organiser", cast.makassar.organisations["network"], [cast.makassar.id])])


@pytest.fixture
def manager(signin, cast):
    """A programme manager of Makassar without a second factor yet."""
    with signin() as connection:
        return add_person(connection, "Marno", [("programme_manager", cast.organisations["upc"], [cast.makassar.id])])


@pytest.fixture
def both(signin, cast):
    """An organiser of two cities' networks, who has to choose."""
    roles = [
        ("organiser", cast.makassar.organisations["network"], [cast.makassar.id]),
        ("advocate", cast.surabaya.organisations["network"], [cast.surabaya.id]),
    ]
    with signin() as connection:
        return add_person(connection, "Dua", roles, demo=True)
