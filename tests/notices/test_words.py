"""Every kind of notice on every channel in both languages: a place that nobody fills fails here, not when it is sent."""

from types import SimpleNamespace

import pytest
from flask_babel import force_locale

from gulir.cases.looking import processes
from gulir.notices.digest import SHORT, compose
from gulir.notices.planning import CHANNELS
from gulir.notices.topics import KINDS
from gulir.notices.words import news_of

BASE = "https://gulir.contoh.id"


def row(topic: str, lane: int = 0, number: str = "SBY-KUBE-0001", **more: object) -> SimpleNamespace:
    flow = processes().current("kube")
    words = {"title": "KUBE Melati", "city": "Surabaya", "workflow": "kube", "wv": flow.version, "step": "propose", "source": "formed", "dest": "proposed"}
    return SimpleNamespace(topic=topic, lane=lane, number=number, slug="surabaya", **(words | more))


@pytest.mark.parametrize("locale", ["id", "en"])
@pytest.mark.parametrize("channel", CHANNELS)
def test_every_kind_is_said_on_every_channel(context, channel, locale):
    said = set()
    with force_locale(locale):
        for topic in KINDS:
            one = compose([news_of(row(topic), BASE)], channel, BASE)
            assert "%(" not in one.subject + one.text
            assert "\n" not in one.subject
            assert f"{BASE}/surabaya/berkas/SBY-KUBE-0001" in one.text
            assert len(one.text) < 300 or channel == "mail", "a short message is short"
            said.add(one.subject)
    assert len(said) == len(KINDS), "each kind has words of its own"
    assert set(SHORT) < set(CHANNELS)


def test_the_languages_differ(context):
    texts = []
    for locale in ("id", "en"):
        with force_locale(locale):
            texts.append({compose([news_of(row(topic), BASE)], "mail", BASE).subject for topic in KINDS} - {"KUBE Melati: Proposed"})
    assert len(texts[0] & texts[1]) == 0


@pytest.mark.parametrize("channel", CHANNELS)
def test_of_a_confidential_case_there_is_a_neutral_line_and_a_link(context, channel):
    hidden = [row(topic, lane, "RAHASIA-1", title="Rahasia") for topic in KINDS for lane in (1, 2)]
    with force_locale("id"):
        for news in ([news_of(hidden[0], BASE)], [news_of(one, BASE) for one in hidden], [news_of(row("turn"), BASE), news_of(hidden[0], BASE)]):
            made = compose(news, channel, BASE)
            assert "rahasia" not in (made.subject + made.text).lower()
            assert f"{BASE}/surabaya/pemberitahuan" in made.text


def test_a_digest_goes_by_city_and_case(context):
    rows = [row("turn"), row("blocked"), row("turn", number="MKS-KUBE-0007", title="KUBE Bakung", city="Makassar")]
    with force_locale("en"):
        made = compose([news_of(one, BASE) for one in rows], "mail", BASE)
        short = compose([news_of(one, BASE) for one in rows], "sms", BASE)
    assert made.subject == "3 pieces of news on your cases"
    order = [made.text.index(word) for word in ("MAKASSAR", "KUBE Bakung (MKS-KUBE-0007)", "SURABAYA", "KUBE Melati (SBY-KUBE-0001)", "Stopped: KUBE Melati")]
    assert order == sorted(order)
    assert made.text.count("SBY-KUBE-0001)") == 1
    assert short.text == f"3 pieces of news on your cases: Makassar 1, Surabaya 2. {BASE}/semua/pemberitahuan"
