"""Nothing is reached that does not say who may reach it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from gulir.web.access import Gate
from gulir.web.app import create_app
from gulir.web.areas import register_areas


class Careless:
    """A part with a page that declares nothing."""

    @staticmethod
    def init_app(site: Flask) -> None:
        """Plugs it in."""
        area = Blueprint("careless", __name__)
        area.add_url_rule("/akun/terbuka", "open", lambda: "anybody")
        site.register_blueprint(area)


def test_a_page_that_declares_nothing_stops_the_start(make_site: Callable[..., Flask]) -> None:
    make_site()
    settings: Any = _settings()
    with pytest.raises(RuntimeError, match=r"careless\.open"):
        create_app(settings, [Careless], areas=(), gate=Gate(lambda: None, lambda _who, _permission: True))


def test_an_area_that_does_not_import_stops_the_start() -> None:
    with pytest.raises(ModuleNotFoundError):
        register_areas(Flask("x"), ["gulir.web.nowhere.views:blueprint"])
    with pytest.raises(TypeError, match="not a blueprint"):
        register_areas(Flask("x"), ["gulir.web.paths:safe_next"])


def test_nobody_is_sent_to_the_sign_in_and_back(nobody: FlaskClient) -> None:
    answer = nobody.get("/surabaya/berkas?tahap=verified&x=1")
    assert answer.status_code == 303
    assert answer.location == "/masuk?next=/surabaya/berkas%3Ftahap%3Dverified%26x%3D1"


def test_another_city_answers_as_one_that_does_not_exist(rini: FlaskClient) -> None:
    other, none = rini.get("/kendari/berkas"), rini.get("/atlantis/berkas")
    assert other.status_code == none.status_code == 404
    assert other.text.replace("kendari", "atlantis") == none.text


def test_a_role_without_the_permission_gets_403(rini: FlaskClient) -> None:
    assert rini.get("/surabaya/bakar").status_code == 403


def test_without_the_city_a_missing_permission_does_not_show(rini: FlaskClient) -> None:
    assert rini.get("/kendari/bakar").status_code == 404


def test_all_cities_only_where_a_page_says_so(rini: FlaskClient) -> None:
    assert rini.get("/semua/giliran").status_code == 200
    assert rini.get("/semua/berkas").status_code == 404


def test_the_city_is_found_before_the_view_and_put_into_addresses(rini: FlaskClient) -> None:
    page = rini.get("/makassar/berkas").text
    assert "/makassar/berkas Makassar" in page


def test_the_start_page_leads_to_the_work_list_or_to_the_sign_in(rini: FlaskClient, nobody: FlaskClient) -> None:
    assert rini.get("/").location == "/semua/giliran"
    assert nobody.get("/").location == "/masuk"


def test_reserved_words_are_no_cities(rini: FlaskClient) -> None:
    for word in ("masuk", "akun", "static"):
        assert rini.get(f"/{word}/berkas").status_code == 404
    assert rini.get("/masuka/berkas").status_code == 404


def _settings() -> object:
    from types import SimpleNamespace

    return SimpleNamespace(secret_key="x", https=False, proxies=0, database_url=None, redis_url=None)
