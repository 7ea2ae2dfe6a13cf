"""Somebody new: a one-time password, a password of their own, a second factor, a code at the door.

At a desk, on a telephone, without JavaScript, by keyboard alone, in four languages.
"""

from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, watch
from tests.browser.looked_at import violations
from tests.browser.person import tab_to
from tests.browser.test_every_page import OVERFLOW

OWN = "drie paarden in de mist"


def employed(browser: Browser, console: Console, sign_in_name: str) -> str:
    """The administrator adds somebody at People; gives the one-time password."""
    context = browser.new_context(locale="nl")
    page = watch(context, console).page
    enter(page, console, Role.ADMIN)
    page.goto(f"{console.url}/people")
    page.fill("#f-name", "Nele Claes")
    page.select_option("#f-role", "handler")
    page.fill("#f-sign_in_name", sign_in_name)
    page.get_by_role("button", name="Deze persoon toevoegen").click()
    secret = page.locator(".keyonce code").inner_text()
    context.close()
    return secret


def sign_in(page: Page, console: Console, name: str, password: str) -> None:
    page.goto(f"{console.url}/login")
    page.fill("#name", name)
    page.fill("#password", password)
    page.get_by_role("button", name="Aanmelden").click()


def set_up_an_app(page: Page, console: Console, look: Callable[[], None]) -> list[str]:
    """A second factor at My account; gives the recovery codes."""
    page.goto(f"{console.url}/me")
    page.locator("summary", has_text="Uw tweede factor instellen").click()
    look()
    page.fill("#learn-factor-old", OWN)
    page.get_by_role("button", name="Verder").click()
    picture = page.get_by_role("img", name="QR-code voor uw app")
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    assert box
    assert 180 < box["width"] == pytest.approx(box["height"])
    assert picture.get_attribute("viewBox")  # else a part of it is cut off
    look()
    app = pyotp.TOTP(page.locator("code.key").inner_text().replace(" ", ""))
    page.fill("#f-code", app.now())
    page.get_by_role("button", name="Bevestigen").click()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    look()
    return codes


@pytest.mark.parametrize(
    ("who", "context"),
    [
        ("desk", {"viewport": {"width": 1440, "height": 900}}),
        ("telephone", {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}),
        ("plain", {"java_script_enabled": False}),
    ],
)
def test_somebody_new_signs_in_and_sets_up_a_second_factor(
    browser: Browser, console: Console, who: str, context: dict[str, Any]
) -> None:
    secret = employed(browser, console, f"nele.{who}")
    office = browser.new_context(locale="nl", **context)
    watched = watch(office, console)
    page, scripted = watched.page, "java_script_enabled" not in context
    found: list[str] = []

    def look() -> None:
        if scripted:
            found.extend(violations(page))
            assert page.evaluate(OVERFLOW) <= 0

    sign_in(page, console, f"nele.{who}", "wrong")
    expect(page.locator("#wrong")).to_be_visible()
    look()
    sign_in(page, console, f"nele.{who}", secret)
    expect(page.get_by_role("heading", level=1)).to_have_text("Kies uw wachtwoord")
    look()
    page.fill("#password", "Welkom123456")
    page.fill("#again", "Welkom123456")
    page.get_by_role("button", name="Dit wachtwoord gebruiken").click()
    expect(page.locator("#wrong")).to_contain_text("het eerst geraden")
    look()
    page.fill("#password", OWN)
    page.fill("#again", OWN)
    page.get_by_role("button", name="Dit wachtwoord gebruiken").click()
    expect(page).to_have_url(f"{console.url}/")

    codes = set_up_an_app(page, console, look)

    office.clear_cookies()
    sign_in(page, console, f"nele.{who}", OWN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw code")
    look()
    page.fill("#code", "000000")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.locator("#wrong")).to_be_visible()
    look()
    page.fill("#code", codes[0])
    page.get_by_role("button", name="Aanmelden").click()
    expect(page).to_have_url(f"{console.url}/")
    assert not found
    assert not watched.strangers
    office.close()


def test_the_keyboard_alone_signs_in_and_changes_the_password(
    browser: Browser, console: Console
) -> None:
    secret = employed(browser, console, "nele.keys")
    context = browser.new_context(locale="en")
    page = watch(context, console).page

    def type_into(*texts: str) -> None:
        # The browser gives a field the focus a moment after the page is whole.
        expect(page.locator("input:focus")).to_be_visible()
        for text in texts:
            page.keyboard.type(text)
            page.keyboard.press("Tab")

    page.goto(f"{console.url}/login")
    type_into("nele.keys", secret)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose your password")
    page.wait_for_load_state()
    type_into(OWN, OWN)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{console.url}/")

    page.goto(f"{console.url}/me")
    tab_to(page, page.locator("summary", has_text="Change the password"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    type_into(OWN, "vier ezels op het dak", "vier ezels op het dak")
    page.keyboard.press("Enter")

    expect(page.locator(".okay")).to_contain_text("Your password is changed")
    context.close()


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_the_door_fits_a_telephone_in_every_language(
    browser: Browser, console: Console, language: str
) -> None:
    secret = employed(browser, console, f"nele.{language}")
    context = browser.new_context(locale=language, viewport={"width": 390, "height": 844})
    page = watch(context, console).page
    wider = []
    for password in ("wrong", secret):
        page.goto(f"{console.url}/login")
        wider.append(page.evaluate(OVERFLOW))
        page.fill("#name", f"nele.{language}")
        page.fill("#password", password)
        page.click("button[type=submit]")
        page.wait_for_load_state()
        wider.append(page.evaluate(OVERFLOW))

    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("#again").is_visible()
    assert max(wider) <= 0
    context.close()
