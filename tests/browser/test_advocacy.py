"""A land case from an obstacle: logged on a phone, walked to a settlement that wakes the blocked proposal, and taken up again when a promise is broken."""

import pytest
from playwright.sync_api import expect

from tests.browser.casefile import CaseFile
from tests.browser.ground import letter
from tests.jobs.ground import lay
from tests.walk import journeys
from tests.walk.ground import Stage

pytestmark = pytest.mark.browser


@pytest.fixture
def ground(context, superuser, city, acting_as, redis_url):
    here = city(name="Kota Sungai")
    return lay(context, superuser, here, acting_as(here.one("organiser")), redis_url)


@pytest.fixture
def stage(ground, superuser, cast, acting_as):
    return Stage(superuser, ground.city, cast, acting_as)


@pytest.fixture
def tell(ground, databases):
    return lambda: ground.tell(databases)


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_settlement_wakes_the_blocked_proposal_and_a_broken_promise_reopens_the_case(seat, stage, tell, language, width):
    def at(role):
        return seat(stage.city.one(role), width=width).speak(language)

    proposal = journeys.to_verified(stage.open())
    proposal.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_city")
    blocked = f"/{stage.city.slug}/berkas/{proposal.number}"
    phone = at("organiser")
    case = logged_on_a_telephone(phone, stage, blocked)
    desk = at("advocate")
    demanded_and_settled(desk, case)
    tell()
    manager = at("programme_manager")
    manager.open(blocked)
    assert manager.says("Yang menghalangi sudah tidak ada") in manager.text
    officer = at("dinsos_officer")
    officer.open(blocked)
    assert officer.says("Yang menghalangi sudah tidak ada") in officer.text and "ADV" not in officer.text
    assert officer.open(case) == 404
    CaseFile(manager, blocked).take("unblock", blocker=proposal.look().facts["marks"][-1]["id"], note="Gubernur setuju menata")
    broken_and_taken_up_again(desk, phone, case)


def logged_on_a_telephone(phone, stage, blocked):
    """From the obstacle; begun without the whole story, and finished later. Nothing runs off the screen."""
    phone.open(blocked)
    phone.follow(phone.says("Catat kasus yang menanganinya"))
    phone.fits()
    phone.fill(story="Warga menerima surat perintah bongkar.", affected="empat puluh").submit()
    expect(phone.page.locator("#affected-error")).to_be_visible()
    phone.fill(affected="").submit()
    case = phone.page.url.removeprefix(phone.site)
    file = CaseFile(phone, case)
    form = file.form("submit")
    assert form.page.locator('[name="story"]').input_value() == "Warga menerima surat perintah bongkar."
    form.fill(place="Tepi sungai", affected="40", may_be_named="no").submit()
    file.take("enlist", person=str(stage.city.one("advocate").id))
    file.take("document", category="land", lane="1")
    return case


def demanded_and_settled(desk, case):
    """A demand without words and a promise without a day are said at their field; what was typed stays."""
    file = CaseFile(desk, case)
    file.take("seek_mandate", chronology="2002 banjir; surat perintah bongkar", evidence="Foto surat")
    form = file.form("authorise").fill(meeting_record=letter("BA 1/2014", "Ketua Misalan"), authority="Menyetujui penataan")
    form.fill(**{"demands-0-words": "Tidak digusur, tetapi ditata", "delegates-0-words": "Warga Misalan", "delegates-0-present": "no"}).submit()
    expect(form.page.locator("main .bad, main [aria-invalid=true]").first).to_be_visible()
    assert form.page.locator('[name="demands-0-words"]').input_value() == "Tidak digusur, tetapi ditata"
    form.fill(**{"delegates-0-present": "yes"}).submit()
    file.take("meet", whom="Gubernur Misalan", reason="Bersedia menata")
    form = file.form("settle").fill(**{"answers-0-state": "agreed", "commitments-0-words": "Datang ke kampung", "commitments-0-who": "Gubernur Misalan"})
    of = form.page.locator('[name="commitments-0-of"]')
    of.select_option(index=1) if of.first.evaluate("one => one.type") == "select-one" else of.first.check()
    form.submit()
    assert form.page.locator('[name="commitments-0-who"]').input_value() == "Gubernur Misalan"
    form.fill(**{"commitments-0-due_on": "2014-08-01", "commitments-0-evidence": "Foto kunjungan"}).submit()
    file.read()
    for words in ("Datang ke kampung", "Gubernur Misalan", "Tidak digusur, tetapi ditata"):
        assert words in desk.text, words


def broken_and_taken_up_again(desk, phone, case):
    """In English too, on a telephone too."""
    file = CaseFile(desk, case)
    form = file.form("broken")
    which = form.page.locator('[name="commitment"]')
    which.select_option(index=1) if which.first.evaluate("one => one.type") == "select-one" else which.first.check()
    form.fill(reason="Gubernur tidak datang").submit()
    file.turn(state=desk.says("Bergerak"))
    phone.open(f"/bahasa/en?next={case}")
    assert "Gubernur tidak datang" in phone.text and "broken" in phone.text.lower()
    phone.fits()
