"""A real browser, a real `griffie serve` and a real provider, on two sites."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from griffie.api.composition import open_store
from tests.browser.looked_at import violations
from tests.given.console import seen
from tests.given.server import Server, said_before_long, served
from tests.provider.conftest import FILE, Office, Visit


@pytest.fixture
def server(office: Office, tmp_path: Path, secret: Path) -> Iterator[Server]:
    open_store(tmp_path / "data").engine.close()
    path = tmp_path / "sign-in.toml"
    path.write_text(FILE.format(issuer=office.issuer, client=office.client_id, secret=secret))
    with served(tmp_path / "data", "--sign-in", str(path)) as server:
        yield server


@pytest.mark.parametrize("scripted", [True, False])
def test_a_colleague_comes_in_through_the_provider_and_stays_in(
    browser: Browser,
    server: Server,
    office: Office,
    scripted: bool,  # noqa: FBT001
) -> None:
    here = f"http://127.0.0.1:{server.port}"
    office.allow(f"{here}/login/provider/back")
    person = office.person("Lambik Janssens")
    office.put(person, "griffie-handlers")
    office.at_work(person)
    page = browser.new_context(locale="nl", java_script_enabled=scripted).new_page()
    try:
        page.goto(f"{here}/requests/new")
        assert not scripted or violations(page) == []
        page.get_by_role("link", name="Aanmelden met Office ID").click()

        page.wait_for_url(f"{here}/requests/new")

        page.goto(f"{here}/me")
        expect(page.get_by_text("Lambik Janssens").first).to_be_visible()
        page.reload()
        expect(page.get_by_text("via de aanmelddienst van het kantoor")).to_be_visible()
    finally:
        office.gone_home()
        page.context.close()
    assert said_before_long(server, "/login/provider/back")
    for told in ("Lambik", person.user_name, "code=", "state="):
        assert told not in server.said()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Aanmelden met Office ID"),
        ("fr", "Se connecter avec Office ID"),
        ("de", "Anmelden mit Office ID"),
        ("en", "Sign in with Office ID"),
    ],
)
def test_the_sign_in_page_names_the_provider_in_four_languages(
    visit: Visit, language: str, words: str
) -> None:
    visitor = visit()
    visitor.headers["accept-language"] = language

    assert words in seen(visitor, "/login")
