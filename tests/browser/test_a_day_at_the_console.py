"""A person at the console: with the keyboard, in another language, and without JavaScript."""

import re

from playwright.sync_api import Browser, expect

from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, watch
from tests.given.story import PERSONAL


def test_somebody_signs_in_reads_a_request_opens_it_replays_it_and_leaves(
    browser: Browser, console: Console
) -> None:
    context = browser.new_context(locale="en-GB")
    watched = watch(context, console)
    page = watched.page

    enter(page, console, Role.DPO)
    expect(page.locator("h1")).to_have_text("Work queue")
    expect(page.locator(".q tbody tr")).not_to_have_count(0)
    expect(page.locator(".heat td")).not_to_have_count(0)

    page.keyboard.press("/")
    expect(page.locator("#sought")).to_be_focused()
    page.keyboard.type(console.told.rsplit("/", 1)[1].lower())
    page.keyboard.press("Enter")
    page.wait_for_url(console.url + console.told)

    expect(page.locator("body")).not_to_contain_text(PERSONAL["name"])
    page.get_by_role("button", name="Open the personal data").click()
    expect(page.locator(".opened")).to_contain_text(PERSONAL["name"])
    expect(page.locator(".tl")).to_contain_text("Personal data opened")
    page.get_by_role("link", name="Close", exact=True).click()
    expect(page.locator("body")).not_to_contain_text(PERSONAL["name"])

    # A page shows its words before its script listens: a key counts once the page is loaded.
    page.get_by_role("link", name="Replay").click()
    page.wait_for_url(re.compile(r"/replay$"))
    expect(page.locator("h1 + .pill")).to_have_text("version 10 of 10")
    for key, version in (("ArrowLeft", 9), ("Home", 1), ("ArrowRight", 2), ("End", 10)):
        page.keyboard.press(key)
        page.wait_for_url(re.compile(rf"version={version}$"))
        expect(page.locator("h1 + .pill")).to_have_text(f"version {version} of 10")
    page.locator("#version").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("h1 + .pill")).to_have_text("version 9 of 10")

    page.locator("#beside").fill("2")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(re.compile(r"beside=2"))
    expect(page.locator("h1 + .pill")).to_have_text("version 9 of 10")
    expect(page.locator(".two .changed").first).to_contain_text("changed")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"beside=2&version=10$"))
    page.keyboard.press("ArrowLeft")
    expect(page.locator("h1 + .pill")).to_have_text("version 9 of 10")
    page.get_by_role("link", name="Stop comparing").click()

    page.get_by_role("link", name="NL").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(page.locator("h1 + .pill")).to_have_text("versie 9 van 10")

    page.get_by_role("button", name="Afmelden").click()
    page.wait_for_url(f"{console.url}/login")
    page.goto(console.url + console.told)
    expect(page).to_have_url(re.compile(r"/login\?next="))

    assert not watched.strangers
    assert not watched.complaints
    context.close()


def test_the_queue_is_walked_with_the_keyboard(browser: Browser, console: Console) -> None:
    context = browser.new_context()
    page = watch(context, console).page
    enter(page, console, Role.HANDLER)
    links = page.locator(".q .ref")

    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    reference = links.nth(0).inner_text()
    page.keyboard.press("Enter")

    page.wait_for_url(f"{console.url}/requests/{reference}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    context.close()


def test_all_of_it_works_without_javascript(browser: Browser, console: Console) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-BE")
    page = watch(context, console).page

    enter(page, console, Role.DPO)
    page.fill("#sought", PERSONAL["email"])
    page.locator("#sought").press("Enter")
    page.locator(".q .ref").first.click()
    page.get_by_role("link", name="Revoir le déroulement").click()
    page.get_by_role("link", name="Précédent").click()
    expect(page.locator("h1 + .pill")).to_have_text("version 9 sur 10")
    page.locator("#version").fill("3")
    page.get_by_role("button", name="Afficher cette version").click()
    expect(page.locator("h1 + .pill")).to_have_text("version 3 sur 10")
    page.get_by_role("button", name="Se déconnecter").click()

    page.wait_for_url(f"{console.url}/login")
    context.close()


def test_a_day_of_the_strip_is_a_filter_and_so_is_a_figure(
    browser: Browser, console: Console
) -> None:
    context = browser.new_context(locale="en-GB")
    page = watch(context, console).page
    enter(page, console, Role.HANDLER)

    page.locator(".heat td a").last.click()
    expect(page.locator(".filters")).to_contain_text("due on")
    page.get_by_role("link", name="Clear the filter").click()
    page.get_by_role("link", name="Clock on hold").click()

    expect(page.locator(".tabs [aria-current]")).to_contain_text("On hold")
    expect(page.locator(".q .c-hold")).not_to_have_count(0)
    context.close()
