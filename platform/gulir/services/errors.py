"""What goes wrong before the product runs is told in one line, with a non-zero exit."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class CannotStart(Exception):
    """Says in one line what is wrong and what to do about it."""


@contextmanager
def told_in_one_line() -> Iterator[None]:
    """Turns CannotStart and what the file system refuses into one line on stderr and exit 1."""
    try:
        yield
    except CannotStart as why:
        sys.exit(f"Gulir: {why}")
    except OSError as wrong:
        if wrong.errno in (errno.ENOSPC, errno.EDQUOT):
            sys.exit("Gulir: the disk is full.")
        sys.exit(f"Gulir: {wrong.strerror or wrong}{f': {wrong.filename}' if wrong.filename else ''}")
    except KeyboardInterrupt:
        sys.exit(130)


def first_line(text: str) -> str:
    """The first line that says something, without the server's prefixes."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "no word why")
