"""Every page, light and dark, wide and narrow: for everybody, and inside its own four walls."""

from itertools import pairwise
from typing import Literal

import pytest
from playwright.sync_api import Browser

from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, watch
from tests.browser.looked_at import OVERFLOW, read_aloud, too_faint, too_wide, violations, weight

__all__ = ["OVERFLOW", "violations"]
"""What other tests of pages take from here."""

PLACES = {
    "queue": "/",
    "closed": "/?tab=closed",
    "tasks": "/?tab=tasks",
    "another day": "/?on=2026-03-10&tab=open",
    "search": "/search",
    "audit": "/audit",
    "inspection": "/audit/inspection",
    "retention": "/retention",
    "approvals": "/approvals",
    "calendar": "/calendar?month=2026-04",
    "saved views": "/views?tab=open&right=access&order=received_on",
    "reports": "/reports",
    "reports to publish": "/reports?published=true",
    "processing": "/reports/processing",
    "people": "/people",
    "my account": "/me",
    "proof": "/proof?next=/retention",
    "inbox": "/inbox",
    "outbox": "/outbox",
    "no request": "/inbox?state=no_request",
    "settings": "/settings",
    "keys": "/keys",
    "go to": "/go",
    "api": "/docs",
    "nothing": "/nowhere",
}
FORMS = (
    "extend-deadline",
    "apply-exception",
    "inform",
    "correct-requester",
    "close",
    "propose-fee",
)
"""Forms with every kind of field, one that is forbidden, and one where nothing is asked."""
SOME_WIDTHS = (320, 480, 840, 1240)
"""Pixels, on both sides of where pages are laid out anew; every 40: `test_every_width.py`."""
HEAVIEST = 150_000
"""Octets of a page with what it loads, without fonts."""


def places(console: Console) -> dict[str, str]:
    replay = f"{console.told}/replay?version=4&beside=1"
    pages = {"full": console.full, "request": console.told, "replay": replay}
    pages |= {f"form of {step}": f"{console.full}/do/{step}" for step in FORMS}
    pages |= {"secret code": f"{console.full}/code"}
    pages |= {"decide": f"{console.full}/decide", "law": "/law/gdpr/17"}
    pages |= {"searches": f"{console.full}/searches"}
    pages |= {"processors": f"{console.full}/processors"}
    return PLACES | pages | {"sign-in": "/login"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anybody(
    browser: Browser, console: Console, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 900})
    page = watch(context, console).page
    found: dict[str, list[str]] = {}

    for name, address in places(console).items():
        if name == "queue":
            enter(page, console, Role.DPO)
        if name == "sign-in":
            context.clear_cookies()
        page.goto(console.url + address)
        closed = page.locator("details:not([open]) > summary")
        while closed.count():
            closed.first.click()
        found[name] = violations(page)
        if name in {"request", "full"}:
            page.locator(".reveal button").click()
            page.locator(".opened").wait_for()
            found[f"{name}, opened"] = violations(page)
        if name == "sign-in":
            page.fill("#token", "wrong")
            page.click("button[type=submit]")
            page.locator("#wrong").wait_for()
            found["refused"] = violations(page)

    assert not {name: wrong for name, wrong in found.items() if wrong}
    context.close()


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_no_page_is_wider_than_its_window(
    browser: Browser, console: Console, language: str
) -> None:
    context = browser.new_context(locale=language, viewport={"width": 390, "height": 844})
    page = watch(context, console).page
    enter(page, console, Role.DPO)

    wider = {}
    for name, address in places(console).items():
        page.goto(console.url + address)
        wider[name] = too_wide(page, SOME_WIDTHS)

    assert not {name: pixels for name, pixels in wider.items() if pixels}
    context.close()


@pytest.mark.parametrize("role", [Role.DPO, Role.INTAKE, Role.REPORTER])
def test_nothing_leaves_the_house_and_the_browser_has_nothing_to_complain_of(
    browser: Browser, console: Console, role: Role
) -> None:
    context = browser.new_context()
    watched = watch(context, console)
    page = watched.page
    enter(page, console, role)

    for name, address in places(console).items():
        answer = page.goto(console.url + address)
        assert answer is not None
        # That a page was refused is an answer, which browsers write down as an error.
        if answer.status >= 400:
            watched.complaints.clear()
        assert not watched.complaints, name
        assert weight(page) < HEAVIEST, name

    assert not watched.strangers
    context.close()


ALWAYS = ['navigation "Main menu"', "banner", "search", 'navigation "Language"', "main"]
"""What comes before the heading of each page; a link before it leads past all of it."""
IN_ORDER = {
    "queue": ["Work queue", "Requests", "Deadlines, next five weeks", "Balance of load"],
    "full": [
        *("Assign a handler", "Stages", "What was asked", "Other steps"),
        *("How the deadline is counted", "The file", "Documents", "Timeline"),
    ],
    "form of extend-deadline": [
        *("Extend by two months", "Last day to answer", "What the law asks"),
        *("What will be recorded", "What the requester reads", "The way back"),
    ],
    "decide": ["Decide", "Right of access", "The whole right", "Right to erasure"],
    "inbox": ["Inbox", "Messages", "Add a mail"],
    "calendar": ["Calendar: April 2026", "April 2026", "Day by day", "In your own calendar"],
}
"""What is heard of a page, in this order: what to do stands before what is only to be read."""


def test_a_page_is_read_aloud_in_the_order_in_which_work_is_done(
    browser: Browser, console: Console
) -> None:
    context = browser.new_context(locale="en", viewport={"width": 1440, "height": 900})
    page = watch(context, console).page
    enter(page, console, Role.DPO)

    for name, order in IN_ORDER.items():
        page.goto(console.url + places(console)[name])
        heard = read_aloud(page)
        headings = [one for one in heard if one.startswith("heading")]
        levels = [int(one.rpartition("=")[2][0]) for one in headings]
        left = iter(headings)

        assert heard[: len(ALWAYS)] == ALWAYS, name
        assert all(any(f'"{said}' in one for one in left) for said in order), (name, headings)
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later <= before + 1 for before, later in pairwise(levels)), (name, headings)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(
    browser: Browser, console: Console, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 900})
    page = watch(context, console).page
    enter(page, console, Role.DPO)
    faint = {}

    for name in (*IN_ORDER, "request", "reports"):
        page.goto(console.url + places(console)[name])
        faint[name] = too_faint(page)

    assert not {name: texts for name, texts in faint.items() if texts}
    page.evaluate("faint => { document.querySelector('h1').style.color = faint }", FAINT[scheme])
    assert too_faint(page)  # the measure bites
    context.close()


FAINT = {"light": "#fff", "dark": "#000"}
OUTLINE = "element => getComputedStyle(element).outlineStyle"


def test_a_page_is_for_paper_and_for_the_colours_of_its_reader(
    browser: Browser, console: Console
) -> None:
    context = browser.new_context(locale="en", viewport={"width": 1440, "height": 900})
    page = watch(context, console).page
    enter(page, console, Role.DPO)

    for address in ("/", console.full, f"{console.full}/do/extend-deadline"):
        page.emulate_media(forced_colors="active")
        page.goto(console.url + address)
        current = page.locator(".nav a[aria-current]").first
        assert not current.count() or current.evaluate(OUTLINE) == "solid"
        page.emulate_media(media="print", forced_colors="none")
        assert not page.locator(".nav").is_visible()
        assert not page.get_by_role("button", name="Sign out").is_visible()
        assert page.locator("h1").is_visible()
        page.emulate_media(media="screen")
        assert page.locator(".nav").is_visible()
    context.close()
