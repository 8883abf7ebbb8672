"""The deck's two tables counted back from cases and events: exact to the rupiah, on any day, and silent where the deck is."""

import json

import pytest

from tests.demo.theatre import Theatre

MAY = "2014-05-31"


def test_slide_8_is_counted_back(stage: Theatre):
    report = stage.report("tabulation", MAY)
    assert {row["city"]: (row["groups"], row["funds"]) for row in report.rows} == {
        "Makassar": (20, 400_000_000),
        "Lampung": (19, 380_000_000),
        "Kendari": (14, 305_000_000),
        "Surabaya": (20, 500_000_000),
        "Aceh": (2, 40_000_000),
    }
    assert report.total == {"groups": 75, "funds": 1_625_000_000}


def test_slide_9_is_counted_back(stage: Theatre):
    report = stage.report("unrealised", MAY)
    assert {row["city"]: (row["groups"], row["funds"], row["reason_code"], row["settled"]) for row in report.rows} == {
        "Tulang Bawang": (30, 600_000_000, "KONFLIK_PERUSAHAAN", True),
        "Surabaya": (18, 400_000_000, "STATUS_TANAH", False),
        "Porong, Sidoarjo": (15, 300_000_000, "KRITERIA_PENERIMA", False),
        "Jakarta": (20, 400_000_000, "BELUM_DIJELASKAN", False),
        "Aceh": (8, 160_000_000, "CAIR_SEBAGIAN", False),
    }
    assert report.total == {"groups": 91, "funds": 1_860_000_000}


def test_what_is_stuck_is_what_waits_for_its_money_with_whoever_the_deck_names(stage: Theatre):
    report, waiting = stage.report("stuck", MAY), stage.report("unrealised", MAY)
    assert {(row["city"], row["funds"], row["holder"], row["reason"], row["age_days"]) for row in report.rows if row["funds"]} == {
        ("Tulang Bawang", 600_000_000, None, "KONFLIK_PERUSAHAAN", None),
        ("Surabaya", 400_000_000, "dinsos_city", "STATUS_TANAH", None),
        ("Porong, Sidoarjo", 300_000_000, "dinsos_city", "KRITERIA_PENERIMA", None),
        ("Jakarta", 400_000_000, "upc", None, None),
        ("Aceh", 160_000_000, "ministry", "CAIR_SEBAGIAN", 181),
    }
    assert report.total["funds"] == waiting.total["funds"] == 1_860_000_000
    held = stage.report("held-up", MAY)
    assert sum(row["funds"] for row in report.rows if row["kind"] == "blocker") == held.total["funds"]


@pytest.mark.parametrize(
    ("as_of", "realised", "unrealised"),
    [
        ("2011-09-30", (59, 1_280_000_000), (107, 2_205_000_000)),  # neither Kendari nor Aceh has its money yet
        ("2011-10-01", (73, 1_585_000_000), (93, 1_900_000_000)),
        ("2013-11-30", (73, 1_585_000_000), (93, 1_900_000_000)),
        ("2013-12-01", (75, 1_625_000_000), (91, 1_860_000_000)),
        ("2014-09-08", (75, 1_625_000_000), (91, 1_860_000_000)),
        ("2030-01-01", (75, 1_625_000_000), (91, 1_860_000_000)),
    ],
)
def test_any_day_can_be_asked_for(stage: Theatre, as_of: str, realised: tuple[int, int], unrealised: tuple[int, int]):
    for name, expected in (("tabulation", realised), ("unrealised", unrealised)):
        assert tuple(stage.report(name, as_of).total.values()) == expected


def test_before_its_two_groups_had_money_aceh_waited_with_ten_and_without_that_reason(stage: Theatre):
    rows = stage.report("unrealised", "2013-11-30", "banda-aceh").rows
    assert [(row["groups"], row["funds"], row["reason"]) for row in rows] == [(10, 200_000_000, None)]


def test_the_dates_are_as_exact_as_the_deck_and_no_more(stage: Theatre):
    dates = {row["city"]: [(one["date"], one["precision"]) for one in row["disbursed"]] for row in stage.report("tabulation", MAY).rows}
    assert dates == {
        "Makassar": [(None, "unknown")],
        "Lampung": [(None, "unknown")],
        "Kendari": [("2011-10-01", "month"), (None, "unknown")],
        "Surabaya": [(None, "unknown")],
        "Aceh": [("2013-12-01", "month")],
    }


def test_the_lost_years_are_told_with_their_notes(stage: Theatre):
    told = {row["city"]: row["disbursed_text"] for row in stage.report("tabulation", MAY).rows}
    assert told["Lampung"] == "September, tahun hilang di dek"
    assert told["Kendari"] == "Oktober 2011; Tahap 2: Oktober, tahun hilang di dek"


