"""The pages of an evaluation: opening one, scoring under seal with errors at their fields, the comparison, the signatures."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from gulir.cases.looking import processes
from tests.evaluation.ground import LEADS, Evaluation, Reviews, evaluate, to_comparing, to_resolved, to_scoring, to_signed

CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass
class Browser:
    """A client that asks from a thread of its own, where no application context of the test stands around."""

    client: FlaskClient

    def get(self, url: str) -> Any:
        """Fetches a page."""
        return self.apart(self.client.get, url)

    def post(self, url: str, data: dict[str, Any]) -> Any:
        """Sends a form."""
        return self.apart(self.client.post, url, data=data)

    def apart(self, ask: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """Asks, and waits."""
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(ask, *given, **named).result()


@pytest.fixture
def browse(client_as: Callable[..., FlaskClient], stage: Reviews) -> Callable[[str], Browser]:
    """A browser of somebody of the stage."""
    return lambda name: Browser(client_as(stage.person(name)))


def send(client: Browser, url: str, **fields: Any) -> Any:
    """Fetches the form for its token, and sends it."""
    token = CSRF.search(client.get(url).text)
    assert token, url
    return client.post(url, data={"csrf_token": token[1], **fields})


def where(case: Evaluation, page: str = "") -> str:
    """The address of a page of the case."""
    return f"/{case.stage.city.slug}/berkas/{case.number}{page}"


def fields(case: Evaluation, value: str = "4", **other: str) -> dict[str, str]:
    """Every criterion scored alike."""
    return {f"score-{one.id}": value for one in case.criteria} | {name.replace("__", "-"): given for name, given in other.items()}


def test_the_secretariat_opens_one_from_a_kampung_and_only_they(stage: Reviews, browse: Callable[[str], Browser]) -> None:
    with stage.superuser.connect() as connection:
        slug = connection.exec_driver_sql("select slug from kampung where id = %s", (str(stage.city.kampungs[0]),)).scalar_one()
    url, client = f"/{stage.city.slug}/evaluasi/baru?kampung={slug}", browse("siti")
    people = {f"{side}_lead": str(stage.person(name).id) for side, name in LEADS.items()}
    given = people | {"title": "Evaluasi Tepi Sungai", "period_from": "2013-12-01", "period_to": "2014-05-31", "idem": str(uuid4())}
    given |= {"rulebook": processes().rulebooks["joint-place"].hash}
    wrong = send(client, url, **given | {"period_to": "2013-01-01", "ministry_lead": ""})
    assert wrong.status_code == 422
    assert "Evaluasi Tepi Sungai" in wrong.text and "Masa berakhir sebelum dimulai" not in wrong.text and 'href="#ministry_lead"' in wrong.text
    wrong = send(client, url, **given | {"period_to": "2013-01-01"})
    assert 'href="#period_to"' in wrong.text
    done = send(client, url, **given)
    assert done.status_code == 303, done.text
    assert "Evaluasi Tepi Sungai" in client.get(done.location).text
    for other in ("programme_manager", "lukas", "organiser"):
        assert browse(other).get(url).status_code == 403
    assert client.get(f"/{stage.city.slug}/evaluasi/baru?kampung=tidak-ada").status_code == 404
    assert client.get(f"/{stage.city.slug}/kampung/{slug}").text.count("/evaluasi/baru?kampung=") == 1


def test_scores_are_saved_at_any_time_and_come_back(stage: Reviews, browse: Callable[[str], Browser]) -> None:
    case, client = to_scoring(evaluate(stage)), browse("anton")
    assert send(client, where(case, "/score"), **{"score-lasts": "4", "reason-rights_known": "belum selesai"}).status_code == 303
    page = client.get(where(case, "/score")).text
    assert re.search(r'<input[^>]*checked[^>]*name="score-lasts"[^>]*value="4"', page)
    assert "belum selesai" in page and "1 dari 7 sudah dinilai" in page
    assert "belum selesai" not in browse("maya").get(where(case)).text
    assert 'value="hand_in"' not in page and 'value="hand_in"' in browse("lukas").get(where(case, "/score")).text


@pytest.mark.parametrize("value", ["6", "0", "-1", "4.5", "empat", "99999999999", "٤"])
def test_a_score_outside_the_scale_is_a_sentence_at_its_field_and_nothing_is_lost(stage: Reviews, browse: Callable[[str], Browser], value: str) -> None:
    case, client = to_scoring(evaluate(stage)), browse("anton")
    wrong = send(client, where(case, "/score"), **{"score-lasts": value, "reason-takes_part": "Panjang sekali ceritanya"})
    assert wrong.status_code == 422
    assert 'href="#score-lasts"' in wrong.text and "Nilai adalah bilangan bulat dari 1 sampai 5" in wrong.text
    assert "Panjang sekali ceritanya" in wrong.text
    assert case.stored() == []


def test_handing_in_incomplete_says_at_each_field_what_is_missing(stage: Reviews, browse: Callable[[str], Browser]) -> None:
    case, client = to_scoring(evaluate(stage)), browse("lukas")
    given = fields(case, score__lasts="2")
    del given["score-takes_part"]
    wrong = send(client, where(case, "/score"), go="hand_in", **given)
    assert wrong.status_code == 422
    assert 'href="#score-takes_part"' in wrong.text and 'href="#reason-lasts"' in wrong.text
    assert case.state == "scoring" and len(case.stored()) == len(case.criteria) - 1  # what was typed is kept all the same
    assert send(client, where(case, "/score"), go="hand_in", **fields(case)).status_code == 303
    assert client.get(where(case, "/score")).status_code == 409
    assert "UPC: sudah menyerahkan" in browse("maya").get(where(case)).text


def test_the_page_shows_seals_first_and_then_both_columns(stage: Reviews, browse: Callable[[str], Browser]) -> None:
    case = to_scoring(evaluate(stage))
    case.score_all("anton", 4, lasts=(1, "KENARI UPC"))
    for who, seals in (("organiser", 14), ("maya", 7), ("anton", 7)):
        page = browse(who).get(where(case)).text
        assert page.count('class="sealed"') == seals, who
        assert ("KENARI UPC" in page) is (who == "anton")
    case.score_all("maya")
    case.take("lukas", "hand_in")
    case.take("indah", "hand_in")
    for who in ("organiser", "maya", "dinsos_officer"):
        page = browse(who).get(where(case)).text
        assert 'class="sealed"' not in page and "KENARI UPC" in page and "1 perbedaan harus diselesaikan" in page


def test_a_difference_is_proposed_signed_or_dissented_from_on_the_page(stage: Reviews, browse: Callable[[str], Browser]) -> None:
    case = to_comparing(evaluate(stage), lasts=2, takes_part=1)
    lead, other = browse("lukas"), browse("indah")
    page = lead.get(where(case)).text
    assert "/resolve?criterion=lasts" in page and "/dissent?criterion=takes_part" in page
    assert send(lead, where(case, "/resolve?criterion=lasts&slot=upc"), criterion="lasts", agreed="9", reason="x", idem=str(uuid4()),
                seen_version=case.look().case["version"], seen_facts=case.look().case["facts"]).status_code == 422  # fmt: skip
    case.take("lukas", "resolve", "upc", criterion="lasts", agreed=3, reason="Di tengah")
    shown = other.get(where(case)).text
    assert "UPC mengusulkan 3: Di tengah" in shown and "Tandatangani nilai ini" in shown and "Tarik atau tolak" in shown
    case.take("indah", "resolve", "ministry")
    case.take("indah", "dissent", criterion="takes_part", reason="Beda pandangan")
    page = browse("organiser").get(where(case)).text
    assert "disepakati: 3" in page and "Beda pandangan" in page and "semua perbedaan sudah selesai" in page


def test_signatures_stand_under_one_digest_and_a_correction_takes_them_away(stage: Reviews, browse: Callable[[str], Browser]) -> None:
    case = to_resolved(evaluate(stage))
    case.take("lukas", "sign_result", "upc")
    page = browse("indah").get(where(case)).text
    assert "sha256" in page and "Lukas Misalan" in page and "sign_result?slot=ministry" in page
    case.take("indah", "sign_result", "ministry")
    digest = re.search(r'class="digest[^>]*>(.*?)</p>', browse("indah").get(where(case)).text)
    assert digest
    case.take("indah", "amend", change="kata")
    assert "2 tanda tangan terdahulu tidak berlaku lagi" in browse("indah").get(where(case)).text


def test_every_state_is_a_page_for_everybody_who_sees_the_case_in_both_languages(stage: Reviews, browse: Callable[[str], Browser]) -> None:
    cases = [evaluate(stage), to_scoring(evaluate(stage)), to_comparing(evaluate(stage), lasts=2), to_resolved(evaluate(stage)), to_signed(evaluate(stage))]
    cases[4].take("siti", "publish")
    for who in ("siti", "lukas", "maya", "organiser", "dinsos_officer", "auditor"):
        client = browse(who)
        for language in ("id", "en"):
            assert [client.get(f"{where(case)}?lang={language}").status_code for case in cases] == [200] * 5
