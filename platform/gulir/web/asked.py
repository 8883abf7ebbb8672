"""The request as this site reads it: its limits, and fields that are looked up without an exception for each that is not there."""

from functools import cached_property
from typing import Any

from flask import Request, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.http import parse_cookie

MAX_UPLOAD = 26 * 1024 * 1024  # a scan of 25 MiB and the form around it
MAX_FORM = 1024 * 1024


class Fields(ImmutableMultiDict[str, Any]):
    """What was typed, or stands in an address or in cookies: texts by name, each perhaps several times."""

    def get(self, key: str, default: Any = None, type: Any = None) -> Any:  # type: ignore[override]
        """The first text of this name."""
        if type is not None:
            return super().get(key, default, type)
        found = dict.get(self, key)
        return found[0] if found else default


class Asked(Request):
    """Flask's, which looks up each limit in the application's settings."""

    parameter_storage_class = dict_storage_class = Fields
    max_content_length = MAX_UPLOAD
    max_form_memory_size = MAX_FORM
    max_form_parts = 2000

    @cached_property
    def cookies(self) -> Fields:
        """What the browser sent along, read from the one line that servers hand over."""
        return parse_cookie(self.environ, cls=Fields)  # type: ignore[return-value]


def asked() -> Asked:
    """This request itself, for whoever looks at it more than once: the proxy finds it anew each time."""
    return request._get_current_object()  # type: ignore[attr-defined]
