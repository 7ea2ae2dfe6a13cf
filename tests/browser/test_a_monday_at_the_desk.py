"""An officer's Monday in a real browser: from a telephone call to a closed request, no API."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, watch
from tests.browser.looked_at import violations
from tests.browser.person import first_of
from tests.browser.test_every_page import OVERFLOW


class Officer:
    """Somebody at the desk; everything is done by what the pages offer."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def fill(self, **typed: str) -> None:
        for name, words in typed.items():
            self.page.locator(f'[name="{name.replace("__", ".")}"]').fill(words)

    def send(self) -> None:
        """The one primary button of the form."""
        self.page.locator(".gofoot .btn.pri").click()
        expect(self.page.locator(".okay")).to_be_visible()

    def now(self) -> None:
        """What the page says is to be done now."""
        self.page.locator(".nowdo .btn").click()

    def step(self, path: str) -> None:
        """Another step of the page."""
        link = self.page.locator(f'.groups a[href$="/do/{path}"]').first
        closed = self.page.locator("details.fold:not([open]) > summary")
        while closed.count():
            closed.first.click()
        link.click()


def officer(
    browser: Browser, console: Console, **context: Any
) -> Iterator[tuple[Officer, list[str]]]:
    opened = browser.new_context(locale="en", **context)
    watched = watch(opened, console)
    enter(watched.page, console, Role.DPO)
    yield Officer(watched.page, console.url), [*watched.strangers, *watched.complaints]
    opened.close()


def monday(desk: Officer, name: str) -> None:
    """Somebody asks for erasure, and is answered."""
    page = desk.page
    page.goto(f"{desk.url}/requests/new")
    page.select_option('[name="channel"]', "email")
    desk.fill(requester__name=name, requester__email=f"{name.split()[1].lower()}@post.example")
    page.check('[name="rights"][value="erasure"]')
    desk.fill(message="Graag alles wissen.")
    desk.send()
    desk.now()
    first_of(page, "handler")
    desk.send()
    desk.step("verify-identity")
    desk.fill(method="Called back on the number that we know.")
    desk.send()
    desk.now()
    page.get_by_role("link", name=re.compile("^Grant")).first.click()
    expect(page.locator('[name="right"]:checked')).to_have_value("erasure")
    desk.send()
    desk.now()
    desk.fill(measures="Erased in all systems.")
    desk.send()
    desk.now()
    page.get_by_role("button", name=re.compile("Our answer")).click()
    for gap in page.locator(".gapf textarea").all():
        gap.fill("The contact data of the requester.")
    expect(page.locator('[name="send"]')).to_have_count(0)
    page.get_by_role("button", name="Update the letter").click()
    page.locator('[name="send"]').click()
    expect(page.locator(".okay")).to_contain_text("Requester informed")
    desk.now()
    desk.send()
    expect(page.locator(".okay")).to_contain_text("Request closed")


WAYS: dict[str, dict[str, Any]] = {
    "at a desk": {"viewport": {"width": 1440, "height": 900}},
    "on a telephone": {"viewport": {"width": 390, "height": 844}},
    "without a script": {"java_script_enabled": False},
}


@pytest.mark.parametrize("way", WAYS)
def test_an_officer_takes_a_request_to_its_answer_in_the_browser(
    browser: Browser, console: Console, way: str
) -> None:
    for desk, wrong in officer(browser, console, **WAYS[way]):
        name = f"Wivina {way.title().replace(' ', '')}"
        monday(desk, name)
        expect(desk.page.locator(".nowdo")).to_have_count(0)
        assert name not in desk.page.content()
        assert not wrong


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forms_that_object_stand_in_nobodys_way(
    browser: Browser, console: Console, scheme: Any
) -> None:
    for desk, _ in officer(browser, console, color_scheme=scheme):
        page, found = desk.page, {}
        for name, address in {
            "register": "/requests/new",
            "extend": f"{console.full}/do/extend-deadline",
            "correct": f"{console.full}/do/correct-requester",
        }.items():
            page.goto(console.url + address)
            page.locator(".gofoot .btn.pri").click()
            expect(page.locator(".errs")).to_be_visible()
            expect(page.locator(".errs")).to_be_focused()
            found[name] = violations(page)
        page.goto(f"{console.url}{console.full}/letter")
        found["letters"] = violations(page)
        page.get_by_role("button", name=re.compile("Receipt of the request")).click()
        found["letter"] = violations(page)
        page.get_by_role("button", name="Adapt paragraphs").click()
        page.get_by_text("Add a paragraph here").first.click()
        found["paragraphs"] = violations(page)
        page.goto(f"{console.url}{console.full}/do/close")
        found["forbidden"] = violations(page)

        assert not {name: wrong for name, wrong in found.items() if wrong}


def test_no_page_of_the_desk_is_wider_than_its_window(browser: Browser, console: Console) -> None:
    places = ["/", "/requests/new", console.full, f"{console.full}/decide"]
    places += [f"{console.full}/do/{step}" for step in ("apply-exception", "inform")]
    for desk, _ in officer(browser, console):
        wider = {}
        for address in places:
            desk.page.goto(console.url + address)
            for width in range(320, 1601, 40):
                desk.page.set_viewport_size({"width": width, "height": 800})
                if over := desk.page.evaluate(OVERFLOW):
                    wider[f"{address} at {width}"] = over

        assert not wider


def test_what_follows_is_shown_while_somebody_types(browser: Browser, console: Console) -> None:
    for desk, wrong in officer(browser, console):
        desk.page.goto(f"{console.url}{console.full}/do/extend-deadline")
        desk.page.check('[name="grounds"][value="complexity"]')
        desk.fill(explanation="Many systems.")

        expect(desk.page.locator("#ahead del")).to_contain_text("April 2026")
        expect(desk.page.locator("#ahead .told").first).to_be_visible()
        assert not wrong
