"""Headers that every answer bears: what a page may load, who may frame it, what is kept of it."""

import secrets

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

YEAR = 365 * 24 * 3600
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
NOT_ASKED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NOT_ASKED),
}


def init_app(app: Flask) -> None:
    """Adds the headers to every answer and `csp_nonce()` to templates."""
    app.after_request(_add_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def csp_nonce() -> str:
    """The one nonce of this answer: a script or style element that does not bear it is refused by the browser."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(18)
    return str(g.csp_nonce)


def _add_headers(response: Response) -> Response:
    wanted = HEADERS | {"Content-Security-Policy": POLICY.format(nonce=csp_nonce())}
    if current_app.config["GULIR_HTTPS"]:
        wanted["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
    if request.endpoint != "static":
        wanted["Cache-Control"] = "no-store"  # a shared telephone must not show the last person's page
    # Only what is not there yet: a view may be stricter (a document is served with a sandbox), and none needs to be laxer. One look at all
    # names, since setdefault() goes through the list for each.
    there = {name.lower() for name in response.headers.keys()}  # noqa: SIM118 - headers are a list of pairs
    response.headers.extend({name: value for name, value in wanted.items() if name.lower() not in there})
    return response
