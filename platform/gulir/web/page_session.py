"""The page's session, in Flask's own signed cookie: the form token and flashed messages."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class PageSessions(SecureCookieSessionInterface):
    """Keeps the serializer, which Flask makes anew twice a request: that costs more than the signature."""

    def __init__(self) -> None:
        self.made: dict[str, URLSafeTimedSerializer | None] = {}

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The serializer of the application's key."""
        key = str(app.secret_key)
        if key not in self.made:
            self.made = {key: super().get_signing_serializer(app)}
        return self.made[key]
