"""The matrix: what the page shows is what the code decides, and what parties.md says of those who see least."""

import re

import pytest

from gulir.engine.parties import Role
from gulir.identity.permissions import MATRIX, Permission, may


def test_the_page_is_the_code(client_as, cast):
    page = client_as(cast.siti).get("/peran").text
    shown = {}
    for permission, row in re.findall(r'<tr data-permission="([a-z:]+)"[^>]*>(.*?)</tr>', page, re.S):
        for role, cell in re.findall(r'data-role="(\w+)">(.*?)</td>', row, re.S):
            shown[role, permission] = "<svg" in cell
    roles = [role for role in Role if MATRIX[role]]
    assert shown == {(str(role), str(permission)): may(role, permission) for role in roles for permission in Permission}


def test_every_role_is_in_the_matrix_and_an_unknown_one_may_nothing():
    assert set(MATRIX) == set(Role)
    assert not any(may("stranger", permission) for permission in Permission)


@pytest.mark.parametrize(
    ("role", "forbidden"),
    [
        (
            Role.OPERATOR,
            {Permission.CASE_READ, Permission.PAPER_READ, Permission.GROUP_READ, Permission.SEARCH_USE, Permission.REPORT_READ, Permission.NIK_UNMASK},
        ),
        (Role.AUDITOR, {one for one in Permission if one.endswith((":write", ":act", ":open", ":manage", ":unmask"))}),
        (Role.GROUP_CHAIR, {Permission.BOARD_READ, Permission.CITY_READ, Permission.REPORT_READ, Permission.PEOPLE_READ, Permission.GROUP_WRITE}),
        (Role.CLOCK, set(Permission)),
    ],
)
def test_those_who_see_least(role, forbidden):
    assert not MATRIX[role] & forbidden


def test_the_operator_is_shown_no_people_and_no_case(client_as, cast):
    client = client_as(cast.opi)
    assert client.get("/akun").status_code == 200
    assert client.get("/makassar/orang").status_code == 404
