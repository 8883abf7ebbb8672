"""The page of one case, as somebody reads it, and the forms of its steps."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import expect

from tests.browser.hands import Seat


@dataclass
class CaseFile:
    """A case on somebody's screen."""

    seat: Seat
    path: str

    def read(self) -> "CaseFile":
        """Opens the case's page."""
        assert self.seat.open(self.path) == 200
        return self

    def turn(self, *holders: str, state: str | None = None) -> "CaseFile":
        """The page says whose turn it is, and where on its way the case stands."""
        self.read()
        words = self.seat.page.locator(".turn .holder")
        for holder in holders:
            expect(words).to_contain_text(holder)
        if state:
            expect(self.seat.page.locator(".rail .here .name")).to_contain_text(state)
        return self

    def stops(self, step: str) -> list[str]:
        """What stops a step, in the page's own words."""
        part = self.seat.page.locator(f'section[aria-labelledby="stops-{step}"]')
        expect(part).to_have_count(1)
        return [words.strip() for words in part.locator("> ul.guards > li.unmet .why, > ul.guards > li.unsure .why").all_inner_texts()]

    def stopped(self, step: str, *words: str) -> "CaseFile":
        """These are among what stops the step, and the step has no button."""
        found = self.read().stops(step)
        for one in words:
            assert any(one in stop for stop in found), f"{one!r} is not among {found}"
        assert self.button(step).count() == 0, f"{step} is stopped by {found} and has a button"
        return self

    def free(self, step: str) -> "CaseFile":
        """Nothing stops the step any more, and the page says so."""
        self.read()
        expect(self.seat.page.locator(f"#stops-{step}")).to_contain_text("tidak ada yang menahan")
        return self

    def button(self, step: str, slot: str | None = None, record: bool = False) -> Any:
        """The button of a step; `record` for entering somebody else's decision."""
        where = f"{self.path}/{step}" + (f"?slot={slot}" if slot else "?catat=1" if record else "")
        return self.seat.page.locator(f'main .actions a[href$="{where}"], main .quiet-deeds a[href$="{where}"]')

    def signatures(self) -> str:
        """Who has signed so far, and who is outstanding."""
        return self.seat.page.locator("section.sheet", has=self.seat.page.locator("h2", has_text="Tanda tangan:")).inner_text()

    def form(self, step: str, slot: str | None = None, record: bool = False) -> Seat:
        """Presses the button of a step on the case's page."""
        self.read()
        button = self.button(step, slot, record)
        expect(button, f"{self.seat.person} has no button for {step}").to_have_count(1)
        folded = button.locator("xpath=ancestor::details[not(@open)]")
        if folded.count():
            folded.locator("summary").click()
        with self.seat.page.expect_navigation(wait_until="load"):
            button.click()
        return self.seat

    def take(self, step: str, slot: str | None = None, **answers: Any) -> "CaseFile":
        """Takes a step by its button and its form; the page says that it was done."""
        self.form(step, slot).fill(**answers).submit()
        expect(self.seat.page.locator(".flash.success").first).to_be_visible()
        return self
