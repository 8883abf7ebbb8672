"""Reads TOML tables strictly: a missing, misspelt or mistyped key is refused in one sentence that names the file and the key."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

UNKNOWN = "unknown"  # TOML has no null: what a source does not tell is written as this word


class BrokenFile(ValueError):
    """A file of data that cannot be used; its text names the file and the key."""


class Table:
    """One TOML table; every key is asked for by kind, and `end` refuses the keys that nobody asked for."""

    def __init__(self, values: dict[str, Any], file: str, path: str = "") -> None:
        self.values, self.file, self.path = values, file, path
        self.asked: set[str] = set()

    def text(self, key: str, default: str | None = None) -> str:
        """A non-empty, trimmed string; `default` stands in when the key is absent."""
        value = self._value(key, str, default)
        if value != value.strip() or (not value and default is None):
            raise self.broken(key, "must be a text that is not empty and has no blanks around it")
        return str(value)

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = self.text(key)
        if value not in allowed:
            raise self.broken(key, f"is “{value}”, but must be one of: {', '.join(allowed)}")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number that is not negative (rupiah, groups, months)."""
        value = self._value(key, int, default)
        if isinstance(value, bool) or value < 0:
            raise self.broken(key, "must be a whole number that is not negative")
        return int(value)

    def whole_or_unknown(self, key: str) -> int | None:
        """A whole number, or None where the file says “unknown”."""
        return None if self._is_unknown(key) else self.whole(key)

    def flag(self, key: str, default: bool | None = None) -> bool:
        """true or false."""
        return bool(self._value(key, bool, default))

    def flag_or_unknown(self, key: str) -> bool | None:
        """true, false, or None where the file says “unknown”."""
        return None if self._is_unknown(key) else self.flag(key)

    def day(self, key: str) -> datetime.date:
        """A TOML date, without a time."""
        value = self._value(key, datetime.date, None)
        if isinstance(value, datetime.datetime):
            raise self.broken(key, "must be a date without a time")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings that is not empty."""
        values = self._value(key, list, None)
        if not values or not all(isinstance(v, str) and v.strip() for v in values):
            raise self.broken(key, "must be a list of texts that is not empty")
        return tuple(values)

    def table(self, key: str) -> "Table":
        """The table under this key."""
        return Table(self._value(key, dict, None), self.file, self._at(key))

    def tables(self, key: str, at_least: int = 0) -> list["Table"]:
        """The array of tables under this key."""
        values = self._value(key, list, [])
        if len(values) < at_least or not all(isinstance(v, dict) for v in values):
            raise self.broken(key, f"must be at least {at_least} tables, each written as [[{self._at(key)}]]")
        return [Table(v, self.file, f"{self._at(key)}[{n}]") for n, v in enumerate(values, 1)]

    def end(self) -> None:
        """Refuses keys that were never asked for: a misspelt key would otherwise be silently ignored."""
        for key in self.values:
            if key not in self.asked:
                raise self.broken(key, "is not a known key here")

    def broken(self, key: str, why: str) -> BrokenFile:
        """The error for one key, to be raised by the caller."""
        return BrokenFile(f"{self.file}: {self._at(key)} {why}")

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _is_unknown(self, key: str) -> bool:
        self.asked.add(key)
        return self.values.get(key) == UNKNOWN

    def _value(self, key: str, kind: type, default: Any) -> Any:
        self.asked.add(key)
        if key not in self.values:
            if default is None:
                raise self.broken(key, "is missing")
            return default
        value = self.values[key]
        if not isinstance(value, kind):
            raise self.broken(key, f"must be of kind {kind.__name__}, not {type(value).__name__}")
        return value


def read(file: Path) -> Table:
    """The whole file as one table; raises BrokenFile when it is no TOML or no UTF-8."""
    try:
        return Table(tomllib.loads(file.read_text(encoding="utf-8")), file.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BrokenFile(f"{file.name}: cannot be read as TOML: {error}") from error
