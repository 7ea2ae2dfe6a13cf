"""The code by e-mail in a real browser: without JavaScript, by keyboard, in four languages."""

import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from tests.browser.conftest import Console, served, watch
from tests.browser.looked_at import violations
from tests.browser.test_every_page import OVERFLOW
from tests.conftest import Clock, signed_in
from tests.given.portal import Codes, asked
from tests.given.story import SAID
from tests.sending.conftest import sending, spoken_to
from tests.sending.relay import ARelay, a_relay, code_in

PATIENCE = 120.0
COPY, SECOND = b"%PDF-1.7 everything about her", b"%PDF-1.7 and the rest"


class Portal(NamedTuple):
    url: str
    codes: Codes
    relay: ARelay


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """An office that sends, and a letter and two copies that lie ready at its portal."""
    folder = tmp_path_factory.mktemp("code") / "data"
    store = open_store(folder, clock=Clock(), demo=True, profile=sending())
    office: TestClient = signed_in(store, Role.DPO)
    with a_relay() as relay, served(store, spoken_to(relay.port)) as url:
        codes = asked(TestClient(office.app, headers={"accept": "text/html"}))
        path = f"/api/v1/requests/{codes.reference}"
        said = {"kind": "delivered_copy", "name": "kopie.pdf", "media_type": "application/pdf"}
        first, second = (
            office.post(f"{path}/documents", data=said, files={"file": octets}).json()["document"]
            for octets in (COPY, SECOND)
        )
        sent = {"right": "access", "format": "pdf", "channel": "web_form"}
        sent |= {"delivered_on": store.engine.today().isoformat()}
        letter = {"kind": "answer", "rights": ["access"], "said": SAID, "by": "portal"}
        for step, body in (
            ("deliver-copy", {"documents": [first], **sent}),
            ("fulfil", {"right": "access", "measures": "Gedaan."}),
            ("letter/send", {**letter, "files": [second]}),
        ):
            done = office.post(f"{path}/{step}", json=body)
            assert done.status_code == 200, done.text
        yield Portal(url, codes, relay)


def followed(page: Page, portal: Portal, language: str) -> None:
    page.goto(f"{portal.url}/portal/status?lang={language}")
    page.fill("#reference", portal.codes.reference)
    page.fill("#secret", portal.codes.secret)
    page.click("main button[type=submit]")


def codes_sent(portal: Portal) -> int:
    """How many codes came; the notice of the letter is none."""
    return sum(one["Auto-Submitted"] is not None for one in portal.relay.taken)


def came(portal: Portal, before: int) -> str:
    """The code in the newest message, once one came."""
    end = time.monotonic() + PATIENCE
    while codes_sent(portal) == before:
        assert time.monotonic() < end
        time.sleep(0.02)
    return code_in(portal.relay)


def test_the_copy_is_fetched_with_the_code_by_keyboard_and_without_javascript(
    browser: Browser, portal: Portal
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="nl")
    page, before = context.new_page(), codes_sent(portal)
    followed(page, portal, "nl")
    page.focus("text=Stuur mij de code")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Vul de code uit de e-mail in")
    page.focus("#code")
    page.keyboard.type(came(portal, before))
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Ons antwoord is er")
    with page.expect_download() as copy:
        page.focus("text=Kopie 2 van 2 downloaden")
        page.keyboard.press("Enter")
    with page.expect_download() as letter:
        page.focus("text=De brief als pdf")
        page.keyboard.press("Enter")

    assert copy.value.path().read_bytes() == SECOND
    assert letter.value.path().read_bytes().startswith(b"%PDF-")
    assert portal.codes.secret not in page.url
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_nothing_of_the_code_stands_in_the_way_of_anybody(
    browser: Browser, portal: Portal, language: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = watch(context, Console(portal.url, {}, "", "")).page
    found: dict[str, list[str]] = {}

    def looked(name: str) -> None:
        found[name] = [*violations(page), *(["too wide"] if page.evaluate(OVERFLOW) > 0 else [])]

    before = codes_sent(portal)
    followed(page, portal, language)
    looked("locked")
    page.locator("form[action^='/portal/status/code'] button").click()
    expect(page.locator("#code")).to_be_visible()
    looked("the form of the code")
    page.fill("#code", "0000 0000")
    page.locator("form[action^='/portal/status/answer'] button").click()
    expect(page.locator(".errs")).to_be_visible()
    looked("a wrong code")
    page.fill("#code", came(portal, before))
    page.locator("form[action^='/portal/status/answer'] button").click()
    expect(page.locator("input[name=as][value=pdf]").first).to_be_attached()
    looked("the answer lies there")

    assert not {name: wrong for name, wrong in found.items() if wrong}
    context.close()
