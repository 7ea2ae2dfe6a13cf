"""Approvals with a full page of proposals: beside each other, in one column, light and dark."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from griffie.api.composition import open_store
from griffie.api.console.desk.approvals_page import ROWS
from griffie.application.access.roles import Role
from griffie.application.controller.profile import NEUTRAL
from tests.browser.conftest import Console, enter, served
from tests.browser.looked_at import too_wide, violations, weight
from tests.browser.test_every_page import HEAVIEST, SOME_WIDTHS
from tests.conftest import Clock, signed_in
from tests.given.story import receive

REFUSE = {"right": "erasure", "ground": "gdpr/12/5/excessive", "demonstration": "De vierde keer."}
ONE_COLUMN, BESIDE = 1100, 1104
"""Pixels of a window, on both sides of where the page is laid out anew."""
LEFT_EDGES = """() => [...document.querySelectorAll(".proposal")][0].querySelectorAll(
  ".proposed, .beside > section").values().map(one => Math.round(one.getBoundingClientRect().left))
  .toArray()"""


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """An office in which more refusals wait than a page shows."""
    folder = tmp_path_factory.mktemp("approvals") / "data"
    profile = NEUTRAL.model_copy(update={"four_eyes": True})
    store = open_store(folder, clock=Clock(), profile=profile, demo=True)
    clerk = signed_in(store, Role.HANDLER)
    for _ in range(ROWS + 1):
        place = receive(clerk, rights=[{"right": "erasure"}])
        assert clerk.post(f"{place}/refuse", json=REFUSE).status_code == 200
    tokens = {Role.DPO: store.access.create_token(Role.DPO, "who approves")}
    with served(store) as url:
        yield Console(url, tokens, "", "")
    store.engine.close()


def columns(page: Page) -> int:
    """In how many columns a proposal and its four facts stand."""
    return len(set(page.evaluate(LEFT_EDGES)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_full_page_of_proposals_stands_in_nobodys_way(
    browser: Browser, waiting: Console, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        locale="de",
        color_scheme=scheme,
        java_script_enabled=True,
        viewport={"width": BESIDE, "height": 900},
    )
    page = context.new_page()
    enter(page, waiting, Role.DPO)
    page.goto(f"{waiting.url}/approvals")
    assert page.locator(".proposal").count() == ROWS

    assert columns(page) == 3
    page.set_viewport_size({"width": ONE_COLUMN, "height": 900})
    assert columns(page) == 1
    assert not violations(page)
    assert not too_wide(page, SOME_WIDTHS)
    assert weight(page) < HEAVIEST
    context.close()
