"""What moved a case is said once it is done, to whoever did it, by the number of the act in the address; and of nothing else."""

from datetime import timedelta

import pytest

from gulir.web.cases import words
from tests.casework.ground import letter, open_form, shown

SAID = "Tarik usulan: selesai"
WITHDRAW = letter("meeting_decision") | {"note": "Anggota memutuskan menunda dulu."}


@pytest.fixture
def done(ground, number, client_as):
    """A browser in which a case was just withdrawn, and where it was sent to."""
    client, path = client_as(ground.city.one("organiser")), ground.page(number, "withdraw")
    return client, client.post(path, data=open_form(client, path) | WITHDRAW).location


def test_it_is_said_with_what_comes_next_as_long_as_it_is_news(done, monkeypatch) -> None:
    client, address = done
    page = client.get(address)
    assert SAID in shown(page) and 'class="flash onward"' in page.text
    monkeypatch.setattr(words, "JUST", timedelta(0))  # an address that was kept
    assert SAID not in shown(client.get(address))


def test_nothing_is_said_to_somebody_else(ground, done, client_as) -> None:
    _client, address = done
    page = client_as(ground.city.people["organiser"][1]).get(address)
    assert page.status_code == 200 and SAID not in shown(page) and "selesai. Berkas" not in shown(page)


@pytest.mark.parametrize("named", ["1", "999", "-1", "x", "", "2%00", "<b>selesai</b>"])
def test_nothing_is_said_of_what_moved_nothing_or_is_no_number(done, named) -> None:
    client, address = done
    page = client.get(f"{address.partition('?')[0]}?baru={named}")
    assert page.status_code in (200, 400) and SAID not in shown(page)


def test_where_the_case_moved_on_meanwhile_it_is_not_said_to_stand_there(ground, number, done) -> None:
    client, address = done
    ground.put(number, "saving")
    words_ = shown(client.get(address))
    assert f"{SAID}." in words_ and "Berkas sekarang “Ditarik" not in words_
