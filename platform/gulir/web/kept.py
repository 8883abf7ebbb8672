"""What was typed into a form whose token or session has run out, so that it can be looked at and sent again."""

from dataclasses import dataclass

from flask import request

from gulir.web.paths import here

LONGEST = 20_000  # characters of one field; what is longer is not a thing that was typed
SECRETS = ("csrf_token", "password", "sandi", "code", "kode", "pin")


@dataclass(frozen=True)
class KeptForm:
    """Where the form went, and its fields as typed; files and secrets are never kept."""

    action: str
    fields: list[tuple[str, str]]

    @property
    def typed(self) -> list[str]:
        """What a person would miss: texts of more than a word's length."""
        return [value for _, value in self.fields if len(value) > 20 and " " in value]


def kept_form() -> KeptForm | None:
    """The form of this request, if it was sent from a page of ours; another site's form is never offered for sending."""
    if request.method != "POST" or not _from_here() or request.mimetype == "application/json":
        return None
    fields = [(name, value) for name, value in request.form.items(multi=True) if _is_typed(name, value)]
    return KeptForm(here(), fields) if fields else None


def _from_here() -> bool:
    # The session cookie is not sent with another site's form, but a click on "send again" here would send it.
    return request.headers.get("Origin", "").rstrip("/") == request.host_url.rstrip("/")


def _is_typed(name: str, value: str) -> bool:
    return bool(value) and len(value) <= LONGEST and not any(secret in name.lower() for secret in SECRETS)
