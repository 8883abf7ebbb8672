"""Every page of people and accounts answers whom it should."""

import pytest


@pytest.mark.parametrize("path", ["/akun", "/akun/sandi", "/akun/kode", "/peran", "/makassar/orang", "/masuk/sebagai"])
def test_the_pages_of_an_administrator_answer(client_as, cast, path):
    answer = client_as(cast.dewi).get(path)
    assert answer.status_code == 200
    assert "Dewi Misalan" in answer.text
