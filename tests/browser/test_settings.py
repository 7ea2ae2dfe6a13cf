"""The officer fills in the profile at the desk: what changes is seen, then handed out as a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from tests.browser.conftest import Console, enter, served, watch
from tests.browser.looked_at import violations
from tests.browser.test_every_page import OVERFLOW
from tests.conftest import Clock
from tests.console.test_settings_page import IASSIST, without_periods


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """iAssist, with points of review and every period of storage still to be said."""
    profile = without_periods(load_profile(IASSIST))
    folder = tmp_path_factory.mktemp("settings")
    store = open_store(folder / "data", profile=profile, clock=Clock(), demo=True)
    tokens = {Role.DPO: store.access.create_token(Role.DPO, "Sofie Lambrechts")}
    with served(store) as url:
        yield Console(url, tokens, "", "")
    store.engine.close()


@pytest.mark.parametrize(
    "context",
    [
        {"viewport": {"width": 1440, "height": 900}, "locale": "en"},
        {"viewport": {"width": 390, "height": 844}, "locale": "de", "color_scheme": "dark"},
        {"java_script_enabled": False, "locale": "en"},
    ],
)
def test_a_period_is_filled_in_seen_and_handed_out_as_a_file(
    browser: Browser, office: Console, tmp_path: Path, context: dict[str, Any]
) -> None:
    opened = browser.new_context(**context)
    watched = watch(opened, office)
    page, scripted = watched.page, "java_script_enabled" not in context
    enter(page, office, Role.DPO)
    page.goto(f"{office.url}/settings")
    found = violations(page) if scripted else []
    page.locator('[name="g0.keeps"]').fill("7 winters")
    page.locator('[name="settled"]').first.check()
    page.locator(".gofoot button").click()
    page.locator(".errs a").click()
    expect(page.locator("#g0-keeps")).to_have_value("7 winters")
    found += violations(page) if scripted else []

    page.locator("#g0-keeps").fill("7 years")
    page.locator(".gofoot button").click()
    expect(page.locator("ins", has_text="7 years")).to_be_visible()
    expect(page.locator("del").first).to_be_visible()
    if scripted:
        found += violations(page)
        assert page.evaluate(OVERFLOW) == 0
    with page.expect_download() as handed:
        page.locator('button[name="do"]').click()
    handed.value.save_as(tmp_path / "new.toml")

    assert "7 years" in (tmp_path / "new.toml").read_text("utf-8")
    assert load_profile(tmp_path / "new.toml").purposes
    assert not found
    assert not watched.strangers
    opened.close()
