"""What stands behind the browser: the application on a port, papers to send, and what a case needs that no click would add to."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from PIL import Image, ImageDraw
from werkzeug.serving import WSGIRequestHandler, make_server

PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>endobj
4 0 obj<</Length 34>>stream
0.5 w 72 760 m 520 760 l S 72 740 l
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
"""


class Quiet(WSGIRequestHandler):
    """Says nothing of what went well."""

    def log_request(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which the application answers, a thread for each request."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(5)


def pdf(name: str = "surat.pdf") -> dict[str, object]:
    """A letter, scanned."""
    return {"name": name, "mimeType": "application/pdf", "buffer": PDF}


def photo(name: str = "surat.jpg") -> dict[str, object]:
    """A letter, photographed."""
    picture, out = Image.new("RGB", (900, 1200), "#f4f0e6"), io.BytesIO()
    draw = ImageDraw.Draw(picture)
    for line in range(12):
        draw.line((120, 200 + line * 60, 780 - (line % 3) * 90, 200 + line * 60), "#555", 6)
    picture.save(out, "JPEG", quality=70)
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def letter(number: str, signer: str, title: str = "Kepala", date: str = "2014-05-12", scan: dict[str, object] | None = None) -> dict[str, object]:
    """What is typed into the box of a letter."""
    return {"number": number, "date": date, "signer": signer, "title": title, "": scan or pdf()}
