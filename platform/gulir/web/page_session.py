"""The page's session in a signed cookie: flashed messages, a secret that is being set up, and the form token of whoever is not signed in."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from flask import Flask, Request, Response, session
from flask.sessions import SessionInterface, SessionMixin
from itsdangerous import BadSignature, Signer

from gulir.acting.web import cookie_name

Held = dict[str, Any]


class Sealed:
    """JSON under one signature, its key derived once: Flask's serializer makes key, signer and compressor anew at every reading and writing."""

    def __init__(self, secret: str) -> None:
        self.secret = secret.encode()
        key = hmac.digest(self.secret, b"page session", "sha256")
        self.signer = Signer(key, key_derivation="none", digest_method=hashlib.sha256)

    def dumps(self, value: Held) -> str:
        """The cookie's text."""
        return self.signer.sign(urlsafe_b64encode(json.dumps(value, separators=(",", ":"), default=str).encode())).decode()

    def loads(self, text: str) -> Held:
        """What a cookie says; nothing where the seal is not ours. It ends with its sign-in: of its age, two machines' clocks would judge differently."""
        try:
            return json.loads(urlsafe_b64decode(self.signer.unsign(text)))
        except BadSignature:
            return {}

    def binding_of(self, token: str | None) -> str:
        """Says which sign-in a page session belongs to, without saying its cookie."""
        return hmac.digest(self.secret, b"page session|" + token.encode(), "sha256").hex()[:32] if token else ""


class PageSession(SessionMixin):
    """Read at its first use, which most acts never make; under another sign-in than the one it was made under it is empty."""

    accessed = False

    def __init__(self, seal: Sealed, name: str, request: Request) -> None:
        self.seal, self.name, self.request = seal, name, request

    @property
    def came(self) -> str | None:
        """The cookie as it came."""
        return self.request.cookies.get(self.name)

    @cached_property
    def token(self) -> str | None:
        """The sign-in cookie that it belongs to."""
        return self.request.cookies.get(cookie_name())

    @cached_property
    def held(self) -> Held:
        """What it holds."""
        found = self.seal.loads(self.came) if self.came else {}
        return found["held"] if found.get("for") == self.seal.binding_of(self.token) else {}

    @property
    def text(self) -> str | None:
        """The cookie that it should have: None where it holds nothing."""
        return self.seal.dumps({"for": self.seal.binding_of(self.token), "held": self.held}) if self.held else None

    def begin_anew(self, token: str | None) -> None:
        """Empty, and of another sign-in from now on."""
        self.token, self.held = token, {}

    def __getitem__(self, name: str) -> Any:
        return self.held[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self.held[name] = value

    def __delitem__(self, name: str) -> None:
        del self.held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)


class PageSessions(SessionInterface):
    """Opens and keeps them."""

    def __init__(self, secret: str) -> None:
        self.seal = Sealed(secret)

    def open_session(self, app: Flask, request: Request) -> PageSession:
        """Nothing is read yet."""
        return PageSession(self.seal, self.get_cookie_name(app), request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Writes the cookie where it is to be another, and takes it away where nothing is held."""
        if not isinstance(session, PageSession) or "held" not in session.__dict__ or (text := session.text) == session.came:
            return
        path, secure, samesite = self.get_cookie_path(app), self.get_cookie_secure(app), self.get_cookie_samesite(app)
        if text is None:
            response.delete_cookie(session.name, path=path, secure=secure, samesite=samesite, httponly=True)
        else:
            response.set_cookie(session.name, text, path=path, secure=secure, samesite=samesite, httponly=True)


def begin_anew(token: str | None) -> None:
    """At every change of the sign-in cookie: empties the page's session and binds it to the new one."""
    if isinstance(found := session._get_current_object(), PageSession):  # type: ignore[attr-defined]
        found.begin_anew(token)
