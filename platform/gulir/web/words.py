"""The engine's texts, enumerations and clauses as people read them."""

from collections.abc import Mapping, ValuesView
from typing import Any

from flask import Flask
from flask_babel import gettext, lazy_gettext
from markupsafe import Markup, escape

from gulir.engine.parties import PARTY_LABELS, ROLES, Kind, Party, Role
from gulir.engine.text import Rupiah, Text, Typed
from gulir.engine.workflow import Workflow
from gulir.web import dates
from gulir.web.locale import decimal, language, whole

KINDS = {
    Kind.UPC: lazy_gettext("Urban Poor Consortium"),
    Kind.NETWORK: lazy_gettext("Community network"),
    Kind.DINSOS_CITY: lazy_gettext("City Social Affairs Office"),
    Kind.DINSOS_PROVINCE: lazy_gettext("Province Social Affairs Office"),
    Kind.MINISTRY: lazy_gettext("Ministry of Social Affairs"),
    Kind.INSPECTORATE: lazy_gettext("Inspectorate"),
    Kind.OPERATOR: lazy_gettext("Who runs this site"),
    Kind.SYSTEM: lazy_gettext("The system itself"),
}
GROUPED_FROM = 10_000  # below it, a number may be a year


def init_app(app: Flask) -> None:
    """Makes the filters known to templates, by their own names."""
    app.jinja_env.filters.update(
        text=text,
        role=role,
        party=party,
        midway=midway,
        organisation_kind=organisation_kind,
        clause=clause,
        bilingual=bilingual,
        initials=initials,
        flat=flat,
        told=told,
    )
    app.jinja_env.globals["told_by"] = told_by


def text(message: object) -> str:
    """A text of the engine, a text in both languages, or words that are translated already; None says unknown."""
    if message is None:
        return gettext("unknown")
    if isinstance(message, Text):
        return message.translated(gettext, write)
    return bilingual(message) if isinstance(message, Mapping) else str(message)


def told(message: object) -> str:
    """A sentence in which what somebody typed is marked as a quotation, in the language that people here write."""
    return message.translated(lambda words: escape(gettext(words)), quoted) if isinstance(message, Text) else text(message)


def quoted(value: object) -> str:
    """One value of such a sentence."""
    if not isinstance(value, Typed):
        return write(value)
    return Markup('<q lang="id">{}</q>').format(value)


def write(value: object) -> str:
    """One value inside a text: money, dates, numbers, parties and roles as people write them."""
    if value is None:
        return gettext("unknown")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, Party):
        return party(value)
    if isinstance(value, Role):
        return role(value)
    if isinstance(value, Rupiah):
        return f"Rp\u00a0{whole(value)}"
    if isinstance(value, float):
        return decimal(value)
    if isinstance(value, int):
        return whole(value) if abs(value) >= GROUPED_FROM else str(value)
    return dates.date(value) if dates.is_date(value) else str(value)


def role(name: str) -> str:
    """A role's name for people; one that nobody declared is shown as it is."""
    return text(ROLES[Role(name)].label) if name in set(Role) else name


def party(name: str) -> str:
    """A party's name for people."""
    return text(PARTY_LABELS[Party(name)]) if name in set(Party) else name


def midway(words: str) -> str:
    """A party's name inside a sentence: its English article is small there."""
    return f"the {words[4:]}" if words.startswith("The ") else words


def priced(workflow: Workflow) -> bool:
    """Whether cases of a kind ask for money: where none does, an amount is not unknown, there is none."""
    opening = workflow.step("open", "-")
    return any(ask.name == "amount" for ask in (opening.asks if opening else ()))


def organisation_kind(name: str) -> str:
    """What an organisation is."""
    return str(KINDS[Kind(name)]) if name in set(Kind) else name


def bilingual(words: Mapping[str, str] | str) -> str:
    """A text that is kept in both languages (rulebooks), in the reader's."""
    return words if isinstance(words, str) else words.get(language()) or words.get("id") or ""


def clause(reference: Any) -> str:
    """§ 4.2: its words."""
    return f"§\u00a0{reference.id}: {bilingual(reference.text)}" if reference.text else f"§\u00a0{reference.id}"


def initials(name: str) -> str:
    """RW for Rini Wulandari; at most two letters."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def flat(errors: Any) -> list[str]:
    """The messages of a field, also of one made of several."""
    if isinstance(errors, Mapping):
        errors = errors.values()
    if not isinstance(errors, list | tuple | set | ValuesView):  # a lazy text can be walked through letter by letter
        return [errors]
    return [message for one in errors for message in flat(one)]


def told_by(field: Any, ids: str) -> dict[str, str]:
    """The attributes that tie a field to its help and its error."""
    found = {"aria_describedby": ids.strip()} if ids.strip() else {}
    return found | ({"aria_invalid": "true"} if field.errors else {})
