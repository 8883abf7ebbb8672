"""The way in: password, code, role; and what an old cookie is worth."""

import re

import pytest
from sqlalchemy import text

from gulir.identity.links import make_link
from gulir.identity.persons import disable_person, set_password
from gulir.identity.memberships import end_membership
from tests.people import PASSWORD, add_person


@pytest.fixture
def organiser(databases, cast):
    """A fresh organiser of Makassar: no second factor is asked of her."""
    with databases.signin.begin() as connection:
        return add_person(connection, "Ningsih", [("organiser", cast.makassar.organisations["network"], [cast.makassar.id])])


def form_token(page):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]


def sign_in(client, account, password=PASSWORD, **more):
    token = form_token(client.get("/masuk"))
    return client.post("/masuk", data={"csrf_token": token, "account": account, "password": password}, **more)


def is_in(client):
    return client.get("/masuk").status_code == 303


def test_whoever_has_one_role_is_in_with_the_password(client, organiser):
    answer = sign_in(client, organiser.email)
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_in(client)
