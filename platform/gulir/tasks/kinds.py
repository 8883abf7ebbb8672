"""The kinds of long work: what each makes, and what it is called. A kind stands where its words do, and hangs itself on here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Asked = Mapping[str, Any]
Step = Callable[[int, int | None], None]


class TooLarge(RuntimeError):
    """More rows than one file may have."""


@dataclass(frozen=True)
class Made:
    """A file as it is handed over."""

    content: bytes
    type: str
    name: str


@dataclass(frozen=True)
class Kind:
    """`make` gets what was asked, the cities, and a function that says how far it is (done, of how many). It reads as the one who asked, and writes nothing.

    None is made at a console, whose command says how far it is."""

    name: str
    title: Callable[[Asked], str]
    make: Callable[[Asked, Sequence[int], Step], Made] | None = None


KINDS: dict[str, Kind] = {}


def kind(one: Kind) -> Kind:
    """Hangs a kind on."""
    KINDS[one.name] = one
    return one


def title_of(name: str, asked: Asked) -> str:
    """What a task is called; its kind's bare name where this program does not know it any more."""
    return KINDS[name].title(asked) if name in KINDS else name
