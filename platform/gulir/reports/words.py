"""Words for what reports show: dates as far as they are known, reasons, holders."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from flask import current_app
from flask_babel import format_date
from flask_babel import gettext as _

from gulir.engine.parties import PARTY_LABELS, Party
from gulir.engine.text import Text

FORMATS = {"day": "d MMM yyyy", "month": "MMMM yyyy", "year": "yyyy"}


def dates_as_text(dates: Iterable[Mapping[str, Any]]) -> str:
    """Each date as far as it is known; where it is not, the note that was left instead."""
    return "; ".join(dict.fromkeys(_date_as_text(one) for one in dates))


def told(text: Text) -> str:
    """The engine's words in the reader's language."""
    return text.translated(_)


def party_name(party: str) -> str:
    """A party's name in the reader's language."""
    return told(PARTY_LABELS[Party(party)])


def waits(since: datetime.date | None, holders: list[str], as_of: datetime.date) -> dict[str, Any]:
    """Since when something waits and for whom, as the reports' columns have it; None is unknown."""
    return {
        "since": since,
        "age_days": (as_of - since).days if since else None,
        "holder": ", ".join(holders) or None,
        "holder_text": ", ".join(party_name(party) for party in holders) or None,
    }


def reason_name(workflow: str, code: str) -> str:
    """What a reason code means, or the code itself when the workflow no longer knows it."""
    label = dict(current_app.extensions["gulir.workflows"].current(workflow).reasons).get(code)
    return told(label) if label else code


def _date_as_text(one: Mapping[str, Any]) -> str:
    if one["precision"] == "unknown":
        return one["note"] or _("unknown")
    return format_date(datetime.date.fromisoformat(one["date"]), FORMATS[one["precision"]])
