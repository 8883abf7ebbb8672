"""While PostgreSQL is away, pages say so and ask to try again; nothing claims to be broken."""

import psycopg
import pytest

from gulir.acting import web


@pytest.mark.parametrize("problem", [psycopg.errors.ConnectionTimeout("no answer"), psycopg.errors.AdminShutdown("ended"), psycopg.InterfaceError("closed")])
def test_who_is_signed_in_is_told_to_try_again(client, monkeypatch, problem):
    def away(*_arguments: object) -> None:
        raise problem

    monkeypatch.setattr(web, "call", away)
    client.set_cookie("gulir", "a cookie")
    answer = client.get("/makassar/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
