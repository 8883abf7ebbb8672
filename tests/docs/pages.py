"""The pages of the documentation, and the blocks of commands in them that are run."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w+) tested\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str, language: str = "sh") -> list[str]:
    """The blocks of a page that are marked `tested`, in their order."""
    return [code for found, code in BLOCK.findall((ROOT / page).read_text()) if found == language]


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))
