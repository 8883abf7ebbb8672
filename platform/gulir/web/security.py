"""Headers that every answer bears: what a page may load, who may frame it, what is kept of it."""

import secrets

from flask import Flask, current_app, g

YEAR = 365 * 24 * 3600
POLICY = (
    "default-src 'none'; script-src {script}; style-src 'self'{style}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
NOT_ASKED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NOT_ASKED),
    "Content-Security-Policy": POLICY.format(script="'none'", style=""),
    "Cache-Control": "no-store",  # a shared telephone must not show the last person's page
    "Vary": "Cookie",
}


def init_app(app: Flask) -> None:
    """Makes the headers of this house ready, and adds `csp_nonce()` to templates."""
    secure = {"Strict-Transport-Security": f"max-age={YEAR}; includeSubDomains"} if app.config["GULIR_HTTPS"] else {}
    app.extensions["gulir.headers"] = [(name.lower(), (name, value)) for name, value in (HEADERS | secure).items()]
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def csp_nonce() -> str:
    """The one nonce of this answer: a script or style element that does not bear it is refused by the browser."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(18)
    return str(g.csp_nonce)


def lacking(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What every answer bears and this one does not yet: a view may be stricter (a document is served with a sandbox), and none needs to be laxer."""
    there = {name.lower() for name, _value in headers}
    found = [pair for name, pair in current_app.extensions["gulir.headers"] if name not in there]
    if "csp_nonce" in g and "content-security-policy" not in there:  # asked for by a page with elements of its own; any other may run nothing at all
        nonce = f"'nonce-{g.csp_nonce}'"
        found = [pair for pair in found if pair[0] != "Content-Security-Policy"]
        found.append(("Content-Security-Policy", POLICY.format(script=nonce, style=f" {nonce}")))
    return found
