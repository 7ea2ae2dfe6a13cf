"""No page is wider than its window, every 40 pixels from 320 to 1600: an office at work, walked.

Every link of every page is followed, once for each kind of address. The invented office has the
long names, lists and sentences of a real one. Long: the test of some widths is in
`test_every_page.py`.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page

from griffie.api.composition import open_store
from griffie.api.demo.run import PROFILE, fill
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from tests.browser.conftest import Console, enter, served
from tests.browser.looked_at import too_wide

WIDTHS = range(320, 1601, 40)
BEGINNINGS = ("/", "/requests/new", "/portal", "/portal/new", "/portal/status", "/nowhere")
LINKS = """[...document.querySelectorAll("a[href]")].map(one => one.getAttribute("href"))
  .filter(one => one.startsWith("/") && !/^\\/(static|list|logout)|\\/file\\?/.test(one))"""
SAME = (
    (r"/requests/[0-9A-Z]{5}-[0-9A-Z]{5}", "/requests/…"),
    (r"/(inbox|people)/[^/?]+", r"/\1/…"),
    (r"/law/.*", "/law/…"),
    (r"[?#].*", ""),
)
"""By which two addresses are of one kind: which request, message, account or provision it is."""
OF_A_KIND = 2


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """The invented office, served."""
    folder = tmp_path_factory.mktemp("office") / "store"
    tokens = fill(folder, datetime.now(UTC))
    store = open_store(folder, profile=load_profile(PROFILE), demo=True)
    with served(store) as url:
        yield Console(url, tokens, "", "")
    store.engine.close()


def walked(page: Page, url: str) -> Iterator[str]:
    """Open every page that links lead to; gives the address of each once it stands there."""
    waiting, opened = [*BEGINNINGS], dict[str, int]()
    while waiting:
        address = waiting.pop(0)
        kind = address
        for pattern, common in SAME:
            kind = re.sub(pattern, common, kind)
        if opened.get(kind, 0) == OF_A_KIND:
            continue
        opened[kind] = opened.get(kind, 0) + 1
        answer = page.goto(url + address)
        if answer and "text/html" in answer.headers.get("content-type", ""):
            waiting += page.evaluate(LINKS)
            yield address


@pytest.mark.deep
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("role", [Role.DPO, Role.AUDITOR, Role.ADMIN])
@pytest.mark.parametrize("language", ["nl", "de"])
def test_no_page_is_wider_than_its_window_at_any_width(
    browser: Browser, at_work: Console, language: str, role: Role
) -> None:
    context = browser.new_context(locale=language)
    page = context.new_page()
    enter(page, at_work, role)

    wider = {address: too_wide(page, WIDTHS) for address in walked(page, at_work.url)}

    assert len(wider) > {Role.DPO: 120, Role.AUDITOR: 30, Role.ADMIN: 8}[role]
    assert not {address: pixels for address, pixels in wider.items() if pixels}
    context.close()
