"""The officer's month at the page of retention, in a real browser, with something really due."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, expect

from griffie.api.composition import open_store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from tests.api.test_carry_out import with_a_copy
from tests.browser.conftest import STARTS_WITHIN, Console, enter, watch
from tests.browser.looked_at import violations
from tests.browser.test_every_page import OVERFLOW
from tests.conftest import Clock, signed_in
from tests.given.ports import free_port


@pytest.fixture
def late(tmp_path: Path) -> Iterator[Console]:
    """A console five years later: of three files the copies and the words are due, one is held."""
    clock = Clock()
    store = open_store(tmp_path / "data", clock=clock, demo=True)
    dpo = signed_in(store, Role.DPO)
    *_, held = [with_a_copy(dpo) for _ in range(3)]
    assert dpo.post(f"{held}/place-hold", json={"reason": "Een geding."}).status_code == 200
    clock.at = datetime(2031, 3, 20, 10, tzinfo=UTC)
    token = store.access.create_token(Role.DPO, "officer")
    port = free_port()
    app = application(store.engine)
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + STARTS_WITHIN
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    assert server.started, "the console did not start"
    yield Console(f"http://127.0.0.1:{port}", {Role.DPO: token}, "", "")
    server.should_exit = True
    thread.join()


WAYS: dict[str, dict[str, Any]] = {
    "in the dark": {"color_scheme": "dark"},
    "on a telephone": {"viewport": {"width": 390, "height": 844}},
    "without a script": {"java_script_enabled": False},
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_ticked_goes_and_what_is_held_cannot_be_ticked(
    browser: Browser, late: Console, way: str
) -> None:
    context = browser.new_context(locale="en", **WAYS[way])
    watched = watch(context, late)
    page, found = watched.page, {}

    def looked_at(state: str) -> None:
        if way != "without a script":
            found[state] = [*violations(page), *([state] if page.evaluate(OVERFLOW) > 0 else [])]

    enter(page, late, Role.DPO)
    page.goto(f"{late.url}/retention")
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(4)
    looked_at("list")
    boxes.first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Erase what is ticked").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This cannot be undone")
    looked_at("asked")
    page.get_by_role("button", name="Erase for good").press("Enter")
    expect(page.locator(".says")).to_contain_text("erased")
    expect(boxes).to_have_count(3)
    looked_at("done")
    expect(page.locator("#held")).to_be_visible()

    assert not {state: wrong for state, wrong in found.items() if wrong}
    assert not watched.strangers
    assert not watched.complaints
    context.close()
