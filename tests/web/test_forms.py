"""Forms take what people type, and say in their language what is wrong."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from gulir.web.forms import Form, MoneyField
from gulir.web.words import flat


class Gift(Form):
    """A form with an amount and a line."""

    amount = MoneyField("Jumlah", [InputRequired()])
    words = StringField("Kata", [Length(max=5)])


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("20000000", 20_000_000),
        ("20.000.000", 20_000_000),
        ("Rp 20.000.000", 20_000_000),
        ("Rp20,000,000", 20_000_000),
        ("20.000.000,-", 20_000_000),
        ("20.000.000,00", 20_000_000),
        ("0", 0),
    ],
)
def test_money_is_read_as_people_write_it(make_site: Callable[..., Flask], typed: str, amount: int) -> None:
    assert _filled(make_site, amount=typed).amount.data == amount


@pytest.mark.parametrize("typed", ["20.00", "20,5", "-5", "dua puluh", "20.0000", "1e6", "٣"])
def test_what_is_not_whole_rupiah_is_refused_with_a_sentence(make_site: Callable[..., Flask], typed: str) -> None:
    form = _filled(make_site, amount=typed)
    assert form.errors["amount"] == ["Tulis jumlahnya dalam rupiah bulat, seperti 20.000.000."]


def test_lines_are_trimmed_and_errors_are_in_indonesian(make_site: Callable[..., Flask]) -> None:
    form = _filled(make_site, words="  abcdef ")
    assert form.words.data == "abcdef"
    assert form.errors["words"] == ["Paling banyak 5 huruf."]
    assert form.errors["amount"] == ["Bagian ini wajib diisi."]


def test_a_message_that_is_translated_late_is_one_message(make_site: Callable[..., Flask]) -> None:
    with make_site().test_request_context("/"):
        assert [str(one) for one in flat([lazy_gettext("This field is required.")])] == ["Bagian ini wajib diisi."]
    assert flat({"year": ["wrong"], "day": ("late",)}) == ["wrong", "late"]


def _filled(make_site: Callable[..., Flask], **typed: str) -> Gift:
    with make_site().test_request_context("/", method="POST"):
        form = Gift(MultiDict(typed), meta={"csrf": False})
        form.validate()
        assert form.amount() is not None
        form.errors  # noqa: B018 - made now, in the language of this request
        return form
