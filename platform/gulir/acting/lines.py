"""Lines to the database for single calls: opened by the door's engine, then kept here, since every act takes one twice and a call ends no transaction."""

import os
import weakref
from typing import Any

from sqlalchemy import Engine

_all: "weakref.WeakSet[Lines]" = weakref.WeakSet()


class Line:
    """One connection of the driver, and the calls that it has prepared."""

    def __init__(self, driver: Any) -> None:
        self.driver, self.prepared = driver, set[bytes]()


class Lines:
    """Those that nobody speaks on, the last used on top. As many are open as threads speak at once; `keep` of them stay open."""

    def __init__(self, engine: Engine, keep: int) -> None:
        self.engine, self.keep, self.idle = engine, keep, list[Line]()
        _all.add(self)
        weakref.finalize(self, _end, self.idle)  # also where a process ends that did not close them

    def take(self) -> Line:
        """A line for the caller alone, who gives it back. Raises OperationalError."""
        try:
            return self.idle.pop()
        except IndexError:
            opened = self.engine.raw_connection()
            driver = opened.driver_connection
            opened.detach()
            return Line(driver)

    def give_back(self, line: Line) -> None:
        """For the next one. A server that ended this line ended the others too; each of them would be somebody's failed page."""
        if line.driver.closed:
            self.close()
        elif len(self.idle) < self.keep:
            self.idle.append(line)
        else:
            line.driver.close()

    def close(self) -> None:
        """Ends those that nobody speaks on."""
        _end(self.idle)


def _end(idle: list[Line]) -> None:
    while idle:
        idle.pop().driver.close()


def _forget_parents_lines() -> None:
    """A child process must not speak on its parent's lines; they stay open for the parent."""
    for lines in list(_all):
        lines.idle.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_parents_lines)
