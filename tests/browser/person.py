"""A person at the desk: everything is done by what the pages offer, and counted while it is done.

`seconds` is what a practised person would need by the keystroke-level model (Card, Moran and
Newell, 1980): it follows from clicks, letters and pages, not from the machine on which it runs.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, watch
from tests.browser.ways import chosen

KEY, POINT, THINK = 0.28, 1.3, 1.35
"""Seconds for a letter of an average typist, to point and press, to decide what to do."""
READ = 5.0
"""Seconds for each page that is new: our guess, on the long side."""
MOST_TABS = 400
"""Twice round the longest form."""
KEPT = os.environ.get("GRIFFIE_SCREENSHOTS")
"""Where the pictures of the stories are kept; none are taken without it."""


def first_of(page: Page, name: str) -> None:
    """Take the first of a few buttons; of many, which stand in a list, the first after "choose"."""
    field = page.locator(f'[name="{name}"]').first
    if field.evaluate("one => one.localName") == "select":
        field.select_option(index=1)
    else:
        field.check()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press the tabulator until this has the focus; fails where it leads by."""
    for _ in range(MOST_TABS):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()


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
        return self.handwork + self.pages * READ

    @property
    def handwork(self) -> float:
        """The seconds of clicking and typing alone."""
        return self.clicks * (POINT + THINK) + self.letters * KEY

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
        link = self.page.locator(f'.groups a[href$="/do/{path}"]').first
        if not link.is_visible():
            self.unfold()
        self.click(link)

    def unfold(self) -> None:
        """Open what the page keeps folded."""
        closed = self.page.locator("main details.fold:not([open]) > summary")
        while closed.count():
            self.click(closed)

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


class Typist(Person):
    """The same person without a mouse: the tabulator leads to everything, and keys do the rest."""

    def click(self, what: Locator | str) -> None:
        self.clicks += 1
        found = self.page.locator(what) if isinstance(what, str) else what
        tab_to(self.page, found.first)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def tick(self, name: str, value: str) -> None:
        self._choose(self.page.locator(f'[name="{name}"][value="{value}"]'))

    def choose(self, name: str, value: str) -> None:
        field = self.page.locator(f'[name="{name}"]')
        words = field.locator(f'option[value="{value}"]').inner_text()
        tab_to(self.page, field)
        self.page.keyboard.type(words)
        self.letters += len(words)
        expect(field).to_have_value(value)

    def take_first(self, name: str) -> None:
        field = self.page.locator(f'[name="{name}"]').first
        if field.evaluate("one => one.localName") == "select":
            tab_to(self.page, field)
            self.page.keyboard.press("ArrowDown")
            expect(field).not_to_have_value("")
        else:
            self._choose(field)

    def fill(self, name: str, words: str) -> None:
        field = self.page.locator(f'[name="{name}"]').first
        tab_to(self.page, field)
        if field.get_attribute("type") == "date":  # three boxes, in the order of this language
            year, month, day = words.split("-")
            self.page.keyboard.type(f"{month}{day}{year}")
            expect(field).to_have_value(words)
            return
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)
        self.letters += len(words)

    def send(self) -> None:
        self.click(".gofoot .btn.pri")
        expect(self.page.locator(".okay")).to_be_visible()

    def _choose(self, box: Locator) -> None:
        """Of a group of radio buttons the tabulator reaches one; arrows lead to the others."""
        self.clicks += 1
        page, expected = self.page, box.first
        if expected.get_attribute("type") == "radio":
            name = expected.get_attribute("name")
            group = f"one => one.ownerDocument.activeElement?.name === {json.dumps(name)}"
            for _ in range(MOST_TABS):
                if expected.evaluate(group):
                    break
                page.keyboard.press("Tab")
            for _ in range(MOST_TABS):
                if expected.evaluate("one => one === document.activeElement"):
                    break
                page.keyboard.press("ArrowDown")
        else:
            tab_to(page, expected)
        if not expected.is_checked():
            page.keyboard.press("Space")
        expect(expected).to_be_checked()


@contextmanager
def somebody(
    browser: Browser,
    console: Console,
    role: Role,
    story: str,
    kind: type[Person] = Person,
    **context: Any,
) -> Iterator[Person]:
    """Somebody of this kind in a role, signed in.

    In the end nothing may have gone wrong in the browser.
    """
    way = chosen()
    kind = {None: kind, True: Typist, False: Person}[way.by_keyboard]
    opened = browser.new_context(**{"locale": "en", **context, **way.context})
    watched = watch(opened, console)
    enter(watched.page, console, role)
    yield kind(watched.page, console.url, story)
    refused = re.compile(r"\b(409|422)\b")  # an answer, which browsers write down as an error
    assert not watched.strangers
    assert not [one for one in watched.complaints if not refused.search(one)]
    opened.close()
