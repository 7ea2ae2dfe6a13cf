"""A real Chromium with a device for passkeys: added at the desk, used to sign in, and ended."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from tests.browser.conftest import served
from tests.browser.looked_at import violations
from tests.given.passwords import NAME, PASSWORD, employed


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data")
    employed(opened, Role.HANDLER)
    yield opened
    opened.engine.close()


@pytest.fixture
def here(store: Store) -> Iterator[str]:
    """The address by which a browser allows passkeys without HTTPS."""
    with served(store) as url:
        yield url.replace("127.0.0.1", "localhost")


def with_device(context: BrowserContext, page: Page, *, verifies: bool = True) -> Any:
    """Give the browser a device with passkeys, whose owner is there."""
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools


def sign_in(page: Page, here: str) -> None:
    page.goto(f"{here}/login")
    page.fill("#name", NAME)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    page.wait_for_url(f"{here}/")


def test_a_passkey_is_added_at_the_desk_and_opens_the_door(browser: Browser, here: str) -> None:
    context = browser.new_context(locale="nl")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with_device(context, page)
    sign_in(page, here)

    page.goto(f"{here}/me")
    page.fill("#f-label", "Telefoon")
    page.get_by_role("button", name="Passkey toevoegen").click()
    page.wait_for_url(f"{here}/me?done=add-passkey")
    expect(page.get_by_text("De passkey is toegevoegd")).to_be_visible()
    assert violations(page) == []

    page.get_by_role("button", name="Afmelden").click()
    page.wait_for_url(f"{here}/login")
    assert violations(page) == []
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    page.wait_for_url(f"{here}/")

    page.goto(f"{here}/me")
    expect(page.get_by_text("u bent ermee aangemeld")).to_be_visible()
    page.get_by_role("button", name="Deze passkey beëindigen").click()
    page.wait_for_url(f"{here}/login**")
    assert page.get_by_role("button", name="passkey").count() == 0
    assert complaints == []
    context.close()


def test_who_does_not_show_the_device_who_they_are_is_not_let_in(
    browser: Browser, here: str
) -> None:
    context = browser.new_context(locale="nl")
    page = context.new_page()
    devtools = with_device(context, page)
    sign_in(page, here)
    page.goto(f"{here}/me")
    page.get_by_role("button", name="Passkey toevoegen").click()
    page.wait_for_url(f"{here}/me?done=add-passkey")
    page.get_by_role("button", name="Afmelden").click()
    page.wait_for_url(f"{here}/login")
    kept = devtools.send("WebAuthn.disable")
    assert kept == {}
    with_device(context, page, verifies=False)

    page.get_by_role("button", name="Aanmelden met een passkey").click()

    expect(page.get_by_text("Er werd geen passkey getoond")).to_be_visible()
    expect(page).to_have_url(f"{here}/login")
    context.close()


def test_without_a_script_the_other_ways_are_there(
    browser: Browser, here: str, store: Store
) -> None:
    context = browser.new_context(locale="nl", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, here)
    page.goto(f"{here}/me")

    expect(page.get_by_role("button", name="Passkey toevoegen")).to_be_hidden()
    context.close()
