"""Every page, light and dark, wide and narrow: for everybody, and inside its own four walls."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, watch

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
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
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def places(console: Console) -> dict[str, str]:
    replay = f"{console.told}/replay?version=4&beside=1"
    pages = {"full": console.full, "request": console.told, "replay": replay}
    pages |= {f"form of {step}": f"{console.full}/do/{step}" for step in FORMS}
    pages |= {"secret code": f"{console.full}/code"}
    pages |= {"decide": f"{console.full}/decide", "law": "/law/gdpr/17"}
    pages |= {"searches": f"{console.full}/searches"}
    return PLACES | pages | {"sign-in": "/login"}


def violations(page: Page) -> list[str]:
    options = {"runOnly": {"type": "tag", "values": WCAG}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


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
def test_no_page_is_wider_than_a_telephone(
    browser: Browser, console: Console, language: str
) -> None:
    context = browser.new_context(locale=language, viewport={"width": 390, "height": 844})
    page = watch(context, console).page
    enter(page, console, Role.DPO)

    wider = {}
    for name, address in places(console).items():
        page.goto(console.url + address)
        wider[name] = page.evaluate(OVERFLOW)

    assert not {name: pixels for name, pixels in wider.items() if pixels > 0}
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

    assert not watched.strangers
    context.close()
