"""Serves the few static files: read once, named by their content, kept by browsers for a year."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from flask import Flask, Response, abort, current_app, request

from gulir.web.access import public

HERE = Path(__file__).parent / "static"
BOOTSTRAP = "static/bootstrap5/css/bootstrap.min.css"  # of the pinned Bootstrap-Flask; its script is not needed
YEAR = 365 * 24 * 3600
COMPRESSIBLE = ("text/css", "text/javascript", "image/svg+xml", "application/manifest+json")


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    body: bytes
    packed: bytes | None
    kind: str
    digest: str


def init_app(app: Flask) -> None:
    """Reads the files, serves them under /static/, and adds their digest to every address that `url_for` builds."""
    app.extensions["gulir.assets"] = read_assets()
    app.add_url_rule("/static/<path:filename>", "static", serve)
    app.url_defaults(_add_digest)


def read_assets() -> dict[str, Asset]:
    """Name to file. The stylesheets of static/css are one file to the browser, in the order of their names."""
    sheets = b"\n".join(sheet.read_bytes() for sheet in sorted((HERE / "css").glob("*.css")))
    found = {"gulir.css": sheets, "bootstrap.css": (files("flask_bootstrap") / BOOTSTRAP).read_bytes().rpartition(b"/*# sourceMappingURL")[0]}
    for path in sorted(HERE.rglob("*")):
        if path.is_file() and path.parent.name != "css":
            found[path.relative_to(HERE).as_posix()] = path.read_bytes()
    return {name: _asset(name, body) for name, body in found.items()}


@public
def serve(filename: str) -> Response:
    """One static file; only what was read at the start can be asked for."""
    asset = current_app.extensions["gulir.assets"].get(filename) or abort(404)
    packs = asset.packed is not None and "gzip" in request.accept_encodings
    response = Response(asset.packed if packs else asset.body, mimetype=asset.kind)
    if packs:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(asset.digest + ("-gz" if packs else ""))
    response.cache_control.public = True
    response.cache_control.max_age = YEAR if request.args.get("v") == asset.digest else 300
    response.cache_control.immutable = request.args.get("v") == asset.digest
    response.make_conditional(request)
    return response


def _asset(name: str, body: bytes) -> Asset:
    kind = "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = gzip.compress(body, 9, mtime=0) if kind in COMPRESSIBLE else None
    return Asset(body, packed, kind, hashlib.sha256(body).hexdigest()[:16])


def _add_digest(endpoint: str, values: dict[str, object]) -> None:
    if endpoint == "static":
        asset = current_app.extensions["gulir.assets"].get(values.get("filename"))
        if asset is None:
            raise LookupError(f"no static file is called {values.get('filename')}")
        values.setdefault("v", asset.digest)
