"""Sets a letter as PDF. The words go in as data and never as markup; fonts are those within the typesetter, so that every machine sets the same."""

import datetime
import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import current_app

if TYPE_CHECKING:
    import typst

LONGEST_RUN = 14  # letters without a place to break; a longer run is given some, so that it stays within its column
BREAK = "\u200b"
LONGEST = 600  # letters of one value
AS_THEY_ARE = ("id", "number")  # ours, and searched for as they are


class Unprintable(RuntimeError):
    """The typesetter refused; the log has its words."""


def to_pdf(content: dict[str, Any], number: str, *, draft: bool = False) -> bytes:
    """The letter's pages. The same content gives the same bytes. Raises Unprintable."""
    return _compiled(content, number, draft, "pdf")


def to_pictures(content: dict[str, Any], number: str) -> list[bytes]:
    """Its pages as PNG."""
    made: Any = _compiled(content, number, False, "png")
    return made if isinstance(made, list) else [made]


def legible(value: Any) -> Any:
    """The same, with every text on one line, without control characters, and with places to break."""
    if isinstance(value, dict):
        return {name: one if name in AS_THEY_ARE else legible(one) for name, one in value.items()}
    if isinstance(value, list):
        return [legible(one) for one in value]
    return _line(value) if isinstance(value, str) else value


def _line(text: str) -> str:
    plain = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in text)
    plain = re.sub(r"[\s\u2028\u2029]+", lambda found: "\u00a0" if found[0] == "\u00a0" else " ", plain).strip()
    cut = plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"
    return re.sub(rf"\S{{{LONGEST_RUN}}}(?=\S)", lambda run: run[0] + BREAK, cut)


def _compiled(content: dict[str, Any], number: str, draft: bool, form: Any) -> Any:
    import typst  # 80 MB that only those processes need which set letters

    words = json.dumps(legible(content | {"number": number, "draft": draft}), ensure_ascii=False)
    day = datetime.datetime.fromisoformat(content["on"]).replace(tzinfo=datetime.UTC)
    try:
        return typst.compile(_template(), font_paths=_fonts(), format=form, sys_inputs={"letter": words}, timestamp=day, ppi=110)
    except typst.TypstError as problem:
        current_app.logger.exception("a letter could not be set: %s", problem)
        raise Unprintable("the letter could not be set") from problem


@cache
def _fonts() -> "typst.Fonts":
    """Only what the wheel brings: another machine's fonts would break lines elsewhere."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


@cache
def _template() -> bytes:
    return (Path(current_app.root_path) / str(current_app.template_folder) / "pdf" / "letter.typ").read_bytes()
