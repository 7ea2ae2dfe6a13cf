"""What is written to others than the requester, in a real browser: a search, a notice."""

import re
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, posted, served, watch
from tests.browser.looked_at import violations
from tests.browser.test_every_page import OVERFLOW
from tests.conftest import Clock, signed_in
from tests.sending.conftest import PORTAL, sending, spoken_to
from tests.sending.relay import ARelay, a_relay
from tests.sending.test_recipient_notice import Case

PATIENCE = 120.0
FILE = Path(__file__).parents[2] / "LICENSE"
WAYS: list[dict[str, Any]] = [
    {"viewport": {"width": 390, "height": 844}, "locale": "fr", "color_scheme": "dark"},
    {"viewport": {"width": 1440, "height": 900}, "locale": "de"},
    {"java_script_enabled": False, "locale": "nl"},
]
WORDS = {
    "fr": ("Montrer la notification", "Envoyer par courriel"),
    "de": ("Mitteilung anzeigen", "Per E-Mail senden"),
    "nl": ("De kennisgeving tonen", "Per e-mail verzenden"),
}


class Office(NamedTuple):
    console: Console
    store: Store
    page: str
    relay: ARelay

    def mail(self, messages: int) -> EmailMessage:
        """The newest message, once so many came."""
        end = time.monotonic() + PATIENCE
        while len(self.relay.taken) < messages:
            assert time.monotonic() < end
            time.sleep(0.02)
        return self.relay.taken[-1]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that sends, and a request with two searches that wait."""
    folder = tmp_path_factory.mktemp("search") / "data"
    store = open_store(folder, clock=Clock(), demo=True, profile=sending())
    clerk, today = signed_in(store, Role.HANDLER), store.engine.today().isoformat()
    said = {
        "received_on": today,
        "channel": "phone",
        "language": "nl",
        "rights": [{"right": "access"}],
        "requester": {"name": "Ludmilla Wittebolle", "email": "ludmilla@wittebolle.example"},
    }
    place = posted(clerk, "/api/v1/requests", said)
    for system in ("web-shop", "newsletter"):
        posted(clerk, f"{place}/ask-search", {"system": system, "due_on": today})
    tokens = {Role.HANDLER: store.access.create_token(Role.HANDLER, "An Claes")}
    with a_relay() as relay, served(store, spoken_to(relay.port)) as url:
        page = f"/requests/{clerk.get(place).json()['reference']}/searches"
        yield Office(Console(url, tokens, "", ""), store, page, relay)


def asked(page: Page, office: Office, system: str) -> None:
    """Fill in the form of one system, and send it."""
    page.goto(office.console.url + office.page)
    page.get_by_role("row").filter(has_text=system).get_by_text("Ask by e-mail").click()
    page.wait_for_url("**/mail")
    page.fill("#f-colleague", "Joris Maes")
    page.fill("#f-to", "joris@office.example")
    page.get_by_role("button", name="Send by e-mail").click()
    page.wait_for_url("**/searches")


def link_in(office: Office, messages: int) -> str:
    """The address of the link in the newest message, once so many came."""
    words = str(office.mail(messages).get_content())
    found = re.search(re.escape(PORTAL) + r"(/portal/task/\S+)", words)
    assert found
    return office.console.url + found[1].partition("?")[0]


def test_a_colleague_answers_by_keyboard_without_javascript_and_without_an_account(
    browser: Browser, office: Office
) -> None:
    desk, before = browser.new_context(locale="en"), len(office.relay.taken)
    page = watch(desk, office.console).page
    enter(page, office.console, Role.HANDLER)
    page.goto(f"{office.console.url}{office.page}/web-shop/mail")
    page.get_by_role("button", name="Send by e-mail").click()
    expect(page.get_by_role("alert")).to_contain_text("Something is missing")
    wrong = [*violations(page), *(["too wide"] if page.evaluate(OVERFLOW) > 0 else [])]
    asked(page, office, "Web shop")
    expect(page.get_by_role("row").filter(has_text="Web shop")).to_contain_text("Asked by e-mail")
    wrong += violations(page)
    link = link_in(office, before + 1)

    plain = browser.new_context(java_script_enabled=False, locale="nl")
    other = plain.new_page()
    other.goto(f"{link}?lang=nl")
    expect(other.locator("main")).not_to_contain_text("Wittebolle")
    other.focus("main button[type=submit]")
    other.keyboard.press("Enter")
    expect(other.locator("main")).to_contain_text("Ludmilla Wittebolle")
    other.focus("#r-found")
    other.keyboard.press("Space")
    other.set_input_files("#files", FILE)
    other.focus("main form button[type=submit]")
    other.keyboard.press("Enter")
    expect(other.locator("h1")).to_have_text("Dank u")

    page.goto(office.console.url + office.page)
    expect(page.get_by_role("row").filter(has_text="Web shop")).to_contain_text("data found")
    assert plain.cookies() == []
    assert not wrong
    plain.close()
    desk.close()


def test_a_link_is_taken_back_and_nothing_of_it_stands_in_the_way_of_anybody(
    browser: Browser, office: Office
) -> None:
    desk = browser.new_context(locale="en", viewport={"width": 390, "height": 844})
    page = watch(desk, office.console).page
    before = len(office.relay.taken)
    enter(page, office.console, Role.HANDLER)
    asked(page, office, "Newsletter")
    link = link_in(office, before + 1)
    found: dict[str, list[str]] = {}

    def looked(name: str) -> None:
        found[name] = [*violations(page), *(["too wide"] if page.evaluate(OVERFLOW) > 0 else [])]

    for language in ("nl", "fr", "de", "en"):
        page.goto(f"{link}?lang={language}")
        looked(f"what is asked, {language}")
        page.click("main button[type=submit]")
        expect(page.locator("#r-none")).to_be_visible()
        looked(f"what to look for, {language}")

    page.goto(office.console.url + office.page)
    page.get_by_role("button", name="Take the link back").click()
    page.wait_for_url("**/searches")
    page.goto(f"{link}?lang=en")
    expect(page.locator("h1")).to_have_text("This link opens nothing")
    looked("closed")
    assert not {name: wrong for name, wrong in found.items() if wrong}
    desk.close()


@pytest.mark.parametrize("way", WAYS)
def test_a_recipient_is_written_to_from_the_letters_of_a_request(
    browser: Browser, office: Office, way: dict[str, Any]
) -> None:
    context = browser.new_context(**way)
    watched = watch(context, office.console)
    page, case = watched.page, Case(office.store)
    shown, send = WORDS[way["locale"]]
    reference = case.office.get(f"/api/v1/requests/{case.id}").json()["reference"]
    before = len(office.relay.taken)
    enter(page, office.console, Role.HANDLER)
    page.goto(f"{office.console.url}/requests/{reference}/letter")
    page.click("a[href$='/notice']")
    page.wait_for_url("**/notice")
    page.get_by_role("button", name=shown).click()
    expect(page.locator("#shown")).to_contain_text("An Peeters")
    wrong = []
    if way.get("java_script_enabled", True):
        wrong = [*violations(page), *(["too wide"] if page.evaluate(OVERFLOW) > 0 else [])]
    page.get_by_role("button", name=send).click()
    expect(page.get_by_role("alert")).to_be_visible()  # to whom was not said
    page.fill("#f-to", "gdpr@host.example")
    page.get_by_role("button", name=shown).click()
    page.get_by_role("button", name=send).click()
    page.wait_for_url(f"**/requests/{reference}?done=*")

    assert office.mail(before + 1)["To"] == "gdpr@host.example"
    assert not wrong
    assert not watched.strangers
    context.close()
