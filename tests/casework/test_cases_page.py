"""The page of a case tells where it stands, whose turn it is, what stops it and how it came here; to those who may see it."""

import re

import pytest

from tests.casework.ground import shown


def test_it_says_whose_turn_it_is_and_what_stops_it(ground, number, client_as) -> None:
    page = client_as(ground.city.one("organiser")).get(ground.page(number))
    words = shown(page)
    assert page.status_code == 200
    assert "KUBE Melati" in words and "Rp 20.000.000" in words and number in words
    assert 'aria-current="step"' in page.text
    assert f"/{ground.city.slug}/kelompok/" in page.text  # what is lacking at the group is brought at the group
    assert "Yang menahan" in words and "belum terpenuhi" in words
    assert "Lolos menurut aturan mana?" in words and "KUBE reguler" in words


def test_it_answers_under_which_rules_it_passes_and_on_which_clause_it_does_not(ground, client_as) -> None:
    client = client_as(ground.city.one("organiser"))
    small, large = ground.open(), ground.open("KUBE Tepi Sungai", group=1, amount=25_000_000)  # the second is of an informal kampung
    pages = [client.get(ground.page(number)).text for number in (small, large)]
    found = [compared(page) for page in pages]
    assert set(found[1]) == {"kube-regular", "kube-upc-model", "permensos-2-2019"}
    assert [{"4.1", "4.2"} & one["kube-regular"] for one in found] == [set(), {"4.1", "4.2"}]
    assert [one["kube-upc-model"] & {"2.6", "4.1"} for one in found] == [set(), {"4.1"}]  # its 2.6 says that land is no condition
    assert "§&nbsp;2.3</a>: Anggota sudah menikah." in pages[0]  # nobody wrote down whether they are: which clause that leaves open is said too


def compared(page: str) -> dict[str, set[str]]:
    """For each rulebook the clauses on which the case fails, as its page says them."""
    items = page.partition('id="compared"')[2].partition("</section>")[0].split("<li")[1:]
    return {re.findall(r'href="/aturan/([\w-]+)"', one)[0]: set(re.findall(r"§&nbsp;([\d.]+)", one.partition("</summary>")[0])) for one in items}


def test_it_reads_the_same_in_english(ground, number, client_as) -> None:
    client = client_as(ground.city.one("organiser"))
    client.set_cookie("gulir-bahasa", "en")
    words = shown(client.get(ground.page(number)))
    assert "What stops:" in words and "Under which rules does it pass?" in words
    assert "opened the case." in words and "Rp 20,000,000" in words


def test_the_story_tells_what_was_done_and_folds_remarks(ground, number, client_as) -> None:
    manager = ground.city.one("programme_manager")
    ground.take(manager, number, "note", note="Sudah ditelepon.")
    ground.take(manager, number, "block", code="STATUS_TANAH", resolver="dinsos_city", note="Surat kelurahan belum keluar.")
    page = client_as(manager).get(ground.page(number))
    words = shown(page)
    assert "UPC Contoh melaporkan kendala: Status tanah belum diakui. Surat kelurahan belum keluar." in words
    assert "Kendala: Status tanah belum diakui" in words
    assert "1 catatan dan dokumen" in words
    assert "tertahan" in words


def test_what_may_be_done_is_the_readers_own(ground, number, client_as) -> None:
    organiser, manager, auditor = (client_as(ground.city.one(role)).get(ground.page(number)) for role in ("organiser", "programme_manager", "auditor"))
    assert f"{number}/withdraw" in organiser.text
    assert f"{number}/withdraw" not in manager.text
    assert f"{number}/block" in manager.text
    assert f"{number}/" not in auditor.text.partition("<main")[2].replace(f"{number}/dokumen", "")


def test_what_speaks_of_something_that_is_not_there_is_not_offered(ground, number, client_as) -> None:
    manager = ground.city.one("programme_manager")
    pages = [client_as(manager).get(ground.page(number)).text]
    ground.take(manager, number, "block", code="STATUS_TANAH", resolver="dinsos_city", note="Surat kelurahan belum keluar.")
    pages.append(client_as(manager).get(ground.page(number)).text)
    assert [[f"{number}/{step}" in page for step in ("unblock", "settle_contest", "examine", "note")] for page in pages] == [
        [False, False, False, True],
        [True, False, False, True],
    ]
    assert f"{number}/contest" not in client_as(ground.city.one("dinsos_officer")).get(ground.page(number)).text


@pytest.mark.parametrize("role", ["organiser", "programme_manager", "dinsos_officer", "group_chair"])
def test_another_citys_case_is_not_there(ground, number, cast, client_as, role) -> None:
    stranger = client_as(cast.surabaya.one(role))
    for path in (ground.page(number), ground.page(number, "note"), f"/surabaya/berkas/{number}", f"/surabaya/berkas/{number}/note"):
        assert stranger.get(path).status_code == 404
    assert number not in stranger.get("/surabaya/berkas").text


def test_a_group_officer_sees_her_own_group_only(ground, client_as) -> None:
    mine, other = ground.open("KUBE Melati"), ground.open("KUBE Mawar", group=1)
    chair = client_as(ground.city.one("group_chair"))
    assert chair.get(ground.page(mine)).status_code == 200
    assert chair.get(ground.page(other)).status_code == 404
    assert other not in chair.get(f"/{ground.city.slug}/berkas").text


def test_it_is_made_of_few_queries(ground, number, client_as, app, statements) -> None:
    client = client_as(ground.city.one("programme_manager"))
    client.get(ground.page(number))
    with statements() as made:
        assert client.get(ground.page(number)).status_code == 200
    own = [
        one for one in made if "set_config" not in one and "count(" not in one.lower()[:20] and "notice" not in one
    ]  # the counts beside the navigation are the shell's
    assert len(own) <= 3, own
