"""Ticked rows, reports and the calendar in a real browser: by keyboard, narrow, scriptless."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, watch
from tests.browser.looked_at import violations
from tests.browser.test_every_page import OVERFLOW

WAYS: dict[str, dict[str, Any]] = {
    "at a desk": {"viewport": {"width": 1440, "height": 900}},
    "on a telephone": {"viewport": {"width": 390, "height": 844}},
    "without a script": {"java_script_enabled": False},
}


@pytest.mark.parametrize("way", WAYS)
def test_rows_are_ticked_and_taken_by_keyboard(
    browser: Browser, console: Console, way: str
) -> None:
    context = browser.new_context(locale="en", **WAYS[way])
    watched = watch(context, console)
    page = watched.page
    enter(page, console, Role.DPO)
    page.goto(f"{console.url}/?tab=open&channel=post")
    expect(page.locator(".bulk")).to_be_hidden()

    for box in page.locator(".tick input").all()[:2]:
        box.focus()
        page.keyboard.press("Space")
    expect(page.locator(".bulk")).to_be_visible()
    page.get_by_role("button", name="Assign", exact=True).focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").filter(has_text="Done")).to_have_text("Done for 2 of 2.")
    if way != "without a script":
        assert page.evaluate(OVERFLOW) <= 0
        assert not violations(page)
    assert not [*watched.strangers, *watched.complaints]
    context.close()


def test_a_list_leaves_with_names_for_a_purpose(browser: Browser, console: Console) -> None:
    context = browser.new_context(locale="en")
    watched = watch(context, console)
    page = watched.page
    enter(page, console, Role.DPO)
    page.goto(f"{console.url}/?tab=open")
    page.get_by_text("Export", exact=True).click()
    assert not violations(page)
    page.get_by_label("With names: for which purpose").select_option("supervision")
    page.get_by_label("Why you need to look").fill("The yearly check.")
    page.get_by_label("Form").select_option("csv")

    with page.expect_download() as leaving:
        page.get_by_role("button", name="Export with names").click()

    assert leaving.value.suggested_filename == "griffie-requests.csv"
    assert "Achternaam" in leaving.value.path().read_text("utf-8")
    context.close()


def test_a_period_is_chosen_and_a_feed_is_made(browser: Browser, console: Console) -> None:
    context = browser.new_context(locale="nl", viewport={"width": 390, "height": 844})
    page = watch(context, console).page
    enter(page, console, Role.DPO)
    page.goto(f"{console.url}/reports")
    page.locator("#from").fill("2026-02-01")
    page.get_by_role("button", name="Tonen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 februari 2026")
    page.goto(f"{console.url}/calendar")
    page.get_by_role("button", name="Nieuw adres maken").click()
    address = page.locator("code.wrap").inner_text()

    assert address.startswith(f"{console.url}/calendar/")
    assert page.evaluate(OVERFLOW) <= 0
    assert not violations(page)
    assert "BEGIN:VEVENT" in context.request.get(address).text()
    context.close()
