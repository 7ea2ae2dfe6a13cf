"""The button of the own site in a real browser: from its origin to the portal, on a telephone."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, expect

from griffie.api.composition import open_store
from griffie.api.composition.own_sites import own_site_of
from tests.browser.conftest import served
from tests.browser.looked_at import violations
from tests.browser.test_every_page import OVERFLOW
from tests.conftest import Clock
from tests.own_site.site import EMAIL, NAME, ORIGIN, Site, written

HEADING = {
    "nl": "U vraagt dit als",
    "fr": "Vous le demandez en tant que",
    "de": "Sie beantragen dies als",
    "en": "You ask this as",
}


class SignedInArea:
    """A page of the site, with the button; `portal` and `site` are told once they are known."""

    def __init__(self) -> None:
        self.portal, self.language = "", "nl"
        self.site: Site | None = None

    def page(self) -> bytes:
        assert self.site
        fields = {"identity": self.site.token(), "lang": self.language}
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{escape(said)}">'
            for name, said in fields.items()
        )
        form = f'<form method="post" action="{self.portal}/portal/signed">{hidden}'
        return f"<!doctype html><title>Site</title>{form}<button>Ask</button></form>".encode()


@contextmanager
def at_its_origin(area: SignedInArea) -> Iterator[str]:
    """The site behind a server of its own: another origin than that of the portal."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(area.page())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, SignedInArea, str]]:
    """The address of the site, what it shows, and the address of another site."""
    folder, clock, area = tmp_path_factory.mktemp("own-site"), Clock(), SignedInArea()
    with at_its_origin(area) as site, at_its_origin(area) as other:
        settings = written(folder)
        said = settings.read_text("utf-8").replace(f'origin = "{ORIGIN}"', f'origin = "{site}"')
        settings.write_text(said, "utf-8")
        store = open_store(folder / "data", clock=clock, demo=True)
        area.site = Site(clock)
        with served(store, own_site=own_site_of(settings)(store)) as portal:
            area.portal = portal
            yield site, area, other


@pytest.mark.parametrize("language", HEADING)
def test_from_the_button_to_the_codes(
    browser: Browser, both: tuple[str, SignedInArea, str], language: str
) -> None:
    site, area, _ = both
    area.language = language
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(site)
    page.click("button")
    page.wait_for_url("**/portal/signed")

    expect(page.get_by_role("heading", name=HEADING[language])).to_be_visible()
    expect(page.locator("main")).to_contain_text(f"{NAME}, {EMAIL}")
    assert violations(page) == []
    assert not page.evaluate(OVERFLOW)
    page.check("#q-access")
    page.click("main button[type=submit]")
    page.wait_for_url(re.compile(r"/portal/new\?lang="))

    expect(page.locator("#secret")).to_be_visible()
    assert context.cookies() == []
    context.close()


def test_from_another_origin_nobody_comes_in(
    browser: Browser, both: tuple[str, SignedInArea, str]
) -> None:
    _, area, other = both
    area.language = "en"
    context = browser.new_context()
    page = context.new_page()
    page.goto(other)
    page.click("button")
    page.wait_for_url("**/portal/signed")

    expect(page.locator("h1")).to_have_text("This form came from another site")
    context.close()
