"""Refuses what no keyboard types and no database keeps as text: the NUL character, in addresses and in forms."""

from itertools import chain
from typing import Any

from flask import Flask, abort

from gulir.web.asked import asked

NUL = "\0"


def init_app(app: Flask) -> None:
    """Addresses before anything looks at them; forms once it is known that they may be read at all."""
    app.url_value_preprocessor(_refuse_in_address)
    app.before_request(_refuse_in_form)


def _refuse_in_address(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if any(isinstance(value, str) and NUL in value for value in (values or {}).values()):
        abort(404)


def _refuse_in_form() -> None:
    sent = asked()
    if b"%00" in sent.query_string or b"\0" in sent.query_string:
        abort(400)
    if sent.method == "POST" and NUL in "".join(chain(sent.form, *sent.form.listvalues())):
        abort(400)
