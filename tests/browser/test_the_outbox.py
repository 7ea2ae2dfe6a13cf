"""The outbox in a real browser: a letter is sent from its page, and a person decides about it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from griffie.application.sending.sender import send_waiting
from griffie.domain.request.reference import reference
from tests.browser.conftest import Console, enter, served, watch
from tests.browser.looked_at import violations
from tests.browser.test_every_page import OVERFLOW
from tests.conftest import Clock
from tests.sending.conftest import sending, spoken_to
from tests.sending.enclosed import CSV, a_copy, filed
from tests.sending.letters import decided, told
from tests.sending.relay import Says, a_relay

WAYS: list[dict[str, Any]] = [
    {"viewport": {"width": 1440, "height": 900}, "locale": "en"},
    {"viewport": {"width": 390, "height": 844}, "locale": "de", "color_scheme": "dark"},
    {"java_script_enabled": False, "locale": "nl"},
]
WORDS = {
    "en": ("Send by e-mail", "Perhaps sent", "It was sent"),
    "de": ("Per E-Mail senden", "Vielleicht gesendet", "Sie wurde gesendet"),
    "nl": ("Per e-mail verzenden", "Misschien verzonden", "Het is verzonden"),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Console, Any]]:
    folder = tmp_path_factory.mktemp("outbox")
    store = open_store(folder / "data", profile=sending(), clock=Clock(), demo=True)
    tokens = {Role.HANDLER: store.access.create_token(Role.HANDLER, "An Claes")}
    with a_relay() as relay, served(store) as url:
        smtp = spoken_to(relay.port)
        told(store)
        relay.next = [Says.NO_SUCH_MAILBOX]

        def sent() -> None:  # in a thread of its own: the browser has a loop in this one
            with ThreadPoolExecutor(1) as pool:
                pool.submit(send_waiting, store.engine, smtp).result()

        sent()

        def perhaps() -> str:
            """A request whose letter is to be sent; what waits then may have left."""
            relay.next = [Says.HANGS_UP_TAKEN] * 9
            request = decided(store)
            filed(store, request, a_copy())
            return f"/requests/{reference(request)}/letter"

        yield Console(url, tokens, "", ""), (perhaps, sent, relay)
    store.engine.close()


@pytest.mark.parametrize("context", WAYS)
def test_a_letter_is_sent_and_a_person_decides(
    browser: Browser, office: tuple[Console, Any], context: dict[str, Any]
) -> None:
    console, (perhaps, sent, relay) = office
    send, may_have_left, was_sent = WORDS[context["locale"]]
    opened = browser.new_context(**context)
    watched = watch(opened, console)
    page, scripted, wrong = watched.page, "java_script_enabled" not in context, []

    def looked_at() -> None:
        if scripted:
            wrong.extend(violations(page))
            assert page.evaluate(OVERFLOW) <= 0

    enter(page, console, Role.HANDLER)
    page.goto(console.url + perhaps())
    page.locator('form:has(input[name="kind"][value="answer"]) button').click()
    expect(page.get_by_role("button", name=send)).to_be_visible()
    page.focus("#file-1")
    page.keyboard.press("Space")
    page.locator(".gofoot button").first.click()
    expect(page.locator("#files-summary")).to_be_visible()
    expect(page.locator("#file-1")).to_be_checked()
    looked_at()
    page.get_by_role("button", name=send).click()
    page.wait_for_url("**/requests/*?done=*")
    sent()
    assert [one.get_payload(decode=True) for one in relay.taken[-1].iter_attachments()] == [CSV]
    page.goto(f"{console.url}/outbox")
    expect(page.get_by_role("heading", name=may_have_left)).to_be_visible()
    looked_at()
    page.get_by_role("button", name=was_sent).first.click()
    expect(page.get_by_role("heading", name=may_have_left)).to_have_count(0)
    looked_at()

    assert not wrong
    assert not watched.strangers
    opened.close()
