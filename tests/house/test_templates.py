"""What holds for every template and static file, read from the files themselves."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "platform" / "gulir" / "web" / "static"
ALL = sorted(TEMPLATES.rglob("*.html"))
PAGES = [path for path in ALL if path.name != "layout.html" and path.parent.name not in ("components", "mail")]


def named(path: Path) -> str:
    """How a failing test names the file."""
    return path.relative_to(TEMPLATES).as_posix()


@pytest.mark.parametrize("path", ALL, ids=named)
def test_no_template_says_inline_what_our_policy_forbids(path: Path) -> None:
    text = re.sub(r"{%.*?%}|{#.*?#}", "", path.read_text(), flags=re.S)
    assert not re.search(r"<[^>]*\sstyle=", text), "a style attribute: the browser refuses it"
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", text), "an event attribute: the browser refuses it"
    for element in re.findall(r"<(?:script|style)\b[^>]*>", text):
        assert "csp_nonce()" in element
    assert "javascript:" not in text
    assert not re.search(r"(?:src|href)=[\"']https?://", text), "something from elsewhere"


@pytest.mark.parametrize("path", ALL, ids=named)
def test_messages_are_literals(path: Path) -> None:
    """A translated variable would be taken for markup that we wrote ourselves; `| text` shows those."""
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(path.read_text())
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext"):
            assert isinstance(call.args[0], nodes.Const), f"line {call.lineno}: {call.node.name}() of something that is not a literal"


@pytest.mark.parametrize("path", ALL, ids=named)
def test_safe_is_said_of_nothing_but_our_own_drawings(path: Path) -> None:
    found = re.findall(r"[^{}]*\|\s*safe\b", path.read_text())
    assert not found or named(path) == "components/marks.html", found


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_page_has_a_title_of_its_own(path: Path) -> None:
    text = path.read_text()
    if "{% extends" in text:
        assert "{% block title %}" in text


def test_titles_differ() -> None:
    titles: dict[str, Path] = {}
    for path in PAGES:
        found = re.search(r"{% block title %}(.*?){% endblock %}", path.read_text(), re.S)
        if found:
            assert found[1] not in titles, f"{named(path)} and {named(titles[found[1]])} have the title {found[1]}"
            titles[found[1]] = path


@pytest.mark.parametrize("path", ALL, ids=named)
def test_every_form_that_writes_bears_a_token(path: Path) -> None:
    for form in re.findall(r"<form\b.*?</form>", path.read_text(), re.S):
        if 'method="post"' in form:
            assert "csrf_token" in form or "hidden_tag" in form


@pytest.mark.parametrize("path", ALL, ids=named)
def test_every_macro_says_what_it_is_for(path: Path) -> None:
    for name, following in re.findall(r"{%-? macro (\w+)\(.*?\) -?%}\s*(..)", path.read_text(), re.S):
        assert following == "{#", f"{name} has no sentence"


def test_every_template_is_used() -> None:
    """By a view that names it, by another template, or (a component) by the page of all parts."""
    sources = "\n".join(path.read_text() for folder in ("platform", "tenants") for path in (ROOT / folder).rglob("*.py"))
    texts = "\n".join(path.read_text() for path in [*ALL, *(ROOT / "tests" / "web" / "pages").glob("*.html")])
    unused = [named(path) for path in ALL if f'"{named(path)}"' not in sources + texts]
    assert unused == []


def test_every_static_file_is_used() -> None:
    texts = "\n".join(path.read_text() for path in ALL)
    for path in STATIC.rglob("*"):
        if path.is_file() and path.parent.name != "css":
            name = path.relative_to(STATIC).as_posix()
            assert name in texts, f"nobody uses {name}"


def test_every_class_of_our_stylesheets_is_used() -> None:
    sheets = "\n".join(path.read_text() for path in (STATIC / "css").glob("*.css"))
    ours = set(re.findall(r"\.([a-z][a-z-]*[a-z])(?=[\s,.:{>+~\[)])", re.sub(r"url\([^)]*\)|/\*.*?\*/", "", sheets, flags=re.S)))
    texts = "\n".join(path.read_text() for path in [*ALL, *(ROOT / "tests" / "web" / "pages").glob("*.html")])
    code = "\n".join(path.read_text() for path in (ROOT / "platform").rglob("*.py"))
    unused = sorted(name for name in ours if not re.search(rf"(?<![\w-]){name}(?![\w-])", texts) and f'"{name}"' not in code)
    assert unused == []
