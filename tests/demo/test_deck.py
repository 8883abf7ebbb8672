"""The deck as data: sums exact to the rupiah, what was lost stays unknown, and a tampered file is refused."""

from pathlib import Path

import pytest

from tenants.demo.deck import DATA, evenly, realised, unrealised
from tenants.reading import BrokenFile


def test_slide_8_adds_up_exactly():
    rows = realised()
    assert sum(row.groups for row in rows) == 75
    assert sum(sum(row.amounts) for row in rows) == 1_625_000_000
    assert {row.city: (row.groups, row.funds) for row in rows} == {
        "makassar": (20, 400_000_000),
        "bandar-lampung": (19, 380_000_000),
        "kendari": (14, 305_000_000),
        "surabaya": (20, 500_000_000),
        "banda-aceh": (2, 40_000_000),
    }


def test_slide_9_adds_up_exactly():
    rows = unrealised()
    assert sum(row.groups for row in rows) == 91
    assert sum(sum(row.amounts) for row in rows) == 1_860_000_000
    assert [row.city for row in rows if row.by_subtraction] == ["surabaya"]


def test_money_is_split_in_whole_rupiah_that_differ_by_one_at_most():
    for total, parts in ((305_000_000, 14), (400_000_000, 18), (500_000_000, 20), (7, 3)):
        shares = evenly(total, parts)
        assert sum(shares) == total
        assert max(shares) - min(shares) <= 1


def test_a_date_without_its_year_is_no_date():
    when = {row.city: [(one.date and one.date.isoformat(), one.precision) for one in row.tranches] for row in realised()}
    assert when["makassar"] == when["bandar-lampung"] == when["surabaya"] == [(None, "unknown")]
    assert when["kendari"] == [("2011-10-01", "month"), (None, "unknown")]
    assert when["banda-aceh"] == [("2013-12-01", "month")]


def test_each_cause_is_that_of_the_deck_and_only_tulang_bawang_s_is_settled():
    causes = {row.city: [(blocker.code, blocker.cured) for blocker in row.blockers] for row in unrealised()}
    assert causes == {
        "tulang-bawang": [("KONFLIK_PERUSAHAAN", True)],
        "surabaya": [("STATUS_TANAH", False)],
        "sidoarjo": [("KRITERIA_PENERIMA", False)],
        "jakarta": [("BELUM_DIJELASKAN", False)],
        "banda-aceh": [("CAIR_SEBAGIAN", False)],
    }
    assert [row.city for row in unrealised() if row.bridge] == ["sidoarjo"]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("groups = 19", "groups = 18", "groups"),
        ("funds = 380_000_000", "funds = 380_000_001", "funds"),
        ('members = "unknown"', "members = 240", "rows[1].members"),
        ("month = 9", "month = 13", "rows[2].tranches[1].month"),
        ('year = "unknown"', 'year = "hilang"', "rows[1].tranches[1].year"),
        ('printed = "Makasar"', 'printd = "Makasar"', "rows[1].printed"),
    ],
)
def test_a_changed_figure_is_refused_by_file_and_key(tmp_path: Path, old: str, new: str, key: str):
    text = (DATA / "realised.toml").read_text()
    assert old in text
    bad = tmp_path / "realised.toml"
    bad.write_text(text.replace(old, new, 1))
    with pytest.raises(BrokenFile) as refused:
        realised(bad)
    assert str(refused.value).startswith(f"realised.toml: {key} ")
