"""Numbers in the reader's language."""

from babel.numbers import format_decimal
from flask_babel import get_locale


def language() -> str:
    """`id` or `en`; Indonesian where nobody reads yet."""
    locale = get_locale()
    return locale.language if locale else "id"


def whole(value: int) -> str:
    """Thousands grouped: 1.234 or 1,234."""
    return str(format_decimal(int(value), format="#,##0", locale=language()))


def decimal(value: float) -> str:
    """Up to three decimals, no trailing zeros: 1,86 or 1.86."""
    return str(format_decimal(value, format="#,##0.###", locale=language()))
