"""Presets of cities: those that come along are whole and true to their sources, and a bad one is refused by file and key."""

import shutil
from pathlib import Path

import pytest

from tenants.presets import FOLDER, presets
from tenants.reading import BrokenFile

CODES = {
    "makassar": ("73.71", "MKS", "Makassar", "WITA"),
    "bandar-lampung": ("18.71", "BDL", "Lampung", "WIB"),
    "kendari": ("74.71", "KDI", "Kendari", "WITA"),
    "surabaya": ("35.78", "SBY", "Surabaya", "WIB"),
    "banda-aceh": ("11.71", "BNA", "Aceh", "WIB"),
    "tulang-bawang": ("18.05", "TLB", "Tulang Bawang", "WIB"),
    "sidoarjo": ("35.15", "SDA", "Porong, Sidoarjo", "WIB"),
    "jakarta": ("31", "JKT", "Jakarta", "WIB"),
    "nasional": ("00", "NAS", "Nasional", "WIB"),
}


def test_every_city_of_the_deck_has_a_preset_with_its_code_and_zone():
    assert {slug: (p.code, p.letters, p.deck_name, p.zone_letters) for slug, p in presets().items()} == CODES


def test_what_is_only_inferred_says_so():
    for slug in ("banda-aceh", "bandar-lampung"):
        assert "kesimpulan" in presets()[slug].note


def test_kampungs_of_the_river_bank_are_informal_and_the_others_are_not_guessed():
    formal = {kampung.formal for preset in presets().values() for kampung in preset.kampungs if preset.slug != "surabaya"}
    assert formal == {None}
    assert {kampung.formal for kampung in presets()["surabaya"].kampungs} == {False}


def test_cities_of_one_province_share_its_office():
    def office(slug: str) -> str:
        return next(o.slug for o in presets()[slug].organisations if o.kind == "dinsos_province")

    assert office("surabaya") == office("sidoarjo") == "dinsos-jawa-timur"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('code = "35.78"', 'code = "3578"', "code"),
        ('code = "35.78"', "code = 35.78", "code"),
        ('letters = "SBY"', 'letters = "sby"', "letters"),
        ('letters = "SBY"', "", "letters"),
        ('time_zone = "Asia/Jakarta"', 'time_zone = "Asia/Surabaya"', "time_zone"),
        ('slug = "surabaya"', 'slug = "masuk"', "slug"),
        ('slug = "surabaya"', 'slug = "../etc"', "slug"),
        ("formal = false", 'formal = "no"', "kampungs[1].formal"),
        ('village_code = "35.78.04.1002"', 'village_code = "jagir"', "kampungs[1].village_code"),
        ('slug = "strenkali-jambangan"', 'slug = "strenkali-jagir"', "kampungs"),
        ("[network]", "[netwrok]", "network"),
        ('province = "Jawa Timur"', 'provinsi = "Jawa Timur"', "province"),
        ('province = "Jawa Timur"', 'province = "Jawa Timur"\nmayor = "x"', "mayor"),
        ('name = "Kota Surabaya"', 'name = " "', "name"),
        ('slug = "surabaya"', "slug = ", "cannot be read as TOML"),
    ],
)
def test_a_bad_preset_is_refused_by_file_and_key(tmp_path: Path, old: str, new: str, key: str):
    text = (FOLDER / "surabaya.toml").read_text()
    assert old in text
    (tmp_path / "surabaya.toml").write_text(text.replace(old, new, 1))
    with pytest.raises(BrokenFile) as refused:
        presets(tmp_path)
    assert str(refused.value).startswith("surabaya.toml: ")
    assert key in str(refused.value)


def test_a_file_is_named_as_its_city(tmp_path: Path):
    shutil.copy(FOLDER / "surabaya.toml", tmp_path / "sby.toml")
    with pytest.raises(BrokenFile, match=r"sby\.toml: slug"):
        presets(tmp_path)


@pytest.mark.parametrize(("key", "value"), [("code", "35.78"), ("letters", "SBY")])
def test_two_cities_cannot_share_a_code_or_letters(tmp_path: Path, key: str, value: str):
    shutil.copy(FOLDER / "surabaya.toml", tmp_path)
    kendari = (FOLDER / "kendari.toml").read_text()
    kendari = kendari.replace('code = "74.71"', f'code = "{value}"') if key == "code" else kendari.replace('letters = "KDI"', f'letters = "{value}"')
    (tmp_path / "kendari.toml").write_text(kendari)
    with pytest.raises(BrokenFile, match=rf"{key} is “{value}”"):
        presets(tmp_path)


def test_one_office_cannot_have_two_names(tmp_path: Path):
    shutil.copy(FOLDER / "surabaya.toml", tmp_path)
    sidoarjo = (FOLDER / "sidoarjo.toml").read_text().replace("Dinas Sosial Provinsi Jawa Timur", "Dinas Lain")
    (tmp_path / "sidoarjo.toml").write_text(sidoarjo)
    with pytest.raises(BrokenFile, match="dinsos_province"):
        presets(tmp_path)
