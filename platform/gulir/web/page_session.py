"""The page's session in a signed cookie: the form token and flashed messages."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature


class Sealed:
    """JSON under one signature, its key derived once: Flask's serializer makes key, signer and compressor anew at every reading and writing."""

    def __init__(self, secret: str) -> None:
        self.key = hmac.digest(secret.encode(), b"page session", "sha256")

    def dumps(self, value: dict[str, Any]) -> str:
        """The cookie's text."""
        body = urlsafe_b64encode(json.dumps(value, separators=(",", ":"), default=str).encode())
        return (body + b"." + self._seal(body)).decode()

    def loads(self, text: str, max_age: int) -> dict[str, Any]:
        """What a cookie says. Raises BadSignature. It ends with its sign-in: of its age, two machines' clocks would judge differently."""
        body, _dot, seal = text.encode().rpartition(b".")
        if not hmac.compare_digest(seal, self._seal(body)):
            raise BadSignature("the page's cookie is not ours")
        return json.loads(urlsafe_b64decode(body))

    def _seal(self, body: bytes) -> bytes:
        return urlsafe_b64encode(hmac.digest(self.key, body, "sha256"))


class PageSessions(SecureCookieSessionInterface):
    """Keeps the seal of the application's key."""

    def __init__(self) -> None:
        self.made: dict[str, Sealed] = {}

    def get_signing_serializer(self, app: Flask) -> Any:
        """The seal, which has of a serializer what Flask asks of one."""
        key = str(app.secret_key)
        if key not in self.made:
            self.made = {key: Sealed(key)}
        return self.made[key]
