"""The portal in a real browser: without JavaScript, in four languages, on a telephone, by keyboard.

The pages run no script, so a click and a key count from the first moment; axe needs one, so pages
are looked at in a context that runs scripts.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, BrowserContext, Page, expect

from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from tests.browser.conftest import Console, served, watch
from tests.browser.looked_at import violations
from tests.browser.test_every_page import OVERFLOW
from tests.conftest import Clock, signed_in
from tests.given.portal import QUESTION

LETTER = Path(__file__).parents[2] / "LICENSE"
"""A file of this disk, which a browser reads again when the form is sent again."""


class Portal(NamedTuple):
    url: str
    office: TestClient
    today: str

    def as_watched(self) -> Console:
        """For `watch`, which knows what leaves an origin."""
        return Console(self.url, {}, "", "")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    store = open_store(tmp_path_factory.mktemp("portal") / "data", clock=Clock(), demo=True)
    office = signed_in(store, Role.DPO)
    with served(store) as url:
        yield Portal(url, office, store.engine.today().isoformat())


def entered(page: Page, portal: Portal, language: str) -> tuple[str, str]:
    """Make a request; reference and secret code."""
    page.goto(f"{portal.url}/portal/new?lang={language}")
    page.check("#q-access")
    page.check("#q-direct_marketing_objection")
    page.fill("#message", "Over mijn aankoop van maart.")
    page.fill("#name", "Ludmilla Wittebolle")
    page.fill("#email", "ludmilla@wittebolle.example")
    page.set_input_files("#files", LETTER)
    page.click("main button[type=submit]")
    return page.inner_text("#reference"), page.inner_text("#secret")


def followed(page: Page, portal: Portal, codes: tuple[str, str], language: str) -> None:
    page.goto(f"{portal.url}/portal/status?lang={language}")
    page.fill("#reference", codes[0].lower())
    page.fill("#secret", codes[1].replace("-", " "))
    page.click("main button[type=submit]")


def asked_by_office(portal: Portal, codes: tuple[str, str]) -> None:
    said = {"grounds": "Twee namen.", "asked_on": portal.today, "asked_for": QUESTION}
    path = f"/api/v1/requests/{codes[0]}/doubt-identity"
    assert portal.office.post(path, json=said).status_code == 200


def plain(browser: Browser, language: str, width: int = 390) -> BrowserContext:
    """A telephone whose browser runs no script at all."""
    size = {"width": width, "height": 844}
    return browser.new_context(java_script_enabled=False, locale=language, viewport=size)  # type: ignore[arg-type]


def test_a_person_asks_follows_answers_and_reminds_without_javascript(
    browser: Browser, portal: Portal
) -> None:
    context = plain(browser, "nl")
    watched = watch(context, portal.as_watched())
    page = watched.page
    page.goto(f"{portal.url}/portal")
    page.click("text=Nederlands")
    page.click("main >> text=Een verzoek doen")
    expect(page.locator("h1")).to_have_text("Wat wilt u met uw gegevens?")
    codes = entered(page, portal, "nl")
    assert re.fullmatch(r"[0-9A-Z]{5}-[0-9A-Z]{5}", codes[0])
    assert re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}", codes[1])
    assert codes[1] not in page.url

    page.click("text=Het verzoek volgen")
    expect(page.locator("h1")).to_have_text("Wij behandelen uw verzoek")
    asked_by_office(portal, codes)
    followed(page, portal, codes, "nl")
    expect(page.locator("h1")).to_have_text("Wij hebben iets van u nodig")
    expect(page.locator(".said")).to_have_text(QUESTION)
    page.fill("#answer1", "Klantnummer 4411.")
    page.click("text=Antwoord versturen")
    expect(page.locator("[role=status] h2")).to_have_text("Wij hebben ontvangen wat u stuurde")
    page.click("text=Ons eraan herinneren")
    expect(page.locator("[role=status] h2")).to_have_text("Uw herinnering is bij ons")
    with page.expect_download() as receipt:
        page.click("text=Ontvangstbewijs downloaden")
    assert receipt.value.path().read_text("utf-8").startswith("c2sp.org/tlog-proof@v1")
    page.click("text=Bewijs om af te drukken")
    expect(page.locator("main")).to_contain_text(codes[0])

    assert context.cookies() == []
    assert not watched.strangers
    assert not watched.complaints
    shown = portal.office.get(f"/api/v1/requests/{codes[0]}").json()
    assert {one["code"] for one in shown["remarks"]} >= {"joined", "may_be_proof", "reminds"}
    context.close()


def test_sending_the_form_again_is_the_same_request(browser: Browser, portal: Portal) -> None:
    context = plain(browser, "en")
    page = context.new_page()
    codes = entered(page, portal, "en")

    page.reload()

    assert (page.inner_text("#reference"), page.inner_text("#secret")) == codes
    context.close()


@pytest.mark.parametrize(
    ("language", "scheme"), [("nl", "light"), ("fr", "dark"), ("de", "light"), ("en", "dark")]
)
def test_nothing_of_the_portal_stands_in_the_way_of_anybody(
    browser: Browser, portal: Portal, language: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 844})
    page = watch(context, portal.as_watched()).page
    found: dict[str, list[str]] = {}

    def looked(name: str) -> None:
        closed = page.locator("details:not([open]) > summary")
        while closed.count():
            closed.first.click()
        found[name] = [*violations(page), *(["too wide"] if page.evaluate(OVERFLOW) > 0 else [])]

    page.goto(f"{portal.url}/portal{'' if language == 'nl' else '?lang=' + language}")
    looked("home")
    page.goto(f"{portal.url}/portal/new?lang={language}")
    page.click("main button[type=submit]")
    looked("the form, and what is missing")
    codes = entered(page, portal, language)
    looked("received")
    asked_by_office(portal, codes)
    followed(page, portal, codes, language)
    looked("how it stands")
    page.locator("form[action^='/portal/status/proof'] button").first.click()
    looked("proof")
    followed(page, portal, (codes[0], "wrong"), language)
    looked("a wrong code")

    assert not {name: wrong for name, wrong in found.items() if wrong}
    context.close()


def test_the_keyboard_is_enough(browser: Browser, portal: Portal) -> None:
    context = plain(browser, "fr", 1280)
    page = context.new_page()
    page.goto(f"{portal.url}/portal/new?lang=fr")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#q-access")).to_be_focused()
    page.keyboard.press("Space")
    page.focus("#email")
    page.keyboard.type("ludmilla@wittebolle.example")
    page.focus("main button[type=submit]")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Nous avons reçu votre demande")
    context.close()


def test_a_printed_proof_shows_no_buttons_and_no_menu(browser: Browser, portal: Portal) -> None:
    context = browser.new_context()
    page = context.new_page()
    codes = entered(page, portal, "de")
    followed(page, portal, codes, "de")
    page.locator("form[action^='/portal/status/proof'] button").first.click()

    page.emulate_media(media="print")

    expect(page.locator("main")).to_contain_text("Nachweis, dass ein Recht ausgeübt wurde")
    expect(page.locator(".skip")).to_be_hidden()
    context.close()
