"""Search: Indonesian words by their stems, and nothing of a city that one does not see."""

import pytest


@pytest.fixture
def found(client_as):
    """What a person finds, as the page's text."""

    def _find(person, place, query):
        answer = client_as(person).get(f"/{place}/cari", query_string={"q": query})
        assert answer.status_code == 200
        return answer.text

    return _find


def test_a_word_is_found_by_its_stem_and_by_its_beginning(found, here, opened):
    opened(here, "Penggusuran warga bantaran")
    for query in ("menggusur", "digusur", "bantar", "warga bantaran"):
        assert "Penggusuran warga bantaran" in found(here.one("organiser"), here.slug, query)
    assert "Penggusuran" not in found(here.one("organiser"), here.slug, "sekolah")


def test_a_case_is_found_by_its_number(found, here, opened):
    number = opened(here, "KUBE Melati")
    assert f"/{here.slug}/berkas/{number}" in found(here.one("organiser"), here.slug, number.lower())


def test_groups_and_kampungs_are_found_too(found, here):
    page = found(here.one("organiser"), here.slug, "melati")
    assert f"/{here.slug}/kelompok/melati-" in page
    assert "Kampung Tepi Sungai" in found(here.one("organiser"), here.slug, "sungai")


def test_never_anything_of_another_city(found, here, there, opened):
    secret = opened(there, "Rahasia kota sana")
    for place in (here.slug, "semua"):
        page = found(here.one("organiser"), place, "rahasia")
        assert "Rahasia kota sana" not in page
        assert secret not in page
        assert f"/{there.slug}/" not in found(here.one("organiser"), place, "melati")
    assert "Rahasia kota sana" in found(there.one("organiser"), there.slug, "rahasia")


def test_across_all_cities_for_whom_they_are(found, cast, here, there, opened):
    for city in (here, there):
        opened(city, f"Kasusjamak {city.slug}")
    page = found(cast.siti, "semua", "kasusjamak")
    assert f"/{here.slug}/berkas/" in page
    assert f"/{there.slug}/berkas/" in page
    page = found(cast.siti, here.slug, "kasusjamak")
    assert f"/{there.slug}/berkas/" not in page


def test_an_officer_of_a_group_finds_their_own_group_alone(found, here):
    page = found(here.one("group_chair"), here.slug, "melati mawar") + found(here.one("group_chair"), here.slug, "mawar")
    assert "/kelompok/mawar-" not in page
    assert "/kelompok/melati-" in found(here.one("group_chair"), here.slug, "melati")


@pytest.mark.parametrize("query", ["'; drop table word; --", "t1.0:melati", "&|!():*", "a" * 5000, "% _ \\", "<script>alert(1)</script>"])
def test_whatever_is_typed_is_only_words(found, here, query):
    page = found(here.one("organiser"), here.slug, query)
    assert "<script>alert" not in page
