"""A person at the desk: everything is done by what the pages offer, and counted while it is done.

`seconds` is what a practised person would need by the keystroke-level model (Card, Moran and
Newell, 1980): it follows from clicks, letters and pages, not from the machine on which it runs.
"""

import os
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

KEY, POINT, THINK = 0.28, 1.3, 1.35
"""Seconds for a letter of an average typist, to point and press, to decide what to do."""
READ = 5.0
"""Seconds for each page that is new: our guess, on the long side."""
KEPT = os.environ.get("GRIFFIE_SCREENSHOTS")
"""Where the pictures of the stories are kept; none are taken without it."""


def first_of(page: Page, name: str) -> None:
    """Take the first of a few buttons; of many, which stand in a list, the first after "choose"."""
    field = page.locator(f'[name="{name}"]').first
    if field.evaluate("one => one.localName") == "select":
        field.select_option(index=1)
    else:
        field.check()


class Person:
    """Somebody in front of a page; `story` names the folder of the pictures."""

    def __init__(self, page: Page, url: str, story: str) -> None:
        self.page, self.url, self.story = page, url, story
        self.clicks = self.letters = self.pages = self.pictures = 0
        page.on("load", lambda _: self._opened())

    def _opened(self) -> None:
        self.pages += 1

    @property
    def seconds(self) -> float:
        """How long it takes, by the model."""
        return self.clicks * (POINT + THINK) + self.letters * KEY + self.pages * READ

    def go(self, address: str) -> None:
        self.page.goto(f"{self.url}{address}")

    def click(self, what: Locator | str) -> None:
        self.clicks += 1
        found = self.page.locator(what) if isinstance(what, str) else what
        found.first.click()

    def press(self, name: str) -> None:
        """A button by what stands on it."""
        self.click(self.page.get_by_role("button", name=re.compile(name)))

    def follow(self, name: str) -> None:
        """A link by what stands on it."""
        self.click(self.page.get_by_role("link", name=re.compile(name)))

    def tick(self, name: str, value: str) -> None:
        self.clicks += 1
        self.page.locator(f'[name="{name}"][value="{value}"]').check()

    def choose(self, name: str, value: str) -> None:
        self.clicks += 1
        self.page.locator(f'[name="{name}"]').select_option(value)

    def take_first(self, name: str) -> None:
        """The first that can be chosen."""
        self.clicks += 1
        first_of(self.page, name)

    def fill(self, name: str, words: str) -> None:
        self.clicks += 1
        self.letters += len(words)
        self.page.locator(f'[name="{name}"]').first.fill(words)

    def send(self) -> None:
        """The one primary button of a form; the page says that it was done."""
        self.click(".gofoot .btn.pri")
        expect(self.page.locator(".okay")).to_be_visible()

    def now(self) -> None:
        """What the page says is to be done now."""
        self.click(".nowdo .btn")

    def step(self, path: str) -> None:
        """Another step of the page."""
        closed = self.page.locator("details.fold:not([open]) > summary")
        while closed.count():
            self.click(closed)
        self.click(f'.groups a[href$="/do/{path}"]')

    def says(self, words: str) -> None:
        """The page says this to whoever did something."""
        expect(self.page.locator(".okay")).to_contain_text(words)

    def keep(self, name: str) -> None:
        """A picture of the page as it stands."""
        if KEPT:
            self.pictures += 1
            folder = Path(KEPT) / self.story
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{self.pictures:02d}-{name}.png"
            self.page.screenshot(path=path, full_page=True)
