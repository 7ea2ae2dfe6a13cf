"""A question to a processor in a real browser: on a telephone, without a script, four languages."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect

from griffie.api.composition import Store, open_store
from griffie.api.composition.opendsr import handing_of
from griffie.application.access.roles import Role
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest
from tests.browser.conftest import Console, enter, served, watch
from tests.browser.looked_at import violations
from tests.browser.person import tab_to
from tests.browser.test_every_page import OVERFLOW
from tests.conftest import Clock
from tests.opendsr.processor import file_of, standing
from tests.sending.conftest import sending
from tests.sending.letters import decided, take

WAYS: list[dict[str, Any]] = [
    {"viewport": {"width": 390, "height": 844}, "locale": "fr", "color_scheme": "dark"},
    {"viewport": {"width": 1440, "height": 900}, "locale": "de"},
    {"java_script_enabled": False, "locale": "nl"},
]
WORDS = {
    "fr": ("Sous-traitants", "Envoyer par courriel"),
    "de": ("Auftragsverarbeiter", "Per E-Mail senden"),
    "nl": ("Verwerkers", "Per e-mail verzenden"),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Console, Store]]:
    folder = tmp_path_factory.mktemp("processors") / "data"
    store = open_store(folder, clock=Clock(), demo=True, profile=sending())
    tokens = {Role.HANDLER: store.access.create_token(Role.HANDLER, "An Claes")}
    with standing() as processor:
        handing = handing_of(file_of(folder.parent, processor))
        assert handing
        with served(store, handing=handing) as url:
            yield Console(url, tokens, "", ""), store


def with_erasure(store: Store) -> UUID:
    """A request that can be handed on: its erasure was granted."""
    request = decided(store)
    take(store, request, RightsRequest.add_claim, right="erasure", received_on="2026-03-20")
    take(store, request, RightsRequest.grant, right="erasure")
    return request


@pytest.mark.parametrize("way", WAYS)
def test_a_processor_is_asked_from_the_page_of_the_request(
    browser: Browser, office: tuple[Console, Store], way: dict[str, Any]
) -> None:
    console, store = office
    request = reference(with_erasure(store))
    context = browser.new_context(**way)
    watched = watch(context, console)
    page, wrong = watched.page, []
    processors, send = WORDS[way["locale"]]

    def look() -> None:
        if way.get("java_script_enabled", True):  # axe and the width are asked with a script
            wrong.extend([*violations(page), *(["wide"] if page.evaluate(OVERFLOW) > 0 else [])])

    enter(page, console, Role.HANDLER)
    page.goto(f"{console.url}/requests/{request}")
    page.get_by_role("link", name=processors, exact=True).click()
    page.wait_for_url("**/processors")
    page.get_by_role("button", name=send).click()
    expect(page.get_by_role("alert")).to_be_visible()  # nothing was said yet
    look()
    page.locator("[name=processor][value=host-1]").check()
    page.fill("#f-question", f"4411? {way['locale']}")
    page.fill("#f-to", "gdpr@host.example")
    tab_to(page, page.get_by_role("button", name=send))
    page.keyboard.press("Enter")
    page.wait_for_url("**/processors?since=*")
    expect(page.locator("p.okay")).to_be_visible()
    look()
    before = page.locator("ul.rows > li").count()
    page.click("a[href$='/hand-on']")
    page.wait_for_url("**/hand-on")
    look()
    page.fill("#f-due_on", "2020-01-01")
    tab_to(page, page.locator("form.card button[type=submit]"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    look()
    page.fill("#f-due_on", "2026-04-10")
    page.fill("#f-customer", way["locale"])
    page.click("form.card button[type=submit]")
    page.wait_for_url("**/processors*")
    assert page.locator("ul.rows > li").count() == before  # asked again: its new day counts

    assert not wrong
    assert not watched.strangers
    context.close()
