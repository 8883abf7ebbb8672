"""Says whether the site can work: the database answers, and Redis where one is configured."""

from collections.abc import Callable

import psycopg
import redis
from flask import Flask, Response, current_app, jsonify
from redis.backoff import NoBackoff
from redis.retry import Retry

from gulir.web.access import public
from gulir.web.settings import WebSettings

PATIENCE = 2  # seconds; who asks for our health wants an answer, not a wait
Check = Callable[[], object]


def init_app(app: Flask, settings: WebSettings) -> None:
    """Serves /healthz from the checks in `app.extensions["gulir.health"]`, a dict of name to a function that raises."""
    checks: dict[str, Check] = app.extensions.setdefault("gulir.health", {})
    if settings.database_url:
        url = settings.database_url.replace("postgresql+psycopg://", "postgresql://", 1)
        checks["database"] = lambda: _ask_database(url)
    if settings.redis_url:
        client = redis.Redis.from_url(settings.redis_url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0))
        checks["redis"] = client.ping
    app.add_url_rule("/healthz", "healthz", healthz)


@public
def healthz() -> tuple[Response, int]:
    """200 when every check passes, else 503; names what does not answer and nothing more."""
    found = {name: _passes(name, check) for name, check in current_app.extensions["gulir.health"].items()}
    well = all(found.values())
    return jsonify(status="ok" if well else "unavailable", checks=found), 200 if well else 503


def _ask_database(url: str) -> None:
    with psycopg.connect(url, connect_timeout=PATIENCE, autocommit=True) as connection:
        connection.execute("select 1")


def _passes(name: str, check: Check) -> bool:
    try:
        check()
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the answer is that it does not answer
        current_app.logger.warning("health: %s does not answer: %s", name, type(error).__name__)
        return False
    return True