def test_what_the_deck_lost_stays_unknown(stage: Theatre):
    for row in stage.report("tabulation", MAY).rows:
        assert row["members"] is None
        assert row["community_leaders"] is None
    for row in stage.report("unrealised", MAY).rows:
        assert row["age_days"] is None
        assert row["since"] is None
    jakarta = next(row for row in stage.report("unrealised", MAY).rows if row["city"] == "Jakarta")
    assert (jakarta["reason"], jakarta["reason_text"], jakarta["holder"]) == (None, None, None)
    assert "tidak diketahui" in jakarta["note"]


def test_holders_are_only_those_that_an_obstacle_names(stage: Theatre):
    assert {row["city"]: row["holder"] for row in stage.report("unrealised", MAY).rows} == {
        "Tulang Bawang": None,
        "Surabaya": "dinsos_city",
        "Porong, Sidoarjo": "dinsos_city",
        "Jakarta": None,
        "Aceh": "ministry",
    }


def test_only_surabaya_is_marked_by_subtraction(stage: Theatre):
    rows = stage.report("unrealised", MAY).rows
    assert [row["city"] for row in rows if row["by_subtraction"]] == ["Surabaya"]


def test_porong_tells_of_the_loan_that_bridges_it(stage: Theatre):
    porong = stage.report("unrealised", MAY, "sidoarjo").rows[0]
    assert "Dipinjamkan oleh KUBE Surabaya" in porong["note"]


def test_one_city_can_be_asked_for_alone(stage: Theatre):
    assert stage.report("tabulation", MAY, "kendari").total == {"groups": 14, "funds": 305_000_000}
    assert stage.report("unrealised", MAY, "kendari").total == {"groups": 0, "funds": 0}


@pytest.mark.parametrize(("name", "groups", "funds"), [("tabulation", 75, 1_625_000_000), ("unrealised", 91, 1_860_000_000)])
def test_the_command_line_prints_json(stage: Theatre, name: str, groups: int, funds: int):
    done = stage.app.test_cli_runner().invoke(args=["report", name, "--as-of", MAY, "--format", "json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert told["total"] == {"groups": groups, "funds": funds}
    assert sum(row["groups"] for row in told["rows"]) == groups
    assert sum(row["funds"] for row in told["rows"]) == funds


def test_the_command_line_counts_what_a_person_sees(stage: Theatre):
    done = stage.app.test_cli_runner().invoke(args=["report", "tabulation", "--as-of", MAY, "--format", "json", "--as", "dinsos.kendari@contoh.id"])
    assert [row["city"] for row in json.loads(done.output)["rows"]] == ["Kendari"]
    assert stage.ask("select count(*) from session where purpose = 'console'") == [(0,)]


def test_the_command_line_says_in_one_line_what_is_wrong(stage: Theatre, tmp_path):
    runner = stage.app.test_cli_runner()
    for arguments, words in (
        (["nonsense"], "nonsense"),
        (["tabulation", "--as-of", "2014-02-30"], "2014-02-30"),
        (["tabulation", "--city", "atlantis"], "There is no open city “atlantis”"),
        (["tabulation", "--format", "xlsx"], "--out"),
        (["tabulation", "--as", "niemand@contoh.id"], "Nobody acts as “niemand@contoh.id”"),
        (["tabulation", "--as", "rangkap.surabaya@contoh.id:treasurer"], "Their roles: "),
    ):
        done = runner.invoke(args=["report", *arguments])
        assert done.exit_code != 0
        assert words in done.output
    done = runner.invoke(args=["report", "tabulation", "--format", "xlsx", "--out", str(tmp_path / "t.xlsx")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "t.xlsx").read_bytes().startswith(b"PK")


def test_money_held_up_is_told_to_a_terminal_by_its_cause(stage: Theatre):
    done = stage.app.test_cli_runner().invoke(args=["report", "held-up", "--as-of", MAY, "--format", "json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert {row["cause"]: (row["city"], row["cases"], row["funds"]) for row in told["rows"]} == {
        "STATUS_TANAH": ("Surabaya", 18, 400_000_000),
        "BELUM_DIJELASKAN": ("Jakarta", 20, 400_000_000),
        "KRITERIA_PENERIMA": ("Porong, Sidoarjo", 15, 300_000_000),
        "CAIR_SEBAGIAN": ("Aceh", 8, 160_000_000),
    }
    assert told["total"] == {"cases": 61, "funds": 1_260_000_000}
