"""/healthz is 200 only when all that the site needs answers; it opens no session."""

from collections.abc import Callable

from flask import Flask

NOWHERE = "postgresql://nobody@127.0.0.1:9/none"


def test_all_well(make_site: Callable[..., Flask]) -> None:
    site = make_site()
    site.extensions["gulir.health"]["database"] = lambda: None
    answer = site.test_client().get("/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok", "checks": {"database": True}})
    assert "Set-Cookie" not in answer.headers


def test_what_does_not_answer_is_named_and_nothing_more(make_site: Callable[..., Flask]) -> None:
    answer = make_site(database_url=NOWHERE, redis_url="redis://127.0.0.1:9/0").test_client().get("/healthz")
    assert (answer.status_code, answer.get_json()) == (503, {"status": "unavailable", "checks": {"database": False, "redis": False}})
