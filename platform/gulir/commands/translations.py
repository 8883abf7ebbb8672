"""`flask translations`: collects the messages, merges what areas translated, and says what is missing."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import write_po

from gulir.web.catalogues import LOCALES, empty, main_file, merged, parts

ROOT = Path(__file__).resolve().parents[3]
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_ngettext": (1, 2), "lazy_pgettext": ((1, "c"), 2)}
PLACES = re.compile(r"%(?:\((\w+)\))?[sd%]")
HEADER = "# Gulir's messages. Made by `flask translations update`; edit the translations, not the list.\n#"


def template() -> Catalog:
    """Every message of the sources, with the files that it is in (no line numbers: they would change with every edit)."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    catalogue = Catalog(project="Gulir", charset="utf-8")
    for name, _line, message, comments, context in extract_from_dir(ROOT, methods, options, KEYWORDS, ("Translators:",), directory_filter=_worth_reading):
        catalogue.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalogue


def renewed(locale: str) -> Catalog:
    """The catalogue of a language with exactly the messages of the sources; nothing is guessed."""
    known, fresh = merged(locale), empty(locale, HEADER)
    fresh.creation_date = known.creation_date  # the time of day is no news
    for message in template():
        if not message.id:
            continue
        old = known.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        fresh.add(message.id, old.string if old and not old.fuzzy else None, message.locations, auto_comments=message.auto_comments, context=message.context)
    return fresh


def problems() -> Iterator[str]:
    """One sentence for each message that is not translated, not used any more, or whose places differ."""
    wanted = template()
    have = merged("id")
    for message in wanted:
        if message.id:
            found = have.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
            yield from _wrong_with(message, found)
    for locale in LOCALES:
        for message in merged(locale):
            if not message.id:
                continue
            if wanted.get(message.id if isinstance(message.id, str) else message.id[0], message.context) is None:
                yield f"{locale}: not used any more: {message.id!r}"
            if message.fuzzy:
                yield f"{locale}: fuzzy: {message.id!r}"


@click.group()
def translations() -> None:
    """The languages: update, check."""


@translations.command()
def update() -> None:
    """Collect messages, merge translations/parts/*.po into the catalogues, and drop the parts."""
    for locale in LOCALES:
        catalogue = renewed(locale)
        if locale == "en":  # English holds only what is said otherwise than in the sources
            for message in [one for one in catalogue if one.id and not _filled(one)]:
                catalogue.delete(message.id, message.context)
        path = main_file(locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=160, sort_output=True, omit_header=False, include_lineno=False)
        for part in parts(locale):
            part.unlink()
        click.echo(f"{locale}: {sum(1 for one in catalogue if one.id and not _filled(one))} of {len(catalogue)} not translated")


@translations.command()
def check() -> None:
    """Fail when anything is missing, fuzzy, obsolete, or has other places than its English."""
    found = list(problems())
    for line in found:
        click.echo(line)
    if found:
        raise SystemExit(1)


def _wrong_with(message: Message, found: Message | None) -> Iterator[str]:
    if found is None or not _filled(found):
        yield f"id: not translated: {message.id!r} ({', '.join(sorted({name for name, _ in message.locations}))})"
        return
    allowed = {place for text in _texts(message.id) for place in _places(text)}
    for text in _texts(found.string):
        if _places(text) - allowed or (len(_texts(message.id)) == 1 and _places(text) != allowed):
            yield f"id: other places than in English: {message.id!r}: {text!r}"


def _filled(message: Message) -> bool:
    return bool(message.string) and all(_texts(message.string))


def _texts(words: object) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)  # type: ignore[arg-type]


def _places(text: str) -> set[str]:
    return {match.group(0) for match in PLACES.finditer(text) if match.group(0) != "%%"}


def _worth_reading(folder: str) -> bool:
    name = Path(folder).name
    return not name.startswith((".", "_")) and name not in ("instance", "tests", "node_modules", "migrations", "benchmarks", "docs")


COMMANDS = (translations,)
