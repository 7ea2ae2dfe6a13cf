"""The keyboard and "Go to" in a real browser: each key of the table; what is typed stays here."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, press_in_time, watch
from tests.browser.looked_at import violations
from tests.browser.test_every_page import OVERFLOW


def at(page: Page, console: Console, address: str) -> None:
    page.goto(console.url + address)


def pressed(page: Page, console: Console, keys: str, address: str) -> None:
    press_in_time(page, keys)
    page.wait_for_url(console.url + address)


def test_keys_lead_from_page_to_page(browser: Browser, console: Console) -> None:
    context = browser.new_context(locale="en")
    watched = watch(context, console)
    page = watched.page
    enter(page, console, Role.DPO)

    pressed(page, console, "g i", "/inbox")
    pressed(page, console, "g a", "/approvals")
    pressed(page, console, "g c", "/calendar")
    pressed(page, console, "n", "/requests/new")
    pressed(page, console, "?", "/keys")
    pressed(page, console, "g w", "/")
    at(page, console, console.full)
    pressed(page, console, "l", f"{console.full}/letter")
    at(page, console, console.full)
    pressed(page, console, "o", f"{console.full}/searches")
    at(page, console, console.full)
    pressed(page, console, "v", f"{console.full}/replay")
    at(page, console, console.full)
    pressed(page, console, "m", f"{console.full}/do/add-note")
    page.locator("#f-note").focus()
    page.keyboard.type("gigo nx")  # letters are typed, not obeyed
    expect(page.locator("#f-note")).to_have_value("gigo nx")
    page.keyboard.press("Escape")
    expect(page.locator("#f-note")).not_to_be_focused()
    at(page, console, console.full)
    page.keyboard.press("s")
    expect(page.locator("#steps")).to_be_focused()
    pressed(page, console, "u", "/")

    assert not watched.complaints
    assert not watched.strangers
    context.close()


def test_keys_work_the_rows_of_the_queue(browser: Browser, console: Console) -> None:
    context = browser.new_context(locale="en", viewport={"width": 1440, "height": 900})
    page = watch(context, console).page
    enter(page, console, Role.HANDLER)
    at(page, console, "/?tab=open")
    rows = page.locator(".q .ref")

    page.keyboard.press("e")  # no row has the focus: nothing happens
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator('[name="ticked"]').first).to_be_checked()
    expect(page.locator('[name="ticked"]').nth(1)).not_to_be_checked()
    page.keyboard.press("a")
    expect(page.locator("#bulk-handler")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    step = page.locator('.q tr [data-key="e"]').first.get_attribute("href")
    pressed(page, console, "e", str(step))

    context.close()


def test_ctrl_enter_records_and_a_key_turned_off_does_nothing(
    browser: Browser, console: Console
) -> None:
    context = browser.new_context(locale="en")
    page = watch(context, console).page
    enter(page, console, Role.HANDLER)
    at(page, console, f"{console.full}/do/add-note")
    page.locator("#f-note").fill("Gebeld.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".okay")).to_contain_text("Recorded")

    at(page, console, "/keys")
    page.get_by_role("button", name="Turn off keys of one letter").click()
    expect(page.get_by_role("button", name="Turn on keys of one letter")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("n")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.url == f"{console.url}/keys"
    context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_palette_narrows_while_one_types_and_goes_there(
    browser: Browser, console: Console, width: int
) -> None:
    context = browser.new_context(locale="en", viewport={"width": width, "height": 844})
    watched = watch(context, console)
    page = watched.page
    enter(page, console, Role.HANDLER)
    at(page, console, console.full)
    sent: list[str] = []

    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_label("Go to or do")
    expect(field).to_be_focused()
    page.on("request", lambda one: sent.append(one.url))
    page.keyboard.type("éxtend")
    shown = dialog.locator(".hit:visible")
    expect(shown).to_have_count(1)
    assert not violations(page)
    assert page.evaluate(OVERFLOW) == 0
    assert not sent  # what is typed stays in the browser
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("extend")
    page.keyboard.press("ArrowDown")
    expect(shown.first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{console.url}{console.full}/do/extend-deadline")

    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_label("Go to or do").fill(console.told[-11:].lower())
    page.keyboard.press("Enter")
    page.wait_for_url(console.url + console.told)
    assert not watched.complaints
    assert not watched.strangers
    context.close()


def test_without_a_script_it_is_a_page(browser: Browser, console: Console) -> None:
    context = browser.new_context(locale="en", java_script_enabled=False)
    page = watch(context, console).page
    enter(page, console, Role.HANDLER)
    at(page, console, console.full)

    page.get_by_role("link", name="Go to").click()
    page.wait_for_url(f"{console.url}/go?request={console.full[-11:]}")
    page.get_by_label("Go to or do").fill("searches")
    page.get_by_role("button", name="Go", exact=True).click()
    page.locator(".hit").click()
    page.wait_for_url(f"{console.url}{console.full}/searches")
    page.get_by_role("link", name="Go to").click()
    page.get_by_label("Go to or do").fill("nobody@nowhere.example")
    page.get_by_role("button", name="Search for a person").click()
    page.wait_for_url(f"{console.url}/search")
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_view_is_kept_with_the_keyboard_and_without_a_script(
    browser: Browser, console: Console, *, script: bool
) -> None:
    context = browser.new_context(locale="en", java_script_enabled=script)
    page = watch(context, console).page
    enter(page, console, Role.HANDLER)
    name = f"Access by post, script {script}"

    page.locator("#by-right").select_option("access")
    page.locator("#by-order").select_option("received_on")
    page.locator("#by-order").press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?*order=received_on*")
    page.locator("#views .keep").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/views?*")
    page.locator("#name").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?*order=received_on*")

    expect(page.locator("#views [aria-current]")).to_have_text(name)
    at(page, console, "/")
    if script:
        page.keyboard.press("w")
        expect(page.locator("#views")).to_be_focused()
        page.keyboard.press("Tab")
    else:
        page.get_by_role("link", name=name).focus()
    expect(page.get_by_role("link", name=name)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/?*order=received_on*")
    at(page, console, "/views")
    assert not (script and violations(page))
    page.get_by_role("button", name=re.compile(f"Remove.*{name}")).press("Enter")
    page.wait_for_url("**/views")
    expect(page.get_by_role("link", name=name)).to_have_count(0)
    context.close()
