"""The inbox in a real browser: dropped, opened, and said what it is; also by keyboard."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, watch
from tests.browser.looked_at import violations
from tests.browser.person import tab_to
from tests.browser.test_every_page import OVERFLOW
from tests.given.inbox import WORDS, mail

WAYS: dict[str, dict[str, Any]] = {
    "at a desk": {"viewport": {"width": 1440, "height": 900}},
    "in the dark": {"color_scheme": "dark"},
    "on a telephone": {"viewport": {"width": 390, "height": 844}},
    "without a script": {"java_script_enabled": False},
}


def drop(page: Page, console: Console, number: str) -> None:
    """Add a mail of its own to the inbox, and go to its page."""
    page.goto(f"{console.url}/inbox")
    name = f"{number.replace(' ', '-')}.eml"
    sent = mail(number=number, From=f"An Peeters <an.{number.replace(' ', '.')}@example.be>")
    page.set_input_files("#files", {"name": name, "mimeType": "message/rfc822", "buffer": sent})
    page.get_by_role("button", name="Take in").click()
    page.get_by_role("alert").get_by_role("link", name=name).click()


@pytest.mark.parametrize("way", WAYS)
def test_a_mail_becomes_a_request(browser: Browser, console: Console, way: str) -> None:
    context = browser.new_context(locale="en", **WAYS[way])
    watched = watch(context, console)
    page, found, scripted = watched.page, {}, way != "without a script"
    enter(page, console, Role.HANDLER)

    def looked_at(state: str) -> None:
        if scripted:  # axe and the width are asked with a script
            found[state] = [*violations(page), *([state] if page.evaluate(OVERFLOW) > 0 else [])]

    drop(page, console, way)
    looked_at("closed")
    assert "An Peeters" not in page.content()
    page.get_by_role("button", name="Open the message").click()
    expect(page.locator(".opened")).to_contain_text(WORDS[:40])
    looked_at("opened")
    page.get_by_label("Reference of the request").fill("ZZZZZ-ZZZZZ")
    page.get_by_role("button", name="Join to this request").click()
    expect(page.locator(".errs")).to_be_visible()
    expect(page.get_by_label("Reference of the request")).to_have_value("ZZZZZ-ZZZZZ")
    looked_at("wrong")
    page.locator('[name="rights"][value="access"]').check()
    page.get_by_role("button", name="Make a request").click()
    expect(page.locator(".okay")).to_contain_text("Request received")

    assert not {state: wrong for state, wrong in found.items() if wrong}
    assert not watched.strangers
    assert all("422" in one for one in watched.complaints)
    context.close()


def test_it_is_set_aside_and_taken_back_by_keyboard_alone(
    browser: Browser, console: Console
) -> None:
    context = browser.new_context(locale="en")
    page = watch(context, console).page
    enter(page, console, Role.HANDLER)
    drop(page, console, "keys")

    def press(role: Any, name: str) -> None:
        tab_to(page, page.get_by_role(role, name=name))

    press("button", "Open the message")
    page.keyboard.press("Enter")
    page.locator(".opened").wait_for()
    press("textbox", "Reason")
    page.keyboard.type("An invoice.")
    press("button", "Set aside")
    page.keyboard.press("Enter")
    expect(page.locator("#became")).to_have_text("No request")
    assert "An invoice." not in page.content()
    assert not violations(page)
    press("button", "Take back")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Open the message")).to_be_visible()
    link = page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Inbox")
    expect(link).to_have_text(re.compile(r"Inbox\s*\d+"))
    context.close()
