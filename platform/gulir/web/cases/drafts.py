"""Where what was typed and not sent is kept."""

from gulir.cases.looking import Look


def place_of(seen: Look, step: str, slot: str | None) -> str:
    """Where a draft belongs."""
    return f"case:{seen.case['id']}:{step}:{slot or ''}"
