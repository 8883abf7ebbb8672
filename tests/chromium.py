"""One browser for all tests of a process: Playwright cannot be started twice in one."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from gulir.services.chromium import find, find_or_install

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
MISSING = "no Chromium; as root: apt-get install chromium, or name one in GULIR_CHROMIUM"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser; each person gets a profile of their own in it."""
    found = find() if "PYTEST_XDIST_WORKER" in os.environ else find_or_install()  # a run of several workers looked for one before they began
    if found is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
