"""Nobody twice, in any city, and nobody is told where."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from gulir.acting import as_acting
from gulir.acting.store import db
from gulir.groups import members, registry
from gulir.groups.refusals import AlreadyRegistered, TooManyAsks
from tests.groups.people import group_of, nik, somebody

LEFT = date(2014, 9, 8)


@pytest.fixture
def here(city):
    return city(name="Kota Sini")


@pytest.fixture
def there(city):
    return city(name="Kota Sana")


def refused(act, city, number, n=0):
    with act(city.one("organiser")), pytest.raises(AlreadyRegistered) as refusal:
        members.add(group_of(city, n), somebody(number))
    return str(refusal.value.words)


def join(act, city, number, n=0):
    with act(city.one("organiser")):
        return members.add(group_of(city, n), somebody(number))


def test_the_same_sentence_for_the_same_group_another_group_and_another_city(act, here, there):
    number = nik()
    join(act, here, number)
    sentences = {refused(act, here, number), refused(act, here, number, 1), refused(act, there, number)}
    assert sentences == {"This person is already registered in another group"}
    assert here.name not in sentences.pop()


def test_a_refused_member_leaves_nothing_behind(act, here, there, superuser):
    number = nik()
    join(act, here, number)
    refused(act, there, number)
    with superuser.connect() as connection:
        assert connection.execute(text("select count(*) from member where tenant_id = :t and nik_mask is not null"), {"t": there.id}).scalar_one() == 0


def test_who_leaves_may_join_elsewhere(act, here, there):
    number = nik()
    member = join(act, here, number)
    with act(here.one("organiser")):
        members.leave(db.session.merge(member), LEFT)
    assert join(act, there, number).claim
    refused(act, here, number)


def test_another_number_frees_the_old_one_and_holds_the_new(act, here, there):
    old, new = nik(), nik()
    member = join(act, here, old)
    with act(here.one("organiser")):
        members.edit(db.session.merge(member), somebody(new))
    assert join(act, there, old).claim
    refused(act, there, new)


def test_a_number_that_is_held_elsewhere_is_not_taken_in_exchange(act, here, there):
    mine, theirs = nik(), nik()
    member = join(act, here, mine)
    join(act, there, theirs)
    with act(here.one("organiser")), pytest.raises(AlreadyRegistered):
        members.edit(db.session.merge(member), somebody(theirs))
    refused(act, there, mine)  # it is still held


def test_twenty_at_once_have_one_winner(app, acting_as, here, there):
    number = nik()
    who = [acting_as(place.one("organiser")) for place in (here, there)]

    def one(n: int) -> bool:
        with app.app_context(), as_acting(who[n % 2]):
            try:
                members.add(group_of((here, there)[n % 2]), somebody(number))
            except AlreadyRegistered:
                return False
            return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(one, range(20))) == 1


def test_asking_is_counted_also_when_everything_is_taken_back(act, here):
    with act(here.two("organiser")):
        for _ in range(registry.ASKS_AN_HOUR):
            registry.claim(here.id, {group_of(here).id: nik()})
            db.session.rollback()
        with pytest.raises(TooManyAsks):
            registry.claim(here.id, {group_of(here).id: nik()})


def test_without_somebody_who_counts_the_registry_is_not_asked(act, here, app, monkeypatch):
    with act(here.one("organiser")):
        monkeypatch.setitem(app.extensions, "gulir.databases", replace(app.extensions["gulir.databases"], signin=None))
        with pytest.raises(RuntimeError):
            registry.count_asking(1)
