"""One browser for all tests of a process: Playwright cannot be started twice in one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from gulir.services.chromium import find

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
MISSING = "no Chromium; as root: apt-get install chromium, or name one in GULIR_CHROMIUM"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser; each person gets a profile of their own in it."""
    found = find()
    if found is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
