"""Makes a form of what a step asks: one field for each answer, a few for a letter; the engine judges what is typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FileField, HiddenField, RadioField, SelectField, StringField, TextAreaField

from gulir.engine.asks import Ask
from gulir.engine.text import Text
from gulir.web.forms import Form, offered
from gulir.web.words import text

LETTER = (
    ("number", _("Letter number"), {"autocomplete": "off"}),
    ("date", _("Date on the letter"), {"type": "date"}),
    ("signer", _("Signed by"), {"autocomplete": "off"}),
    ("title", _("Title of the signer"), {"autocomplete": "off"}),
)
FEW = 4  # so many choices are shown at once
LONG = ("note", "correction", "reason", "change", "story", "chronology", "evidence", "authority")  # answered in sentences
OTHER = "other"
CHOOSE = Text("Choose one of the list")
Choices = Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class Part:
    """How the page draws one answer: the fields that belong together, and whether a file comes with them."""

    ask: Ask
    fields: list[str]
    file: str | None
    kind: str
    rows: "list[Row]" = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One line of an answer that has several: what it is about, where that is given, and its fields."""

    about: str | None
    fields: list[str]


NARROW = 2  # so many columns fit beside each other
ROWS = "rows-"  # the button that asks for more rows says how many there should be


def cells_of(ask: Ask, references: Mapping[str, Choices], data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields of an answer with several rows: one for each line that the case has, or some to be filled in."""
    lines = references.get(ask.name, ()) if ask.judges else [None] * row_count(ask, data)
    for n, line in enumerate(lines):
        for column in ask.columns:
            if line is not None and column.name == "item":
                yield part_name(f"{ask.name}-{n}", "item"), HiddenField()
                continue
            for _name, made in fields_of(column, references.get(f"{ask.name}.{column.name}", ()), in_row=True):
                yield part_name(f"{ask.name}-{n}", column.name), made


def in_order(asks: Sequence[Ask], references: Mapping[str, Choices], data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed beside each line, wherever that line stands by now; a line that is gone takes its words along."""
    found = dict(data)
    for ask in (one for one in asks if one.judges):
        before = {value: name.split("-")[1] for name, value in data.items() if name.startswith(f"{ask.name}-") and name.endswith("-item")}
        found = {name: value for name, value in found.items() if not name.startswith(f"{ask.name}-")}
        for n, (item, _words) in enumerate(references.get(ask.name, ())):
            typed = {one.name: data.get(f"{ask.name}-{before.get(item, '?')}-{one.name}") for one in ask.columns}
            found |= {f"{ask.name}-{n}-{name}": value for name, value in (typed | {"item": item}).items() if value}
    return found


def row_count(ask: Ask, data: Mapping[str, Any]) -> int:
    """As many as were typed and some more, or as many as were asked for; of rows with many columns fewer stand empty."""
    fewest, more = (3, 2) if len(ask.columns) <= NARROW else (1, 0)
    wished = str(data.get(ROWS + ask.name, ""))
    typed = [int(name.split("-")[1]) + 1 for name, value in data.items() if value and name.startswith(f"{ask.name}-") and name.split("-")[1].isdecimal()]
    return min(max(fewest, max(typed, default=0) + more, int(wished) if wished.isdecimal() and len(wished) < FEW else 0), ask.max or fewest)


def rows_of(ask: Ask, fields: Sequence[str], references: Mapping[str, Choices]) -> list[Row]:
    """The rows as the page draws them."""
    about = [str(words) for _value, words in references.get(ask.name, ())] if ask.judges else []
    wide = len(ask.columns)
    cut = [list(fields[at : at + wide]) for at in range(0, len(fields), wide)]
    return [Row(about[n] if ask.judges else None, [name for name in names if not name.endswith("-item")]) for n, names in enumerate(cut)]


def part_name(ask: str, part: str) -> str:
    """The field of a letter's part."""
    return f"{ask}-{part}"


def form_for(asks: Sequence[Ask], references: Mapping[str, Choices], data: Mapping[str, Any]) -> tuple[Form, list[Part]]:
    """The form, filled from what was sent or from `data`, and its parts in order."""
    data = in_order(asks, references, data)
    hidden = {name: HiddenField() for name in ("idem", "seen_version", "seen_facts", "drafted")}
    made = [(ask, dict(cells_of(ask, references, data) if ask.kind == "rows" else fields_of(ask, references.get(ask.name, ())))) for ask in asks]
    members = hidden | {name: field for _ask, fields in made for name, field in fields.items()}
    form = type("StepForm", (Form,), members)(formdata=None, data=dict(data))  # what was sent is in `data`, beside what the server knows better
    for ask, fields in made:
        mark_required(form, ask, fields)
        for name, column in [(name, one) for one in ask.columns for name in fields if name.endswith(f"-{one.name}")]:
            form[name].flags.required = column.required
    return form, [part_of(ask, fields, references) for ask, fields in made]


def part_of(ask: Ask, fields: Mapping[str, Any], references: Mapping[str, Choices]) -> Part:
    """A part, with its file apart."""
    if ask.kind == "rows":
        return Part(ask, [], None, ask.kind, rows_of(ask, list(fields), references))
    file = ask.name if ask.kind in ("letter", "file") else None
    return Part(ask, [name for name in fields if name != file], file, ask.kind)


def mark_required(form: Form, ask: Ask, fields: Mapping[str, Any]) -> None:
    """The star at what must be filled in; whether it was is the engine's to say."""
    for name in [] if ask.kind == "rows" else fields:
        scan = ask.kind == "letter" and name == ask.name
        if ask.required and not scan and not name.endswith((f"-{OTHER}", f"-{OTHER}-of")):
            form[name].flags.required = True


def fields_of(ask: Ask, choices: Choices, in_row: bool = False) -> Iterator[tuple[str, Any]]:
    """The fields of one answer, by name."""
    label, help_ = text(ask.label), text(ask.help) if ask.help else ""
    if ask.kind == "letter":
        for part, words, attributes in LETTER:
            yield part_name(ask.name, part), StringField(words, render_kw=dict(attributes))
        yield ask.name, FileField(_("Scan or photo"), render_kw={"accept": ".pdf,image/*"})
    elif ask.kind == "file":
        yield ask.name, FileField(label, description=help_, render_kw={"accept": ".pdf,image/*"})
    elif ask.of == "plea_code":
        yield ask.name, StringField(label, description=help_, render_kw={"autocomplete": "off", "spellcheck": "false"})
    elif ask.kind == "reference" or ask.kind == "choice":
        yield from chosen(ask, label, help_, choices if ask.kind == "reference" else [(value, text(words)) for value, words in ask.choices])
    else:
        yield ask.name, typed(ask, label, help_, in_row)


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


def typed(ask: Ask, label: str, help_: str, in_row: bool) -> Any:
    """A line, an amount, a day, a number, or sentences; in a row a line is enough."""
    if ask.kind == "date":
        return StringField(label, description=help_, render_kw={"type": "date"})
    if ask.kind == "money":
        return StringField(label, description=help_)
    if ask.kind == "integer":
        return StringField(label, description=help_, render_kw={"inputmode": "numeric", "autocomplete": "off"})
    field = TextAreaField if (not in_row and ask.name in LONG) or "why" in str(ask.label).lower() else StringField
    return field(label, description=help_, render_kw={"rows": 4} if field is TextAreaField else {})
