"""The pages name what there is: files that exist, every dependency, links that lead somewhere; and nothing that is none of a reader's business."""

import re

import pytest

from tests.docs.pages import PAGES, ROOT, name_of

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)")
FOLDERS = ("platform", "workflows", "tenants", "config", "tests", "docs", "bin", "migrations", "benchmarks", "templates", "translations", "wsgi.py")
PENDING = re.compile(r"platform/__init__.py|docs/tour/.*\.png|docs/tour\.md|tour\.md|tour/.*\.png")  # what must never be, and what the browser tests draw
WORDS = re.compile(r"\b(issue #?\d+|sub-?agent|claude|/work/|worktree)\b|\bbrief\b", re.IGNORECASE)


def paths_in(text: str) -> list[str]:
    """What stands in code marks and looks like a path of this house; a name with a placeholder in it is none."""
    found = [word for code in CODE.findall(text) for word in code.split()[:1]]
    return [word.rstrip("/") for word in found if re.fullmatch(r"[\w./-]+", word) and word.split("/")[0] in FOLDERS]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_path_that_a_page_names_is_there(page):
    missing = [path for path in paths_in(page.read_text()) if not (ROOT / path).exists() and not PENDING.fullmatch(path)]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page):
    links = [link for link in LINK.findall(page.read_text()) if not link.startswith("http")]
    assert not [link for link in links if not (page.parent / link).exists() and not PENDING.search(link)]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_speaks_of_the_product_alone(page):
    assert not WORDS.search(page.read_text())


def test_every_dependency_has_its_reason():
    reasons = (ROOT / "docs/decisions/dependencies.md").read_text()
    for file in ("requirements.txt", "requirements-dev.txt"):
        pins = re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==", (ROOT / file).read_text(), re.MULTILINE)
        assert len(pins) > 10
        assert [pin for pin in pins if f"`{pin}`" not in reasons] == [], file
