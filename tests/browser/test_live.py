"""An open page tells that a colleague recorded something, and loses nothing that was typed."""

from playwright.sync_api import Browser, Page, expect

from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, watch
from tests.browser.looked_at import violations
from tests.browser.test_every_page import OVERFLOW


def note(page: Page, console: Console, words: str) -> None:
    """A colleague writes a note in the request."""
    page.goto(f"{console.url}{console.full}/do/add-note")
    page.fill("#f-note", words)
    page.locator("main form button.pri").click()
    page.wait_for_url("**?done=*")


def test_queue_request_and_form_hear_of_it(browser: Browser, console: Console) -> None:
    mine = browser.new_context(locale="en", viewport={"width": 390, "height": 844})
    theirs = browser.new_context(locale="en")
    watched = watch(mine, console)
    queue, request, form = watched.page, mine.new_page(), mine.new_page()
    colleague = watch(theirs, console).page
    enter(queue, console, Role.HANDLER)
    enter(colleague, console, Role.DPO)
    request.goto(console.url + console.full)
    form.goto(f"{console.url}{console.full}/do/add-note")
    form.fill("#f-note", "Half a sentence")

    note(colleague, console, "Gebeld.")

    expect(queue.locator(".live")).to_contain_text(console.full[-11:])
    expect(request.locator(".live")).to_contain_text("A colleague recorded something")
    expect(form.locator(".live")).to_contain_text("What you typed stays.")
    expect(form.locator("#f-note")).to_have_value("Half a sentence")
    assert not violations(request)
    assert request.evaluate(OVERFLOW) == 0
    request.get_by_role("link", name="Load the page again").click()
    expect(request.locator(".live")).to_be_empty()
    expect(request.locator("#timeline")).to_be_visible()
    assert not watched.complaints
    assert not watched.strangers
    mine.close()
    theirs.close()


def test_ones_own_step_is_no_news(browser: Browser, console: Console) -> None:
    context = browser.new_context(locale="en")
    page = watch(context, console).page
    enter(page, console, Role.DPO)

    note(page, console, "Zelf gebeld.")
    with page.expect_response(lambda one: "/live" in one.url):
        page.reload()

    expect(page.locator(".live")).to_be_empty()
    context.close()
