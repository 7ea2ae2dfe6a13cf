"""Who changes the language in the middle of a form of the portal loses nothing that was typed.

In a real browser that runs no script: the form goes along with the button of the language and comes
back. Files stay behind, and the page says so.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from tests.browser.conftest import served
from tests.browser.test_portal import Portal, asked_by_office, entered, followed, plain
from tests.conftest import Clock, signed_in

FILE = Path(__file__).parents[2] / "LICENSE"
CHOOSE_AGAIN = {
    "nl": "Kies de bestanden opnieuw",
    "fr": "Choisissez à nouveau les fichiers",
    "de": "Wählen Sie die Dateien noch einmal",
    "en": "Choose files again",
}
WAYS = [("nl", "fr"), ("fr", "de"), ("de", "en"), ("en", "nl")]
WORDS = 'Over "maart" & <b>zo</b>.'


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    store = open_store(tmp_path_factory.mktemp("portal") / "data", clock=Clock(), demo=True)
    office = signed_in(store, Role.DPO)
    with served(store) as url:
        yield Portal(url, office, store.engine.today().isoformat())


def requests(portal: Portal) -> int:
    return len(portal.office.get("/api/v1/requests", params={"limit": 200}).json()["items"])


def to(page: Page, language: str) -> None:
    """Press the button of a language, and wait for the page in it."""
    page.click(f"nav.langs [lang={language}]")
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize(("first", "then"), WAYS)
def test_a_request_goes_on_in_another_language(
    browser: Browser, portal: Portal, first: str, then: str
) -> None:
    context, before = plain(browser, first), requests(portal)
    page = context.new_page()
    page.goto(f"{portal.url}/portal/new?lang={first}")
    page.check("#q-access")
    page.locator("summary").first.click()
    page.check("#q-portability")
    page.fill("#message", WORDS)
    page.fill("#name", "Ludmilla Wittebolle")
    page.fill("#email", "ludmilla@wittebolle.example")
    page.locator("summary").nth(1).click()
    page.fill("#postal_address", "Kerkstraat 7\n9000 Gent")
    page.locator("summary").nth(2).click()
    page.fill("#for_name", "Corneel Wittebolle")
    page.select_option("#capacity", "parent")
    page.set_input_files("#files", FILE)

    to(page, then)

    expect(page.locator("#files-h")).to_contain_text(CHOOSE_AGAIN[then])
    assert page.url == f"{portal.url}/portal/new/language?lang={then}"
    assert requests(portal) == before
    to(page, first)
    expect(page.locator("#files-h")).not_to_contain_text(CHOOSE_AGAIN[first])
    to(page, then)
    for ticked in ("#q-access", "#q-portability"):
        expect(page.locator(ticked)).to_be_checked()
    expect(page.locator("#q-erasure")).not_to_be_checked()
    assert page.input_value("#message") == WORDS
    assert page.input_value("#postal_address") == "Kerkstraat 7\n9000 Gent"
    assert page.input_value("#capacity") == "parent"
    page.focus("#for_name")
    page.keyboard.press("Enter")  # it sends the form, and is no button of a language

    expect(page.locator("#reference")).to_be_visible()
    reference = page.inner_text("#reference")
    shown = portal.office.get(f"/api/v1/requests/{reference}?reveal=true").json()
    assert shown["language"] == then
    assert {one["right"] for one in shown["claims"]} == {"access", "portability"}
    assert shown["requester"]["name"] == "Corneel Wittebolle"
    assert shown["message"] == WORDS
    context.close()


@pytest.mark.parametrize(("first", "then"), WAYS)
def test_an_answer_and_a_reminder_go_on_in_another_language(
    browser: Browser, portal: Portal, first: str, then: str
) -> None:
    context = plain(browser, first)
    page = context.new_page()
    codes = entered(page, portal, first)
    asked_by_office(portal, codes)
    page.goto(f"{portal.url}/portal/status?lang={first}")
    page.fill("#reference", codes[0])
    page.fill("#secret", codes[1])
    to(page, then)
    assert (page.input_value("#reference"), page.input_value("#secret")) == codes
    assert codes[1] not in page.url
    page.focus("#secret")
    page.keyboard.press("Enter")
    page.fill("#answer1", WORDS)
    page.fill("#message", "Graag snel.")
    page.set_input_files("#proof1", FILE)

    to(page, first)

    expect(page.locator("#proof1-h")).to_contain_text(CHOOSE_AGAIN[first])
    expect(page.locator("#files-h")).to_have_count(0)
    assert page.input_value("#answer1") == WORDS
    page.click("button[value=reminder]")
    expect(page.locator("[role=status]")).to_be_visible()
    assert (page.input_value("#answer1"), page.input_value("#message")) == (WORDS, "")
    page.set_input_files("#proof1", FILE)
    page.click("button[value=identity]")
    expect(page.locator("[role=status]")).to_be_visible()
    assert page.input_value("#answer1") == ""
    shown = portal.office.get(f"/api/v1/requests/{codes[0]}").json()
    assert {one["code"] for one in shown["remarks"]} >= {"joined", "may_be_proof", "reminds"}
    assert len(shown["documents"]) == 1 + 1 + 2  # with the request; the reminder; answer and file
    context.close()


def test_what_was_found_at_a_wrong_code_is_not_shown_again(
    browser: Browser, portal: Portal
) -> None:
    context = plain(browser, "en")
    page = context.new_page()
    followed(page, portal, ("AAAAA-AAAAA", "wrong"), "en")

    to(page, "de")

    expect(page.locator("h1")).to_be_visible()
    assert (page.input_value("#reference"), page.input_value("#secret")) == ("", "")
    context.close()
