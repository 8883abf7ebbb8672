"""What the machinery needs to be told; config/ answers with an object of this shape."""

from typing import Protocol


class WebSettings(Protocol):
    """The settings that the machinery reads; `proxies` is how many reverse proxies stand before us, whose word on address and scheme is taken."""

    @property
    def secret_key(self) -> str:
        """Signs the page's cookie."""

    @property
    def https(self) -> bool:
        """People reach us over HTTPS: secure cookies under a __Host- name, and HSTS."""

    @property
    def proxies(self) -> int:
        """Reverse proxies before us."""

    @property
    def database_url(self) -> str | None:
        """Serves."""

    @property
    def signin_url(self) -> str | None:
        """Writes sessions."""

    @property
    def relay_url(self) -> str | None:
        """Claims from the outbox."""

    @property
    def redis_url(self) -> str | None:
        """Queues."""

    @property
    def pool_size(self) -> int:
        """Connections that a process keeps."""
