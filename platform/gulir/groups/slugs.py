"""Words for addresses, made of names."""

import re
import unicodedata
from collections.abc import Container, Iterator


def slug_of(name: str, longest: int = 70) -> str:
    """Small letters, digits and hyphens; a name without any becomes `kelompok`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-") or "kelompok"


def candidates(name: str, taken: Container[str] = ()) -> Iterator[str]:
    """The slug, then with 2, 3 and so on, leaving out what is taken and what addresses need for themselves."""
    stem = slug_of(name)
    for number in range(1, 1000):
        slug = stem if number == 1 else f"{stem}-{number}"
        if slug != "baru" and slug not in taken:
            yield slug
