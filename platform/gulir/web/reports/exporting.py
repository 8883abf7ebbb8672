"""Reports as files: at once where few cases stand behind the figures, as a task where many do."""

import datetime
from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from gulir.reports import Report, report
from gulir.reports.exports import MIME, to_csv, to_json, to_xlsx
from gulir.tasks.kinds import Asked, Kind, Made, Step, kind
from gulir.web import dates

WRITERS: dict[str, Callable[[Report], str | bytes]] = {"xlsx": to_xlsx, "csv": to_csv, "json": to_json}
# The word in an address, and the report.
NAMES = {"tabulasi": "tabulation", "belum-terealisasi": "unrealised", "tertahan": "held-up", "tersendat": "stuck", "waktu-meja": "desks"}


def title(asked: Asked) -> str:
    """What the file is called, in the reader's language."""
    words = {
        "tabulasi": _("Growth of the KUBE groups"), "belum-terealisasi": _("Proposals not yet realised"), "tertahan": _("Money held up, by cause"),
        "tersendat": _("What is stuck, and why"), "waktu-meja": _("Days spent at each desk"),
    }  # fmt: skip
    return _("%(name)s, as of %(day)s", name=words.get(asked["word"], asked["word"]), day=dates.date(asked["day"]))


def make(asked: Asked, cities: Sequence[int], step: Step) -> Made:
    """Counts a city at a time only where the report does; its progress is that of two parts, counting and writing."""
    step(0, 2)
    made = report(NAMES[asked["word"]], datetime.date.fromisoformat(asked["day"]), cities)
    step(1, 2)
    return as_file(made, asked["form"], f"gulir-{asked['word']}-{asked['place']}-{asked['day']}")


def as_file(made: Report, form: str, stem: str) -> Made:
    """The report in one of the forms that files have."""
    content = WRITERS[form](made)
    return Made(content if isinstance(content, bytes) else content.encode(), MIME[form], f"{stem}.{form}")


kind(Kind("report", title, make))
