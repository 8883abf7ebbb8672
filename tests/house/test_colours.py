"""The theme's colours are readable: every word's colour has 4.5:1 on what it stands on, every edge 3:1."""

import re
from pathlib import Path

import pytest

THEME = (Path(__file__).resolve().parents[2] / "platform/gulir/web/static/css/10-theme.css").read_text()
LIGHT, DARK = THEME.split("@media (prefers-color-scheme: dark)")
WORDS = [
    *((ink, ground) for ink in ("ink", "soft", "river", "turmeric", "brick", "leaf") for ground in ("paper", "card")),
    *((ink, f"{ink}-soft") for ink in ("river", "turmeric", "brick", "leaf")),
    *(("ink", f"{ground}-soft") for ground in ("river", "turmeric", "brick", "leaf")), ("on-river", "river"), ("on-river", "river-deep"),
]  # fmt: skip


@pytest.mark.parametrize("pair", WORDS, ids="-on-".join)
@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_are_readable(scheme: str, pair: tuple[str, str]) -> None:
    assert contrast(scheme, *pair) >= 4.5


@pytest.mark.parametrize("ground", ["paper", "card"])
@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_fields_are_seen(scheme: str, ground: str) -> None:
    assert contrast(scheme, "edge", ground) >= 3


def contrast(scheme: str, one: str, other: str) -> float:
    """WCAG's ratio of two of the theme's colours."""
    bright, dim = sorted((luminance(colour(scheme, one)), luminance(colour(scheme, other))), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def colour(scheme: str, name: str) -> str:
    """#rrggbb of a variable."""
    found = re.search(rf"--{name}: #([0-9a-f]{{3,6}});", scheme)
    assert found, name
    return found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])


def luminance(digits: str) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
