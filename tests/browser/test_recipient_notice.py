"""A notice to a recipient in a real browser: written, read, sent by e-mail; in four languages."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, expect

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.sending.outbox import OutboxState
from tests.browser.conftest import Console, enter, served, watch
from tests.browser.looked_at import violations
from tests.browser.test_every_page import OVERFLOW
from tests.conftest import Clock
from tests.sending.conftest import sending
from tests.sending.test_recipient_notice import Case

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


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("notice") / "data"
    store = open_store(folder, clock=Clock(), demo=True, profile=sending())
    tokens = {Role.HANDLER: store.access.create_token(Role.HANDLER, "An Claes")}
    with served(store) as url:
        yield Office(Console(url, tokens, "", ""), store)


@pytest.mark.parametrize("way", WAYS)
def test_a_recipient_is_written_to_from_the_letters_of_a_request(
    browser: Browser, office: Office, way: dict[str, Any]
) -> None:
    context = browser.new_context(**way)
    watched = watch(context, office.console)
    page, case = watched.page, Case(office.store)
    shown, send = WORDS[way["locale"]]
    reference = case.office.get(f"/api/v1/requests/{case.id}").json()["reference"]
    before = office.store.engine.outbox.counts().get(OutboxState.WAITING, 0)
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

    assert office.store.engine.outbox.counts()[OutboxState.WAITING] == before + 1
    assert not wrong
    assert not watched.strangers
    context.close()
