"""A large file on a telephone, in either language: asked for, seen to grow, fetched once it is ready, and removed."""

import pytest
from flask_babel import force_locale
from playwright.sync_api import expect

from gulir.acting.doorway import call
from gulir.acting.keys import acting_of
from gulir.acting.who import as_acting
from gulir.jobs.limits import TASK_LEASE
from gulir.tasks import running
from tests.walk.ground import Stage

pytestmark = pytest.mark.browser
WORDS = {
    "id": {"ask": "Siapkan", "waits": "Menunggu dimulai", "half": "1 dari 2 · 50 %", "fetch": "Unduh", "remove": "Hapus", "gone": "Belum ada berkas unduhan"},
    "en": {"ask": "Have it made", "waits": "Waiting to begin", "half": "1 of 2 · 50 %", "fetch": "Download", "remove": "Remove", "gone": "No file yet"},
}


@pytest.fixture
def stage(context, superuser, city, cast, acting_as):
    """A city in which two cases are more than are made at once."""
    kept = context.extensions["gulir.exports"]
    context.extensions["gulir.exports"] = kept | {"at_once": 1}
    made = Stage(superuser, city(name="Kota Telepon"), cast, acting_as)
    for _ in range(2):
        made.open()
    yield made
    context.extensions["gulir.exports"] = kept


@pytest.mark.parametrize("language", ["id", "en"])
def test_from_asking_to_a_file_that_is_gone(seat, stage, language):
    words, reader = WORDS[language], seat(stage.city.one("organiser"), width=360).speak(language)
    page, main = reader.page, reader.page.locator("main")
    reader.open(f"/{stage.city.slug}/berkas.csv")
    reader.fits()
    main.get_by_role("button", name=words["ask"]).click()
    expect(main).to_contain_text(words["waits"])
    reader.fits()
    task = page.url.rpartition("/")[2]
    go_on = a_worker_begins(stage.city.id, task)
    page.reload()
    expect(main).to_contain_text(words["half"])
    expect(main.get_by_role("progressbar")).to_have_attribute("value", "1")
    reader.fits()
    go_on()
    link = main.locator("a[download]")
    expect(link).to_contain_text(words["fetch"])  # the page asked again by itself
    reader.fits()
    with page.expect_download() as fetched:
        link.click()
    assert fetched.value.path().read_text().count("KUBE") >= 2
    main.get_by_role("button", name=words["remove"], exact=True).click()
    expect(main).to_contain_text(words["gone"])
    reader.fits()
    assert reader.open(f"/{stage.city.slug}/tugas/{task}") == 404


def a_worker_begins(city, task):
    """Takes the task up and comes half-way; gives what goes on to the end."""
    found = running.start(city, task)
    asker = acting_of(found["key"])
    assert call("task_step", asker.key, city, task, 1, 2, TASK_LEASE) == "t"

    def go_on():
        with as_acting(asker), force_locale(found["language"]):
            running.attempt(asker, city, task, found)

    return go_on
