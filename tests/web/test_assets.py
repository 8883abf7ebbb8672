"""Static files are few, named by their content, and kept by browsers until that changes."""

import pytest
from flask import url_for
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder

from gulir.web.answers import Answer
from gulir.web.assets import read_assets


def test_a_file_asked_for_by_its_digest_is_kept_for_a_year(rini: FlaskClient) -> None:
    with rini.application.test_request_context():
        address = url_for("static", filename="gulir.css")
    answer = rini.get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert rini.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_an_old_address_is_not_kept(rini: FlaskClient) -> None:
    assert "max-age=300" in rini.get("/static/gulir.css?v=old").headers["Cache-Control"]


def test_small_files_travel_packed(rini: FlaskClient) -> None:
    packed = rini.get("/static/gulir.css", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(rini.get("/static/gulir.css", headers={"Accept-Encoding": "identity"}).data) / 2


@pytest.mark.parametrize("name", ["../app.py", "..%2fapp.py", "css/10-theme.css", "bootstrap.min.css.map", "%2e%2e/app.py"])
def test_nothing_else_is_served(rini: FlaskClient, name: str) -> None:
    assert rini.get(f"/static/{name}").status_code == 404


def test_an_address_of_a_file_that_is_not_there_is_a_mistake_of_ours(rini: FlaskClient) -> None:
    with rini.application.test_request_context(), pytest.raises(LookupError):
        url_for("static", filename="nothing.css")


def test_the_scripts_and_styles_come_from_here() -> None:
    for name, asset in read_assets().items():
        body = asset.body.decode(errors="ignore")
        assert "@import" not in body, name
        assert "url(http" not in body.replace(" ", ""), name


def test_what_is_whole_leaves_in_one_piece(rini: FlaskClient) -> None:
    closed: list[str] = []
    asked = EnvironBuilder(path="/static/gulir.css").get_environ()
    assert isinstance(rini.application.wsgi_app(asked, lambda *_: lambda _piece: None), list)
    whole, grows = Answer("page"), Answer(iter(["page"]))
    whole.call_on_close(lambda: closed.append("whole"))
    assert whole.get_app_iter(asked) == [b"page"]
    assert closed == ["whole"]
    assert not isinstance(grows.get_app_iter(asked), list)
