"""Numbers of batches: within their year, one after the other, never twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from gulir.acting import as_acting
from gulir.groups import batches, finding
from gulir.groups.batches import Letter
from gulir.identity.memberships import add_membership
from tests.people import Person, add_person


def letter(year: int | None = 2014) -> Letter:
    return Letter("Usulan contoh", "kube", "apbn", year)


def test_numbers_follow_each_other_within_their_year(act, city):
    here = city()
    with act(here.one("organiser")):
        made = [batches.create(here.id, letter(year)).number for year in (2014, 2014, 2013, 2014)]
        assert batches.create(here.id, Letter("Lain", "kube", "apbn", None, "07/PWS", date(2012, 3, 3))).number == "USUL-2012-001"
    assert made == ["USUL-2014-001", "USUL-2014-002", "USUL-2013-001", "USUL-2014-003"]


def test_many_at_once_get_a_number_each(app, acting_as, city):
    here = city()
    who = acting_as(here.one("organiser"))

    def one(_n: int) -> str:
        with app.app_context(), as_acting(who):
            return batches.create(here.id, letter()).number

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(one, range(16))) == [f"USUL-2014-{n:03d}" for n in range(1, 17)]


def test_numbers_that_one_does_not_see_are_stepped_over(act, city, databases):
    here = city()
    with act(here.one("organiser")):
        for _ in range(3):
            batches.create(here.id, letter())
    with databases.signin.begin() as connection:
        person = add_person(connection, "Marni", [])
        made = add_membership(connection, person.id, here.organisations["network"], "organiser", tenants=[here.id], kampungs=[here.kampungs[0]])
    with act(Person(person.id, person.name, person.email, {"organiser": made})):
        assert batches.create(here.id, letter()).number == "USUL-2014-004"


def test_a_letter_is_corrected_and_its_number_stays(act, city):
    here = city()
    with act(here.one("programme_manager")):
        batch = batches.create(here.id, letter())
        batches.edit(batch, Letter("Usulan yang benar", "rtlh", "csr", 1999, "07/PWS/III/2014", date(2014, 3, 3), "Ketua jaringan"))
        kept = finding.batch(here.id, batch.number)
    assert (kept.title, kept.component, kept.source, kept.year, kept.letter_number) == ("Usulan yang benar", "kube", "apbn", 2014, "07/PWS/III/2014")
