"""The page's session in a signed cookie: the form token and flashed messages."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import Signer


class Sealed:
    """JSON under one signature, its key derived once: Flask's serializer makes key, signer and compressor anew at every reading and writing."""

    def __init__(self, secret: str) -> None:
        key = hmac.digest(secret.encode(), b"page session", "sha256")
        self.signer = Signer(key, key_derivation="none", digest_method=hashlib.sha256)

    def dumps(self, value: dict[str, Any]) -> str:
        """The cookie's text."""
        return self.signer.sign(urlsafe_b64encode(json.dumps(value, separators=(",", ":"), default=str).encode())).decode()

    def loads(self, text: str, max_age: int) -> dict[str, Any]:
        """What a cookie says. Raises BadSignature. It ends with its sign-in: of its age, two machines' clocks would judge differently."""
        return json.loads(urlsafe_b64decode(self.signer.unsign(text)))


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
