"""Sends the file of a document: to be kept, never to be run in our pages."""

from uuid import UUID

from flask import Blueprint, Response, abort, current_app, g, send_file

from gulir.documents import path_of
from gulir.identity.permissions import Permission
from gulir.web.access import requires
from gulir.web.papers.queries import file_of

blueprint = Blueprint("papers", __name__)
SANDBOX = "default-src 'none'; sandbox"


@blueprint.get("/<city:city>/dokumen/<uuid:document>")
@requires(Permission.PAPER_READ)
def fetch(document: UUID) -> Response:
    """The file as what it is; 404 across cities and lanes; 503 when the disk has lost it, which the log says."""
    found = file_of(g.city.id, document) or abort(404)
    path = path_of(found.file_digest)
    if not path.is_file():
        current_app.logger.error("the file %s of document %s is not in the store", found.file_digest, document)
        abort(503)
    response = send_file(path, mimetype=found.file_type, as_attachment=True, download_name=found.file_name, conditional=True, etag=found.file_digest)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.cache_control.clear()
    response.headers["Cache-Control"] = "no-store"
    return response
