"""What every report is: columns, rows, a total, and notes that say what the figures do not know."""

import datetime
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from flask_babel.speaklater import LazyString

Kind = Literal["text", "number", "money", "date", "days"]
Label: TypeAlias = LazyString | str


@dataclass(frozen=True)
class Column:
    """A column: the key of its value in a row, its heading, and how its value is written. `unknown` stands where the value is None."""

    key: str
    label: Label
    kind: Kind = "text"
    unknown: Label = ""


@dataclass(frozen=True)
class Report:
    """A report as of a day. Rows hold plain values under the columns' keys (and perhaps more, for JSON); None means unknown."""

    name: str
    title: Label
    as_of: datetime.date
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Any], ...]
    total: dict[str, Any]
    notes: tuple[Label, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """The report as JSON values; texts are in the language of the one who asks."""
        return {
            "report": self.name,
            "as_of": self.as_of.isoformat(),
            "rows": [{key: _plain(value) for key, value in row.items()} for row in self.rows],
            "total": {key: _plain(value) for key, value in self.total.items()},
            "notes": [str(note) for note in self.notes],
        }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return str(value) if isinstance(value, LazyString) else value
