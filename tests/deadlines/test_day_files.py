"""Files of days off: what a place has off beyond the nation, and how a mistake is told."""

from datetime import date

import pytest

from config.days_off import HolidayError, read

GOOD = 'place = "Aceh"\n\n[[holiday]]\nday = {day}\nname = "Contoh"\ndecree = "SK 1"\nsource = "contoh"\n'


def test_our_own_files_can_be_read() -> None:
    assert date(2024, 6, 19) in {one.day for one in read()["Aceh"]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.format(day="2026-02-30"), "line 4"),
        (GOOD.format(day='"2026-02-20"'), "line 3"),
        (GOOD.format(day="20 Februari"), "line 4"),
        (GOOD.format(day="2026-02-20T00:00:00"), "line 3"),
        (GOOD.format(day="2026-02-20").replace("name", "nama"), "line 3"),
        (GOOD.format(day="2026-02-20").replace('"SK 1"', '""'), "line 3"),
        (GOOD.format(day="2026-02-20").replace("place", "tempat"), "line 1"),
        (GOOD.format(day="2026-02-20") + GOOD.format(day="2026-13-01").partition("\n\n")[2], "line 9"),
    ],
)
def test_a_bad_day_names_file_and_line(tmp_path, text, told) -> None:
    (tmp_path / "contoh.toml").write_text(text)
    with pytest.raises(HolidayError, match=rf"contoh\.toml.*{told}"):
        read(tmp_path)
