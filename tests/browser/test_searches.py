"""The searches of a request in a real browser: by keyboard alone, without a script, on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, watch
from tests.browser.looked_at import violations
from tests.browser.person import tab_to
from tests.browser.test_every_page import OVERFLOW

WAYS: dict[str, dict[str, Any]] = {
    "at a desk": {"viewport": {"width": 1440, "height": 900}},
    "on a telephone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    "without a script": {"java_script_enabled": False},
}


@pytest.mark.parametrize("way", WAYS)
def test_searches_are_asked_from_the_page_of_the_request(
    browser: Browser, console: Console, way: str
) -> None:
    context = browser.new_context(locale="en", **WAYS[way])
    watched = watch(context, console)
    page, found, scripted = watched.page, {}, way != "without a script"
    code = f"archive-{len(way)}"

    def looked_at(state: str) -> None:
        if scripted:  # axe and the width are asked with a script
            found[state] = [*violations(page), *([state] if page.evaluate(OVERFLOW) > 0 else [])]

    enter(page, console, Role.HANDLER)
    page.goto(console.url + console.full)
    page.get_by_role("link", name="Searches", exact=True).click()
    page.wait_for_url("**/searches")
    page.get_by_label("Systems to search").fill(code)
    page.get_by_label("To be searched by for all").fill("")
    page.get_by_role("button", name="Ask these searches").click()
    expect(page.get_by_role("alert")).to_contain_text("Something is missing")
    expect(page.get_by_label("Systems to search")).to_have_value(code)
    looked_at("wrong")
    page.get_by_label("To be searched by for all").fill("2026-03-27")
    page.get_by_role("button", name="Ask these searches").click()

    expect(page.locator(".okay")).to_contain_text("1 search asked.")
    row = page.get_by_role("row").filter(has_text=code.capitalize())
    expect(row).to_contain_text("asked")
    looked_at("asked")
    row.get_by_role("link", name="Record the result").click()
    expect(page.locator('[name="system"]')).to_have_value(code)
    assert not {state: wrong for state, wrong in found.items() if wrong}
    assert not watched.strangers
    context.close()


def test_a_system_is_asked_again_by_keyboard_alone(browser: Browser, console: Console) -> None:
    context = browser.new_context(locale="en")
    page = watch(context, console).page
    enter(page, console, Role.HANDLER)
    page.goto(f"{console.url}{console.full}/searches")

    tab_to(page, page.get_by_role("checkbox", name="Ask: Mail"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Ask these searches"))
    page.keyboard.press("Enter")

    expect(page.locator(".okay")).to_contain_text("1 search asked.")
    row = page.get_by_role("row").filter(has_text="Mail")
    expect(row).to_contain_text("An earlier search counts: no data found.")
    context.close()
