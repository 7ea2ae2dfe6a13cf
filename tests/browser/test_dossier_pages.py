"""The pages of a bundle as files in a browser: for everybody, on paper, from nowhere else."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, watch
from tests.browser.looked_at import violations
from tests.browser.test_every_page import OVERFLOW
from tests.given.bundles import apart

A4 = {"width": 680, "height": 960}  # what is left of it in CSS pixels, within our margins


@pytest.fixture(scope="module")
def laid_out(
    browser: Browser, console: Console, tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """Taken from the console by hand, as a data protection officer would, in four languages."""
    folder = tmp_path_factory.mktemp("bundles")
    context = browser.new_context(locale="en", accept_downloads=True)
    page = watch(context, console).page
    enter(page, console, Role.DPO)
    found: list[Path] = []
    for language, at in (
        ("nl", console.told),
        ("fr", console.full),
        ("de", console.told),
        ("fr", "/audit"),
    ):
        page.goto(f"{console.url}{at}/dossier")
        page.select_option("#language", language)
        if at != "/audit":
            page.check("#reveal")
        if language == "de":
            page.select_option("#form", "short")
        with page.expect_download() as download:
            page.click("form.reveal button")
        place = folder / f"{language}{at.replace('/', '-')}"
        place.mkdir()
        for name, content in apart(Path(download.value.path()).read_bytes()).items():
            if name.endswith(".html") and name != "verify.html":  # it has a test of its own
                (place / name).write_bytes(content)
                found.append(place / name)
    context.close()
    return found


def opened(page: Page, path: Path) -> None:
    page.goto(path.as_uri())
    page.locator("h1").wait_for()


def test_nothing_stands_in_the_way_of_anybody_who_reads_a_dossier(
    browser: Browser, laid_out: list[Path]
) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    found = {}
    for path in laid_out:
        opened(page, path)
        found[path.parent.name, path.name] = violations(page)

    assert len(laid_out) == 16
    assert not {name: wrong for name, wrong in found.items() if wrong}
    assert not said
    page.close()


def test_a_dossier_is_no_wider_than_a_telephone_and_than_paper(
    browser: Browser, laid_out: list[Path]
) -> None:
    page = browser.new_page()
    wider = {}
    for path in laid_out:
        opened(page, path)
        page.set_viewport_size({"width": 390, "height": 844})
        wider[path.parent.name, path.name, "telephone"] = page.evaluate(OVERFLOW)
        page.set_viewport_size(A4)  # type: ignore[arg-type]
        page.emulate_media(media="print")
        wider[path.parent.name, path.name, "paper"] = page.evaluate(OVERFLOW)
        page.emulate_media(media="screen")

    assert not {where: pixels for where, pixels in wider.items() if pixels > 0}
    page.close()


def test_the_page_on_which_a_dossier_is_asked_for_is_for_everybody(
    browser: Browser, console: Console
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = watch(context, console).page
    enter(page, console, Role.AUDITOR)

    for at in (console.told, "/audit"):
        page.goto(f"{console.url}{at}/dossier")
        assert violations(page) == []
        assert page.evaluate(OVERFLOW) == 0
    page.goto(f"{console.url}{console.told}/dossier")
    page.check("#reveal")
    page.fill("#reason", " ")
    page.click("form.reveal button")
    page.locator("#missing").wait_for()
    assert violations(page) == []
    context.close()
