"""Requests taken to their end in an office with a profile: cut in parts, or quickly.

The profile names purposes, categories and recipients; so a part can be answered otherwise than the
rest, and the letter tells both.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from tests.browser.conftest import Console, page_of, posted, served
from tests.browser.person import Person, somebody
from tests.conftest import Clock, signed_in

REASON = "Zonder deze controle wordt de winkel opgelicht."
A_MINUTE = 60
NO_SCRIPT: dict[str, Any] = {"java_script_enabled": False}
TELEPHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
IASSIST = Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An office whose profile names purposes, categories and recipients."""
    folder = tmp_path_factory.mktemp("decided") / "data"
    opened = open_store(folder, clock=Clock(), profile=load_profile(IASSIST), demo=True)
    yield opened
    opened.engine.close()


@pytest.fixture(scope="module")
def office(store: Store) -> Iterator[Console]:
    tokens = {role: store.access.create_token(role, f"story {role}") for role in Role}
    with served(store) as url:
        yield Console(url, tokens, "", "")


def asked(store: Store, **said: Any) -> str:
    """The page of a request that just came in."""
    clerk = signed_in(store, Role.HANDLER)
    body = {
        "received_on": "2026-03-05",
        "channel": "email",
        "language": "nl",
        "requester": {"name": "Wivina Maes", "email": "wivina.maes@post.example"},
        "message": "Graag een antwoord.",
    }
    return page_of(clerk, posted(clerk, "/api/v1/requests", body | said))


def answered(me: Person) -> str:
    """The letter of the answer is filled in and recorded as sent; gives its words."""
    me.now()
    me.press("Our answer")
    for gap in range(1, me.page.locator(".gapf textarea").count() + 1):
        me.fill(f"gap{gap}", "Alles kwam van uzelf.")
    me.press("Update the letter")
    words = me.page.locator(".sheet").inner_text()
    me.keep("letter")
    me.click('[name="send"]')
    me.says("Requester informed")
    return words


def test_a_part_is_erased_and_those_who_got_the_data_are_told(
    browser: Browser, office: Console, store: Store
) -> None:
    place = asked(store, rights=[{"right": "erasure", "categories": ["contact", "invoices"]}])
    with somebody(browser, office, Role.DPO, "partial-erasure", **NO_SCRIPT) as me:
        me.go(place)
        me.now()
        me.take_first("handler")
        me.send()
        me.now()
        me.follow("^Keep")
        me.tick("ground", "gdpr/17/3/b")
        me.unfold()
        me.tick("categories", "invoices")
        me.fill("necessity", "De boekhouding bewaart facturen zeven jaar.")
        me.fill("legal_basis", "Artikel 60 van het Btw-wetboek")
        me.fill("until", "2033-12-31")
        me.keep("kept")
        me.send()
        me.step("record-recipients")
        for recipient in ("host-1", "partners"):
            me.tick("recipients", recipient)
        me.tick("source", "contract")
        me.send()
        me.step("fulfil")
        me.fill("measures", "Gewist in de winkel en in het klantenbestand.")
        me.send()
        for recipient in ("host-1", "partners"):
            me.step("notify-recipient")
            me.tick("recipient", recipient)
            me.send()
            me.says("Recipient notified")
        words = answered(me)
        me.now()
        me.send()
        me.says("Request closed")
        me.keep("closed")

        assert "Gewist zijn: contactgegevens." in words
        assert "De volgende gegevens wissen wij niet: facturen." in words
        assert "tot en met 31 december 2033" in words
        assert "hostingbedrijf" in words
        expect(me.page.locator("main")).to_contain_text("Partly fulfilled")


def test_an_objection_is_cut_by_purpose(browser: Browser, office: Console, store: Store) -> None:
    purposes = ["statistics", "fraud-prevention"]
    place = asked(store, rights=[{"right": "objection", "purposes": purposes}])
    with somebody(browser, office, Role.DPO, "objection-cut", **TELEPHONE) as me:
        me.go(place)
        me.now()
        me.take_first("handler")
        me.send()
        me.now()
        me.keep("by-purpose")
        me.follow("^Grant.*Visitor statistics")
        expect(me.page.locator('[name="purposes"][value="statistics"]')).to_be_checked()
        me.send()
        me.go(f"{place}/decide")
        me.follow("^Keep.*Fraud prevention")
        expect(me.page.locator('[name="purposes"][value="fraud-prevention"]')).to_be_checked()
        me.tick("ground", "gdpr/21/1/compelling")
        me.fill("necessity", REASON)
        me.click(".gofoot .btn.pri")
        expect(me.page.get_by_role("alert")).to_contain_text("Weigh the interests first")
        expect(me.page.locator('[name="necessity"]')).to_have_value(REASON)
        me.keep("refused")
        me.go(place)
        me.step("perform-balancing")
        me.fill("interests", "Andere klanten dragen anders de schade.")
        me.tick("prevails", "controller")
        me.send()
        me.go(f"{place}/decide")
        me.follow("^Keep.*Fraud prevention")
        me.tick("ground", "gdpr/21/1/compelling")
        me.fill("necessity", REASON)
        me.send()
        me.now()
        me.fill("measures", "Uit de statistieken gehaald.")
        me.send()
        words = answered(me)

        assert "bezoekersstatistieken" in words
        assert "fraudepreventie" in words
        assert REASON in words
        me.now()
        me.send()
        me.says("Request closed")
        expect(me.page.locator("main")).to_contain_text("Partly fulfilled")


def test_an_objection_to_marketing_by_telephone_reaches_its_end_in_a_minute_of_clicks(
    browser: Browser, office: Console
) -> None:
    with somebody(browser, office, Role.HANDLER, "marketing-to-its-end") as me:
        me.go("/requests/new")
        me.choose("channel", "phone")
        me.fill("requester.name", "Lea Wuyts")
        me.fill("requester.email", "lea@wuyts.example")
        me.tick("rights", "direct_marketing_objection")
        me.send()
        me.now()
        me.send()
        me.says("Direct marketing stopped")
        me.keep("stopped")
        me.step("fulfil")
        me.fill("measures", "Uitgeschreven.")
        me.send()
        me.follow("^Letters")
        me.press("Our answer")
        me.keep("letter")
        me.click('[name="send"]')
        me.says("Requester informed")
        me.step("close")
        me.send()
        me.says("Request closed")
        me.keep("closed")

        assert me.handwork < A_MINUTE, (me.clicks, me.letters, me.pages)
