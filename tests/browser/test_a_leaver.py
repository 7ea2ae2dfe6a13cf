"""Somebody leaves: at the desk the administrator revokes the token, and the session is over."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, watch
from tests.browser.looked_at import violations
from tests.browser.person import tab_to
from tests.browser.test_every_page import OVERFLOW


def sign_in(page: Page, console: Console, token: str) -> None:
    page.goto(f"{console.url}/login")
    page.fill("#token", token)
    page.click("button[type=submit]")


@pytest.mark.parametrize(
    "context",
    [
        {"viewport": {"width": 1440, "height": 900}},
        {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
        {"java_script_enabled": False},
    ],
)
def test_a_leavers_token_is_revoked_at_the_desk(
    browser: Browser, console: Console, context: dict[str, Any]
) -> None:
    office = browser.new_context(locale="nl", **context)
    watched = watch(office, console)
    admin, scripted = watched.page, "java_script_enabled" not in context
    enter(admin, console, Role.ADMIN)
    admin.goto(f"{console.url}/people")
    admin.fill("#f-name", "Dirk Aerts")
    admin.select_option("#f-role", "handler")
    admin.get_by_role("button", name="Deze persoon toevoegen").click()
    secret = admin.locator(".keyonce code").inner_text()
    found = violations(admin) if scripted else []

    home = browser.new_context(locale="nl")
    leaver = home.new_page()
    sign_in(leaver, console, secret)
    expect(leaver).to_have_url(f"{console.url}/")

    admin.goto(f"{console.url}/people")
    admin.get_by_role("link", name=re.compile("^Wijzigen.*Dirk Aerts")).first.click()
    expect(admin.get_by_text("1 browser is ermee aangemeld")).to_be_visible()
    admin.locator("summary", has_text=re.compile("^Intrekken")).click()
    if scripted:
        found += violations(admin)
        assert admin.evaluate(OVERFLOW) == 0
    admin.get_by_role("button", name="Nu intrekken").click()
    expect(admin.locator(".okay")).to_be_visible()
    found += violations(admin) if scripted else []

    leaver.goto(f"{console.url}/")
    expect(leaver).to_have_url(f"{console.url}/login")
    sign_in(leaver, console, secret)
    expect(leaver.locator("#wrong")).to_be_visible()
    assert not found
    assert secret not in admin.content()
    assert not watched.strangers
    admin.goto(admin.url.partition("?")[0])
    admin.locator("summary", has_text="Dit account beëindigen").click()
    admin.get_by_role("button", name="Dit account nu beëindigen").click()
    expect(admin.locator(".okay")).to_be_visible()
    home.close()
    office.close()


def test_the_keyboard_alone_adds_somebody(browser: Browser, console: Console) -> None:
    context = browser.new_context(locale="en")
    page = watch(context, console).page
    enter(page, console, Role.ADMIN)
    page.goto(f"{console.url}/people")

    tab_to(page, page.locator("#f-name"))
    page.keyboard.type("Inge Claes")
    page.keyboard.press("Tab")
    page.keyboard.type("Audi")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.type") != "submit":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".keyonce")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inge Claes")
    expect(page.locator(".head p")).to_contain_text("Auditor")
    context.close()
