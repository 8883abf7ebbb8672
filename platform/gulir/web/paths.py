"""Where a person may be sent on to: only to a page of this site, whatever the address asks for."""

from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


def safe_next(wanted: str | None, default: str = "/") -> str:
    """`wanted` if it is a path of this site that some page answers to a GET, else `default`; never another host."""
    if not wanted or not _is_plain_path(wanted):
        return default
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc:
        return default
    return wanted if _some_page_answers(parts.path) else default


def here() -> str:
    """The path and query of this request, to come back to."""
    return request.full_path.rstrip("?") if request.query_string else request.path


def _is_plain_path(wanted: str) -> bool:
    # Browsers read a backslash as a slash and drop tabs and line ends, so that /\evil and /<tab>/evil leave the site.
    return wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted and wanted.isprintable()


def _some_page_answers(path: str) -> bool:
    adapter = current_app.url_map.bind("localhost")
    try:
        adapter.match(path, method="GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True
