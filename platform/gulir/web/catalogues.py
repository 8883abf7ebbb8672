"""Reads the translations straight from their .po files, so that nothing has to be compiled before the start."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask_babel import Babel, Domain, get_locale

FOLDER = Path(__file__).resolve().parents[3] / "translations"
LOCALES = ("id", "en")
PLURALS = {"id": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}  # Indonesian counts without a plural


def main_file(locale: str) -> Path:
    """The catalogue of a language."""
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def empty(locale: str, comment: str = "") -> Catalog:
    """A catalogue without messages that knows how its language counts."""
    catalogue = Catalog(locale=locale, charset="utf-8", project="Gulir", header_comment=comment)
    catalogue.mime_headers = [("Plural-Forms", PLURALS[locale])]
    return catalogue


def read(path: Path, locale: str) -> Catalog:
    """One .po file; an absent one is an empty catalogue."""
    if not path.exists():
        return empty(locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def parts(locale: str) -> list[Path]:
    """Catalogues of single areas that are not merged into the main one yet."""
    return sorted((FOLDER / "parts").glob(f"*.{locale}.po"))


def merged(locale: str) -> Catalog:
    """The main catalogue with the parts laid over it: a part's word wins where both have one."""
    catalogue = empty(locale)
    for path in (main_file(locale), *parts(locale)):
        for message in read(path, locale):
            if message.id and message.string:
                words = message.string if isinstance(message.string, str) else tuple(message.string)[: catalogue.num_plurals]
                catalogue.delete(message.id, message.context)
                catalogue.add(message.id, words, flags=message.flags, context=message.context, locations=message.locations)
    return catalogue


def translations(locale: str) -> NullTranslations:
    """What gettext reads; an English message without an entry is its own translation."""
    buffer = BytesIO()
    write_mo(buffer, merged(locale))
    buffer.seek(0)
    return Translations(fp=buffer)


class PoDomain(Domain):
    """Flask-Babel's domain, fed from memory."""

    def __init__(self) -> None:
        super().__init__(str(FOLDER))
        self.loaded = {locale: translations(locale) for locale in LOCALES}

    def get_translations(self) -> NullTranslations:
        """The translations of the language at hand."""
        locale = get_locale()
        return self.loaded.get(locale.language if locale else "en") or NullTranslations()


class PoBabel(Babel):
    """Flask-Babel with that domain."""

    @property
    def domain_instance(self) -> Domain:
        """The one domain, read when first asked for."""
        if not hasattr(self, "_domain"):
            self._domain = PoDomain()
        return self._domain
