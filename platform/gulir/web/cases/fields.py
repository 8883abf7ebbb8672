"""Makes a form of what a step asks: one field for each answer, a few for a letter; the engine judges what is typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FileField, HiddenField, RadioField, SelectField, StringField, TextAreaField

from gulir.engine.asks import Ask
from gulir.web.forms import Form, offered
from gulir.web.words import text

LETTER = (
    ("number", _("Letter number"), {"autocomplete": "off"}),
    ("date", _("Date on the letter"), {"type": "date"}),
    ("signer", _("Signed by"), {"autocomplete": "off"}),
    ("title", _("Title of the signer"), {"autocomplete": "off"}),
)
FEW = 4  # so many choices are shown at once
LONG = ("note", "correction", "reason", "change", "story")  # answered in sentences
OTHER = "other"
Choices = Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class Part:
    """How the page draws one answer: the fields that belong together, and whether a file comes with them."""

    ask: Ask
    fields: list[str]
    file: str | None
    kind: str


def part_name(ask: str, part: str) -> str:
    """The field of a letter's part."""
    return f"{ask}-{part}"


def form_for(asks: Sequence[Ask], references: Mapping[str, Choices], data: Mapping[str, Any]) -> tuple[Form, list[Part]]:
    """The form, filled from what was sent or from `data`, and its parts in order."""
    hidden = {name: HiddenField() for name in ("idem", "seen_version", "seen_facts", "drafted")}
    made = [(ask, dict(fields_of(ask, references.get(ask.name, ())))) for ask in asks]
    members = hidden | {name: field for _ask, fields in made for name, field in fields.items()}
    form = type("StepForm", (Form,), members)(formdata=None, data=dict(data))  # what was sent is in `data`, beside what the server knows better
    for ask, fields in made:
        mark_required(form, ask, fields)
    return form, [part_of(ask, fields) for ask, fields in made]


def part_of(ask: Ask, fields: Mapping[str, Any]) -> Part:
    """A part, with its file apart."""
    file = ask.name if ask.kind in ("letter", "file") else None
    return Part(ask, [name for name in fields if name != file], file, ask.kind)


def mark_required(form: Form, ask: Ask, fields: Mapping[str, Any]) -> None:
    """The star at what must be filled in; whether it was is the engine's to say."""
    for name in fields:
        scan = ask.kind == "letter" and name == ask.name
        if ask.required and not scan and not name.endswith((f"-{OTHER}", f"-{OTHER}-of")):
            form[name].flags.required = True


def fields_of(ask: Ask, choices: Choices) -> Iterator[tuple[str, Any]]:
    """The fields of one answer, by name."""
    label, help_ = text(ask.label), text(ask.help) if ask.help else ""
    if ask.kind == "letter":
        for part, words, attributes in LETTER:
            yield part_name(ask.name, part), StringField(words, render_kw=dict(attributes))
        yield ask.name, FileField(_("Scan or photo"), render_kw={"accept": ".pdf,image/*"})
    elif ask.kind == "file":
        yield ask.name, FileField(label, description=help_, render_kw={"accept": ".pdf,image/*"})
    elif ask.kind == "reference" or ask.kind == "choice":
        yield from chosen(ask, label, help_, choices if ask.kind == "reference" else [(value, text(words)) for value, words in ask.choices])
    else:
        yield ask.name, typed(ask, label, help_)


def chosen(ask: Ask, label: str, help_: str, choices: Choices) -> Iterator[tuple[str, Any]]:
    """One of a few as buttons, of many as a list; where an outsider may be named, two lines for them."""
    if len(choices) <= FEW and ask.of != "decider":
        yield ask.name, RadioField(label, choices=offered(choices), validate_choice=False, description=help_)
        return
    first = [("", _("Choose …"))]
    yield ask.name, SelectField(label, choices=offered([*first, *choices]), validate_choice=False, description=help_)
    if ask.of == "decider":
        yield f"{ask.name}-{OTHER}", StringField(_("Name of somebody else"), description=_("Only where the list does not have them."))
        yield f"{ask.name}-{OTHER}-of", StringField(_("Their office or organisation"))


def typed(ask: Ask, label: str, help_: str) -> Any:
    """A line, an amount, a day, a number, or sentences."""
    if ask.kind == "date":
        return StringField(label, description=help_, render_kw={"type": "date"})
    if ask.kind == "money":
        return StringField(label, description=help_)
    if ask.kind == "integer":
        return StringField(label, description=help_, render_kw={"inputmode": "numeric", "autocomplete": "off"})
    field = TextAreaField if ask.name in LONG or "why" in str(ask.label).lower() else StringField
    return field(label, description=help_, render_kw={"rows": 4} if field is TextAreaField else {})
