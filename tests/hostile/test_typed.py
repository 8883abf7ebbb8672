"""Whatever is typed into a form or an address is answered with a page that says so: never by breaking."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from tests.casework.ground import Ground

FULL = os.environ.get("GULIR_FULL") == "1"  # bin/test --full
WORST = ("Kata\x00Uji", "9" * 40, "K", "K" * 300, "0001-01-01")
ODD = ("\x00", "K" * 5000, "9999-12-31", "-1", "\u202e\U0001f9e8 'x\" \\ %s {{7*7}}", "1e9", "x:" + "y" * 199, "٤٢")
HOSTILE = (*WORST, *(ODD if FULL else ()))
WORDS = ("%00", "%ff%fe", "9" * 40, "x" * 3000, "0001-01-01", "%27%22", "-1", "a/b", "%F0%9F%A7%A8", "00000000-0000-0000-0000-000000000000")
ARGUMENTS = (
    "q", "kampung", "kelompok", "after", "sesudah", "saat", "tenggat", "tanggal", "next", "keadaan", "usulan", "pemegang", "alasan", "alur", "langkah",
    "slot", "kota", "catat", "component",
)  # fmt: skip
SHARE = 4  # of the arguments, so that each is tried alone on every fourth page
STEPS = {
    "organiser": ("note", "block", "correct", "file", "bridge", "enter_batch", "assign", "form", "withdraw", "watch", "unwatch"),
    "programme_manager": ("examine", "waive", "unblock", "block", "correct", "settle_contest"),
    "secretariat": ("block", "waive"),
}
PLACES = {
    "organiser": (
        "berkas/baru", "kelompok/baru", "kelompok/{group}/ubah", "kelompok/{group}/rekening", "kelompok/{group}/pengurus", "kelompok/{group}/aturan",
        "kelompok/{group}/catat/savings", "kelompok/{group}/catat/attendance", "kelompok/{group}/catat/loans", "kelompok/{group}/anggota/baru",
        "kampung/baru", "usulan/baru",
    ),
    "programme_manager": ("kampung/{kampung}/ubah", "usulan/baru"),
    "city_admin": ("orang/undang",),
    "secretariat": ("/akun", "/akun/sandi", "/masuk", "/lupa"),
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A field of a form, and what a careful person would type."""

    name: str
    usual: str


def fields(page: str) -> list[Field]:
    """Of the page's main form."""
    main = page.partition("<main")[2]
    found = []
    for tag, attributes, rest in re.findall(r"<(input|textarea|select)\b([^>]*)>(.*?)(?=<(?:input|textarea|select|/form)\b)", main, re.DOTALL):
        name = re.search(r'name="([^"]*)"', attributes)
        if name and 'type="file"' not in attributes:
            found.append(Field(name[1], usual(tag, attributes, rest)))
    return found


def usual(tag: str, attributes: str, rest: str) -> str:
    """Something plausible."""
    value = re.search(r'value="([^"]*)"', attributes)
    if tag == "select":
        options = [unescape(one) for one in re.findall(r'<option[^>]*value="([^"]+)"', rest)]
        return options[0] if options else ""
    if value and value[1]:
        return unescape(value[1])
    return "2014-05-12" if 'type="date"' in attributes else "5" if "numeric" in attributes else "Kata Uji"


@pytest.fixture
def open_forms(app: Flask) -> Iterator[None]:
    """Forms without their token."""
    kept = app.config.get("WTF_CSRF_ENABLED", True)
    app.config["WTF_CSRF_ENABLED"] = False
    yield
    app.config["WTF_CSRF_ENABLED"] = kept


@pytest.fixture
def names(ground: Ground, number: str, superuser: Engine) -> dict[str, str]:
    """What things are called in addresses."""
    with superuser.connect() as connection:
        group, kampung = connection.execute(
            text("select g.slug, k.slug from groups g join kampung k on k.id = g.kampung_id where g.id = :id"), {"id": ground.city.groups[0]}
        ).one()
    return {"group": group, "kampung": kampung, "number": number}


def answers(client: FlaskClient, path: str) -> Iterator[tuple[str, str, str, int]]:
    """Each field in turn with each hostile text, the others as usual, on a page opened anew after each that changed something."""
    form = opened(client, path)
    for name in [one.name for one in form]:
        for hostile in HOSTILE:
            code = status(client, path, {each.name: each.usual for each in form} | {name: hostile})
            yield path, name, hostile, code
            if code < 400:
                form = opened(client, path)


def opened(client: FlaskClient, path: str) -> list[Field]:
    """The fields of a page that is there."""
    page = client.get(path)
    return fields(page.text) if page.status_code == 200 else []


def status(client: FlaskClient, path: str, sent: dict[str, Any]) -> int:
    """What is answered; an exception is a 500."""
    try:
        return client.post(path, data=sent).status_code
    except Exception as broken:  # noqa: BLE001 - the test client hands over what a server would answer with 500
        print(path, type(broken).__name__, str(broken)[:300])
        return 500


@pytest.mark.parametrize("role", PLACES)
@pytest.mark.usefixtures("open_forms")
def test_no_form_breaks(ground: Ground, names: dict[str, str], client_as: Any, cast: Any, role: str) -> None:
    client = client_as(cast.siti if role == "secretariat" else ground.city.one(role))
    places = [place.format(**names) for place in PLACES[role]] + [f"berkas/{names['number']}/{step}" for step in STEPS.get(role, ())]
    broken, sent = [], 0
    for place in places:
        for path, name, hostile, code in answers(client, place if place.startswith("/") else f"/{ground.city.slug}/{place}"):
            sent += 1
            if code >= 500:
                broken.append((path, name, hostile[:20], code))
    assert not broken, "\n".join(map(str, broken))
    assert sent > 20


def test_no_address_breaks(app: Flask, ground: Ground, names: dict[str, str], client_as: Any) -> None:
    client = client_as(ground.city.one("programme_manager"))
    paths = sorted({rule.rule.replace("<city:city>", ground.city.slug) for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())})
    asked = [re.sub(r"<[^>]+>", word, path) for path in paths if "<" in path for word in WORDS]
    for n, path in enumerate(paths):
        plain = re.sub(r"<[^>]+>", names["number"], path)
        alone = ARGUMENTS if FULL else ARGUMENTS[n % SHARE :: SHARE]  # by itself: beside others one may be refused before another is read
        asked += [f"{plain}?{name}={word}" for name in alone for word in ("9" * 40, "%27%22", "0001-01-01")[: 3 if FULL else 1]]
        asked += [f"{plain}?{'&'.join(f'{name}={word}' for name in ARGUMENTS)}" for word in WORDS]
    broken = [one[:120] for one in asked if read(client, one) >= 500]
    assert not broken, "\n".join(broken)


def read(client: FlaskClient, path: str) -> int:
    """What is answered."""
    try:
        return client.get(path).status_code
    except Exception:  # noqa: BLE001
        return 500
