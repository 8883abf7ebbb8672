"""The whole way of one grant, from the first savings to the endowment, by people of four organisations, each at their own browser."""

import pytest

from tests.browser import granting, living, saving
from tests.browser.town import Town
from tests.walk.ground import Stage

pytestmark = pytest.mark.browser


@pytest.fixture
def town(seat, context, superuser, city, cast, acting_as):
    here = city(name="Kota Jalan")
    return Town(Stage(superuser, here, cast, acting_as), seat, here.slug)


def test_a_group_saves_and_in_the_end_owns_its_fund(town, databases, cast):
    saving.write_down_a_group(town)
    saving.open_a_case(town)
    saving.save_and_meet(town)
    saving.found_the_group(town)
    saving.officers_and_account(town)
    saving.into_a_letter(town)
    saving.returned_once(town)
    granting.found_complete(town)
    granting.verified_by_two_organisations(town)
    granting.each_sees_only_what_is_theirs(town, databases, cast)
    granting.recommended(town)
    granting.province_is_recorded_with_a_letter(town)
    granting.decreed_by_two_people(town)
    granting.made_ready(town)
    living.disbursed_in_two_tranches(town)
    living.received(town)
    living.reported_and_accepted(town)
    living.rated_and_endowed(town)
