"""A deputy's large file tells what the absent one may read, is fetched in their name alone, and ends with what was lent."""

import datetime as dt
from uuid import UUID

import pytest

from gulir.acting.keys import acting_of
from gulir.acting.who import key_of
from gulir.identity import ground as identity
from gulir.identity.absence import lending
from gulir.identity.absence.lending import Wanted
from gulir.identity.memberships import add_membership
from gulir.tasks import running
from tests.people import Person, add_person
from tests.tasks.asking import asked_for, put, the, work
from tests.tasks.conftest import Browser


@pytest.fixture
def deputy(ground, databases) -> Person:
    """An organiser of another kampung, whose own files hold nothing of this one."""
    with databases.signin.begin() as connection:
        person = add_person(connection, "Ganti", [])
        network, elsewhere = ground.city.organisations["network"], [ground.city.kampungs[1]]
        seat = add_membership(connection, person.id, network, "organiser", tenants=[ground.city.id], kampungs=elsewhere)
        return Person(person.id, person.name, person.email, {"organiser": seat})


@pytest.fixture
def lent(ground, deputy, acting_as) -> UUID:
    """The city's second organiser is away, and lends the reading alone."""
    away = acting_as(ground.city.two("organiser"))
    today = lending.today(away)
    with identity.begin() as connection:
        return lending.lend(connection, away, Wanted(deputy.membership(), (), None, today, today + dt.timedelta(days=2), "Sakit"))


@pytest.fixture
def standing_in(app, deputy, lent) -> Browser:
    """The deputy's browser, in which they act for the absent one."""
    browser = Browser(app, app.response_class)
    browser.set_cookie("gulir", token_of(deputy, lent))
    return browser


def token_of(deputy: Person, lent: UUID) -> str:
    with identity.begin() as connection:
        return lending.act_for(connection, deputy.id, lent)


def end(deputy: Person, lent: UUID) -> None:
    with identity.begin() as connection:
        assert lending.end(connection, deputy.id, lent)


@pytest.fixture
def cases(ground) -> None:
    for n in range(2):
        ground.open(f"KUBE Wakil {n}")


def test_it_holds_what_the_absent_one_reads_and_opens_in_their_name_alone(cases, ground, databases, deputy, standing_in, client_as):
    page = asked_for(standing_in, f"/{ground.city.slug}/berkas.csv")
    work(ground, databases)
    file = standing_in.get(f"{page}/isi")
    assert file.status_code == 200
    assert "KUBE Wakil 1" in file.text
    own, absent = client_as(deputy), client_as(ground.city.two("organiser"))
    assert "dibuat dengan hak yang lain" in own.get(page).text
    assert own.get(f"{page}/isi").status_code == 404
    assert absent.get(page).status_code == 404, "it is whose name stands on the request"


def test_what_is_asked_for_in_ones_own_name_meanwhile_is_of_ones_own_reach(cases, ground, databases, deputy, standing_in, acting_as, client_as):
    task = put(ground, acting_as(deputy))
    work(ground, databases)
    url = f"/{ground.city.slug}/tugas/{task}"
    own = client_as(deputy).get(f"{url}/isi")
    assert own.status_code == 200
    assert "KUBE Wakil" not in own.text
    assert standing_in.get(f"{url}/isi").status_code == 404


def test_when_it_ends_before_the_file_is_made_nothing_is_made(cases, ground, databases, deputy, lent, standing_in, client_as):
    page = asked_for(standing_in, f"/{ground.city.slug}/berkas.csv")
    end(deputy, lent)
    work(ground, databases)
    assert (the(ground), the(ground, "problem"), the(ground, "file_digest")) == ("failed", "rights", None)
    assert "Hak Anda telah berubah" in client_as(deputy).get(page).text
    assert standing_in.get(page).status_code == 303, "to the sign-in"


def test_when_it_ends_while_the_file_is_made_the_worker_stops_and_the_next_says_why(cases, ground, databases, deputy, lent):
    who = acting_of(key_of(token_of(deputy, lent)))
    task = str(put(ground, who))
    found = running.start(ground.city.id, task)
    key = running.acting_of(found["key"])
    assert (key.behalf.delegation, key.read_only) == (str(lent), True)
    end(deputy, lent)
    running.attempt(key, ground.city.id, task, found)
    assert (the(ground), the(ground, "file_digest")) == ("running", None), "a lease holds it"
    ground.change("update task set next_at = now() where tenant_id = :tenant")
    work(ground, databases)
    assert (the(ground), the(ground, "problem"), the(ground, "file_digest")) == ("failed", "rights", None)


def test_the_workers_key_does_not_outlive_what_was_lent(cases, ground, deputy, lent):
    task = put(ground, acting_of(key_of(token_of(deputy, lent))))
    ground.change("update delegation set until = now() + interval '1 minute' where id = :id", id=lent)
    running.start(ground.city.id, str(task))
    outlives = "select s.expires_at > d.until as late from session s join delegation d on d.id = s.delegation_id where s.purpose = 'task' and d.id = :id"
    assert [row.late for row in ground.see(outlives, id=lent)] == [False]
