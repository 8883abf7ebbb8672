"""A real browser before the real application: Chromium, a threaded server in this process, and seats for people."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.ground import serving
from tests.browser.hands import Seat


@pytest.fixture(scope="session")
def site(chromium: Browser, app: Flask) -> Iterator[str]:
    """The address of the application, which answers in threads. (Needs the browser only so that without one nothing is started.)"""
    with serving(app) as address:
        yield address


@pytest.fixture
def seat(chromium: Browser, site: str) -> Iterator[Callable[..., Seat]]:
    """A browser of somebody's own: `seat(person)` comes in by the sign-in page. No page of theirs may complain in the console."""
    seats: list[Seat] = []

    def _seat(person=None, **wishes) -> Seat:
        seats.append(Seat.opened(chromium, site, **wishes))
        return seats[-1].sign_in(person) if person else seats[-1]

    yield _seat
    for one in seats:
        one.page.context.close()
    assert [trouble for one in seats for trouble in one.troubles] == []
