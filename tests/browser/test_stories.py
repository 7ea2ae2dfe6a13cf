"""Working days as people live them, in a real browser: what they click, and how long it takes.

With `GRIFFIE_SCREENSHOTS=FOLDER` each story keeps its pictures there. The officer's Monday that
begins with a telephone call stands in `test_a_monday_at_the_desk`, the leaver in `test_a_leaver`.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Download, expect

from griffie.api.composition import open_store, verify_file
from griffie.application.access.roles import Role
from griffie.application.controller.profile import NEUTRAL
from griffie.application.dossier.verdict import Wanted
from tests.browser.conftest import Console, page_of, served
from tests.browser.person import Typist, somebody
from tests.conftest import Clock, signed_in
from tests.given.inbox import mail
from tests.given.story import receive

TAKEN = """async (button) => {
  const form = button.form, said = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(form.action, { method: "POST", body: said });
  return [answer.headers.get("content-type"), (await answer.text()).slice(0, 8)];
}"""
"""What the button gives: a browser without a window shows no PDF."""
A_MINUTE, SIX_MINUTES = 60, 360


def taken_by(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def test_from_a_mail_to_a_closed_request_with_a_letter_as_pdf(
    browser: Browser, console: Console
) -> None:
    sent = mail(number="story", From="Wivina Maes <wivina.maes@post.example>")
    file = {"name": "monday.eml", "mimeType": "message/rfc822", "buffer": sent}
    with somebody(browser, console, Role.DPO, "officers-monday") as me:
        page = me.page
        me.go("/inbox")
        page.set_input_files("#files", file)  # type: ignore[arg-type]
        me.press("Take in")
        me.click(page.get_by_role("alert").get_by_role("link", name="monday.eml"))
        me.press("Open the message")
        me.keep("message")
        me.tick("rights", "access")
        me.press("Make a request")
        me.says("Request received")
        me.now()
        me.take_first("handler")
        me.send()
        me.now()
        me.follow("^Grant")
        me.send()
        expect(page.locator(".nowdo")).to_contain_text("Hand the data over")
        me.now()
        me.tick("format", "pdf")
        me.send()
        me.says("Copy handed over")
        me.now()
        me.fill("measures", "Wij stuurden een kopie van alles.")
        me.send()
        me.now()
        me.press("Our answer")
        me.keep("letter")
        expect(page.locator(".gapf textarea").first).to_be_visible()
        for gap in range(1, page.locator(".gapf textarea").count() + 1):
            me.fill(f"gap{gap}", "Alles kwam van uzelf.")
        me.press("Update the letter")
        expect(page.locator('[name="send"]')).to_be_visible()
        kind, begins = page.locator('[name="pdf"]').evaluate(TAKEN)
        assert (kind, begins) == ("application/pdf", "%PDF-1.7")
        me.click('[name="send"]')
        me.says("Requester informed")
        me.now()
        me.send()
        me.says("Request closed")
        me.keep("closed")

        assert me.seconds < SIX_MINUTES, (me.clicks, me.letters, me.pages)


def test_an_objection_to_marketing_by_telephone_is_done_within_a_minute(
    browser: Browser, console: Console
) -> None:
    """Without a script, by keyboard alone, on a narrow screen."""
    narrow: dict[str, Any] = {
        "viewport": {"width": 390, "height": 844},
        "java_script_enabled": False,
    }
    with somebody(browser, console, Role.HANDLER, "marketing-by-phone", **narrow) as me:
        page = me.page

        def by_key(selector: str, words: str = "") -> None:
            """Go there with the tabulator, and type or press."""
            page.locator(selector).first.focus()
            me.clicks += 1
            me.letters += len(words)
            page.keyboard.type(words) if words else page.keyboard.press("Space")

        me.go("/requests/new")
        by_key('[name="channel"]', "Tele")
        by_key('[name="requester.name"]', "Lea Wuyts")
        by_key('[name="requester.phone"]', "0470 11 22 33")
        by_key('[name="rights"][value="direct_marketing_objection"]')
        by_key('[name="message"]', "Geen reclame meer.")
        me.keep("on-the-phone")
        page.locator(".gofoot .btn.pri").focus()
        page.keyboard.press("Enter")
        me.says("Request received")
        me.keep("recorded")

        assert "Lea Wuyts" not in page.content()
        assert me.seconds < A_MINUTE, (me.clicks, me.letters, me.pages)


@pytest.fixture(scope="module")
def four_eyes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """An office in which another person approves each refusal, with one request."""
    folder = tmp_path_factory.mktemp("four-eyes") / "data"
    profile = NEUTRAL.model_copy(update={"four_eyes": True})
    store = open_store(folder, clock=Clock(), profile=profile, demo=True)
    clerk = signed_in(store, Role.HANDLER)
    page = page_of(clerk, receive(clerk, rights=[{"right": "erasure"}]))
    tokens = {role: store.access.create_token(role, f"story {role}") for role in Role}
    with served(store) as url:
        yield Console(url, tokens, page, page)
    store.engine.close()


def test_a_refusal_needs_a_second_pair_of_eyes_and_no_mouse(
    browser: Browser, four_eyes: Console
) -> None:
    with somebody(browser, four_eyes, Role.HANDLER, "four-eyes", Typist) as clerk:
        clerk.go(f"{four_eyes.told}/decide")
        clerk.follow("^Refuse")
        clerk.tick("ground", "gdpr/12/5/excessive")
        clerk.fill("demonstration", "De vierde keer in één maand, met dezelfde woorden.")
        clerk.keep("proposed")
        clerk.send()
        clerk.go(four_eyes.told)
        expect(clerk.page.locator("main")).to_contain_text("Refusal proposed")

    with somebody(browser, four_eyes, Role.DPO, "four-eyes", Typist) as officer:
        officer.go("/approvals")
        officer.keep("approvals")
        officer.press("^Approve")
        officer.says("Refusal approved")
        expect(officer.page.locator("main")).to_contain_text("Refused")


def test_a_manager_reads_the_month_and_takes_it_along(browser: Browser, console: Console) -> None:
    with somebody(browser, console, Role.REPORTER, "managers-month") as manager:
        page = manager.page
        manager.go("/reports")
        manager.fill("from", "2026-02-01")
        manager.fill("until", "2026-02-28")
        manager.choose("beside", "just_before")
        manager.press("^Show$")
        expect(page.get_by_role("heading", level=1)).to_contain_text("1 February 2026")
        expect(page.locator("svg[role=img]")).to_have_count(2)
        manager.keep("february")
        with page.expect_download() as download:
            manager.follow("^PDF$")
        assert taken_by(download.value).startswith(b"%PDF-1.7")
        manager.follow("Records of processing activities")
        expect(page.locator("#unsaid")).to_have_text("The profile says nothing of")
        manager.keep("processing")

        assert manager.clicks <= 10


def test_an_auditor_visits_and_leaves_with_evidence(
    browser: Browser, console: Console, tmp_path: Path
) -> None:
    with somebody(browser, console, Role.AUDITOR, "auditors-visit") as auditor:
        page = auditor.page
        auditor.go("/audit")
        note = page.locator("pre").first.inner_text()
        auditor.choose("kind", "RequesterInformed")
        auditor.press("^Filter$")
        expect(page.locator(".log-table tbody tr").first).to_contain_text("Requester informed")
        auditor.fill("note", f"Kept in my own mail:\n\n{note}\n")
        auditor.press("Compare with the log")
        expect(page.locator('[role="status"]')).to_contain_text("still begins exactly as")
        auditor.keep("compared")
        auditor.go("/audit")
        auditor.follow("File for an inspection")
        auditor.press("Make the file")
        expect(page.locator("#from-e")).to_be_visible()
        auditor.keep("nothing-chosen")
        auditor.fill("from", "2026-02-01")
        auditor.fill("until", "2026-02-28")
        with page.expect_download() as download:
            auditor.press("Make the file")
        file = tmp_path / "inspection.zip"
        file.write_bytes(taken_by(download.value))

    verdict = verify_file(file, Wanted())
    assert verdict.name == "consistent"
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        named = json.loads(archive.read("manifest.json"))["requests"]
    assert len(named) == verdict.facts["requests"] > 10
