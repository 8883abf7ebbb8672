"""A person's hands and eyes at the browser: they sign in, read what a page says, and fill in its forms."""

import re
from dataclasses import dataclass, field
from typing import Any

import pyotp
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.browser.tongue import in_language
from tests.people import PASSWORD, Person

PATIENCE = 15_000  # ms; a condition that holds is seen at once, so this only bounds a failure
EXPECTED = re.compile(r"the server responded with a status of (400|401|403|404|409|422)")
expect.set_options(timeout=PATIENCE)


@dataclass
class Seat:
    """A browser profile of one person; `troubles` gathers what its console complained of."""

    page: Page
    site: str
    person: Person | None = None
    secret: str | None = None
    troubles: list[str] = field(default_factory=list)
    language: str = "id"

    @classmethod
    def opened(cls, browser: Browser, site: str, width: int = 1280, **wishes: Any) -> "Seat":
        """Without anybody signed in."""
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **wishes)
        context.set_default_timeout(PATIENCE)
        seat = cls(context.new_page(), site)
        seat.page.on("console", seat._heard)
        seat.page.on("pageerror", lambda error: seat.troubles.append(f"{seat.page.url}: {error}"))
        return seat

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self.troubles.append(f"{self.page.url}: {message.text}")

    def sign_in(self, person: Person, password: str = PASSWORD) -> "Seat":
        """By the sign-in page; whoever's role asks for a second factor sets it up, or types its code."""
        self.person = person
        if "/masuk" not in self.page.url:
            self.open("/masuk")
        self.fill(account=person.email, password=password)
        self.submit()
        if "/masuk/kode" in self.page.url:
            shown = self.page.locator(".secret")
            self.secret = shown.inner_text().replace(" ", "") if shown.count() else self.secret
            self.fill(code=pyotp.TOTP(str(self.secret)).now())
            self.submit()
        expect(self.page.locator("details.menu.main")).to_have_count(1)
        return self

    def speak(self, language: str) -> "Seat":
        """From here on in this language."""
        self.language = language
        self.page.context.add_cookies([{"name": "gulir-bahasa", "value": language, "url": self.site}])
        return self

    def says(self, words: str) -> str:
        """These Indonesian words as this one's pages have them."""
        return in_language(self.language, words)

    def fits(self) -> None:
        """Nothing runs off the screen."""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.page.viewport_size["width"], self.page.url

    def open(self, path: str) -> int:
        """Goes to a page; its status."""
        answer = self.page.goto(self.site + path, wait_until="load")
        return answer.status if answer else 0

    def fill(self, **answers: Any) -> "Seat":
        """Fills in the form's fields by name; a letter or a group of fields is a dict of its parts, the scan under ''."""
        for name, value in answers.items():
            if isinstance(value, dict) and "buffer" not in value:
                for part, words in value.items():
                    self._one(f"{name}-{part}" if part else name, words)
            else:
                self._one(name, value)
        return self

    def _one(self, name: str, value: Any) -> None:
        found = self.page.locator(f'main [name="{name}"]')
        expect(found.first).to_be_attached()
        unfold(found.first)
        kind = found.first.evaluate("one => one.type")
        if kind in ("radio", "checkbox"):
            for one in value if isinstance(value, list) else [value]:
                (found.and_(self.page.locator(f'[value="{one}"]')) if found.count() > 1 else found).check()
        elif kind == "select-one":
            found.select_option(value)
        elif kind == "file":
            found.set_input_files(value)
        else:
            found.fill(str(value))

    def submit(self, words: str | None = None) -> "Seat":
        """Presses the form's main button, or the one of these words; returns when the next page is there."""
        button = self.page.get_by_role("button", name=words, exact=True) if words else self.page.locator("main .form-end button[type=submit]").first
        with self.page.expect_navigation(wait_until="load"):
            button.click()
        return self

    def follow(self, words: str) -> "Seat":
        """Follows the first link of these words in the page's own part."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator("main").get_by_role("link", name=words).first.click()
        return self

    @property
    def text(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()

    def said(self, words: str) -> None:
        """The last act answered with these words."""
        expect(self.page.locator(".flash.success").first).to_contain_text(words)


def unfold(found: Locator) -> None:
    """Opens what the field is folded away in, as a person would."""
    folded = found.locator("xpath=ancestor::details[not(@open)]")
    if folded.count():
        folded.first.locator("summary").first.click()
