"""Words of the engine: English message ids that whoever shows them translates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


class Rupiah(int):
    """An amount in whole rupiah; how it is written is the reader's language's business."""

    def __str__(self) -> str:
        return f"Rp {int(self):,}"


class Typed(str):
    """Words that somebody typed; where they stand inside a sentence of ours, they are shown as a quotation."""


@dataclass(frozen=True)
class Text:
    """A message id with what stands in its places; places are `%(name)s`."""

    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.translated(str)

    def translated(self, gettext: Callable[[str], str], show: Callable[[object], str] = str) -> str:
        """The message in the language of `gettext`; `show` writes numbers, money and dates."""
        words = gettext(self.msgid)
        return words % {name: shown(value, gettext, show) for name, value in self.params.items()} if self.params else words


def shown(value: object, gettext: Callable[[str], str], show: Callable[[object], str]) -> str:
    """One value of a message: another message, a list of values, or a plain value."""
    if isinstance(value, Text):
        return value.translated(gettext, show)
    if isinstance(value, list | tuple):
        return ", ".join(shown(one, gettext, show) for one in value)
    return show(value)


def _(msgid: str, **params: object) -> Text:
    """A message to be translated when it is shown, not now."""
    return Text(msgid, params)
