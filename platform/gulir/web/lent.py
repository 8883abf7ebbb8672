"""Lent rights in words: what somebody may do for another, and in whose name they act."""

from collections.abc import Collection, Iterable

from flask import Flask
from flask_babel import gettext, lazy_gettext

from gulir.acting import Acting
from gulir.cases.looking import processes
from gulir.web.words import text

RIGHT_WORDS = {
    "decide": lazy_gettext("take decisions"),
    "record": lazy_gettext("record what others decided, and keep groups and letters"),
    "sign": lazy_gettext("sign"),
}


def init_app(app: Flask) -> None:
    """Gives templates `in_the_name_of` and `lent_words`."""
    app.jinja_env.globals.update(in_the_name_of=in_the_name_of, lent_words=lent_words)


def lent_words(rights: Collection[str], workflows: Iterable[str] | None = None) -> str:
    """What was lent, in one line."""
    named = ", ".join([gettext("read along"), *(str(words) for right, words in RIGHT_WORDS.items() if right in rights)])
    if not workflows:
        return named
    known = processes()
    return gettext(
        "%(rights)s; only %(processes)s", rights=named, processes=", ".join(text(known.current(one).label) for one in workflows if one in known.names)
    )


def in_the_name_of(who: Acting) -> str:
    """The name under which somebody acts; of whoever stands in for another, both."""
    return gettext("%(name)s on behalf of %(absent)s", name=who.name, absent=who.behalf.name) if who.behalf else who.name
