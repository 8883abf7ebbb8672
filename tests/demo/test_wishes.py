"""The cast wants to be told in different ways, and whoever has chosen since keeps what they chose."""

import datetime as dt

from gulir.notices.preferences import Wishes, prefer, wishes_of
from tenants.demo.loading import the_cast
from tenants.demo.troupe import Troupe
from tenants.demo.wishing import WISHES, wish
from tests.demo.theatre import Theatre

KINDS = """select count(*), count(distinct (channels, rhythm, digest_at, quiet_from, quiet_until)) filter (where f.person_id is not null),
  count(*) filter (where locale = 'en'),
  count(*) filter (where channels = '{}'), count(*) filter (where rhythm = 'daily'), count(*) filter (where quiet_from is not null)
  from person p left join preference f on f.person_id = p.id where p.demo"""


def test_each_way_of_being_told_is_somebodys(stage: Theatre):
    people, kinds, english, app_only, daily, quiet = stage.ask(KINDS)[0]
    assert people > 90
    assert kinds == len({*WISHES.values(), Wishes()})
    assert english == 2
    assert min(app_only, daily, quiet) >= 8, "in every city"


def test_no_wish_contradicts_itself():
    for wishes in WISHES.values():
        wishes.weigh()


def test_who_has_chosen_since_keeps_it(stage: Theatre):
    troupe = Troupe(the_cast())
    manager = next(one for (role, city), found in troupe.players.items() for one in found if (role, city) == ("programme_manager", "surabaya"))
    own = Wishes(rhythm="daily", digest_at=dt.time(11))
    assert stage.databases.signin is not None
    with stage.databases.signin.connect() as connection:
        prefer(connection, manager.id, own)
        assert wish(connection, troupe.players) == 0
        assert wishes_of(connection, manager.id) == own
        connection.rollback()
