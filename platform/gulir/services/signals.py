"""Being asked to end: the first request interrupts whatever is under way, later ones change nothing."""

import signal
from types import FrameType

ASKING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class AskedToEnd(BaseException):
    """Not an Exception: no handler of errors may swallow it."""


def end_on_signals() -> None:
    """From here on SIGTERM, SIGINT and SIGHUP raise AskedToEnd, once."""
    for number in ASKING:
        signal.signal(number, _raise)


def _raise(_number: int, _frame: FrameType | None) -> None:
    for number in ASKING:
        signal.signal(number, _nothing)
    raise AskedToEnd


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """We are ending already, in bounded time."""
