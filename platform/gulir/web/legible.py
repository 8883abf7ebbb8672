"""Refuses what no keyboard types and no database keeps as text: the NUL character, in addresses and in forms."""

from typing import Any

from flask import Flask, abort, request

NUL = "\0"


def init_app(app: Flask) -> None:
    """Addresses before anything looks at them; forms once it is known that they may be read at all."""
    app.url_value_preprocessor(_refuse_in_address)
    app.before_request(_refuse_in_form)


def _refuse_in_address(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if any(isinstance(value, str) and NUL in value for value in (values or {}).values()):
        abort(404)


def _refuse_in_form() -> None:
    typed = [*request.args.items(multi=True), *(request.form.items(multi=True) if request.method == "POST" else ())]
    if any(NUL in word for pair in typed for word in pair):
        abort(400)
