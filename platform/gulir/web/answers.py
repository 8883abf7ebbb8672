"""What goes back to a browser: answers that bear every header of the house, and redirects that are ready as they are made."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Response
from werkzeug.urls import iri_to_uri

from gulir.web.security import lacking

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

PLAIN = re.compile(r"[A-Za-z0-9/_.?=&-]+")  # of an address in these nothing is to be escaped


class Answer(Response):
    """A body that is whole is handed over as a list, which the server sends at once; any other iterable it walks piece by piece, from thread to thread."""

    def get_app_iter(self, environ: "WSGIEnvironment") -> Iterable[bytes]:
        """The list where there is nothing to wait for."""
        found = super().get_app_iter(environ)
        if self.direct_passthrough or not self.is_sequence:
            return found
        try:
            return list(found)
        finally:
            self.close()

    def get_wsgi_response(self, environ: "WSGIEnvironment") -> tuple[Iterable[bytes], str, list[tuple[str, str]]]:
        """Last of all the headers that every answer bears."""
        body, status, headers = super().get_wsgi_response(environ)
        return body, status, headers + lacking(headers)


class Onward(Answer):
    """A redirect: no body that a browser would show, and an address that needs no further thought."""

    default_mimetype = None

    def get_wsgi_response(self, environ: "WSGIEnvironment") -> tuple[Iterable[bytes], str, list[tuple[str, str]]]:
        """As it stands."""
        headers = list(self.headers)
        return [], self.status, headers + lacking(headers)


def onward(location: str, code: int) -> Onward:
    """To another page."""
    return Onward(status=code, headers=[("Location", location if PLAIN.fullmatch(location) else iri_to_uri(location)), ("Content-Length", "0")])
