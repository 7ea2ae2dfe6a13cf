"""A served console with a month of requests in it, and a real Chromium that looks at it.

Without Chromium these tests are skipped, loudly; under CI that is a failure.
"""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from griffie.api.composition import Store, open_store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.application.opendsr.processors import HandingOn
from griffie.application.portal.own_site import OwnSite
from griffie.application.sending.mail import Relay
from tests.conftest import Clock, signed_in
from tests.given.ports import free_port
from tests.given.story import SAID, receive, tell

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
TODAY = datetime(2026, 3, 20, 10, tzinfo=UTC)
RIGHTS = ("access", "erasure", "rectification", "portability", "objection", "restriction")
STARTS_WITHIN = 60.0

expect.set_options(timeout=90_000)
"""Milliseconds. What comes at all comes sooner; a loaded machine takes its time."""


class Console(NamedTuple):
    url: str
    tokens: dict[Role, str]
    told: str
    """The page of a request that went from receipt to closing."""
    full: str
    """The page of one in which others have a part: tasks, a fee, a restriction, an authority."""


@pytest.fixture(scope="session")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    clock = Clock()
    store = open_store(tmp_path_factory.mktemp("console") / "data", clock=clock, demo=True)
    told, full = filled(store, clock)
    tokens = {role: store.access.create_token(role, f"test {role}") for role in Role}
    with served(store) as url:
        yield Console(url, tokens, told, full)


@contextmanager
def served(
    store: Store,
    relay: Relay | None = None,
    own_site: OwnSite | None = None,
    handing: HandingOn | None = None,
) -> Iterator[str]:
    """A store behind a real server, which sends through a relay if there is one; its address."""
    port = free_port()
    app = application(store.engine, relay=relay, own_site=own_site, handing=handing)
    config = uvicorn.Config(app, "127.0.0.1", port, log_level="warning", server_header=False)
    server = uvicorn.Server(config)
    app.state.live.stopping = lambda: server.should_exit
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + STARTS_WITHIN
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    assert server.started, "the console did not start"
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def filled(store: Store, clock: Clock) -> tuple[str, str]:
    """Some thirty requests over six weeks, late ones and waiting ones among them."""
    clerk = signed_in(store, Role.HANDLER)
    for n in range(30):
        received = date(2026, 2, 6) + timedelta(days=n + n // 3)
        clock.at = datetime(received.year, received.month, received.day, 9, tzinfo=UTC)
        right = RIGHTS[n % len(RIGHTS)]
        said = {
            "received_on": received.isoformat(),
            "channel": ("email", "post", "web_form")[n % 3],
            "language": ("nl", "fr", "de", "en")[n % 4],
            "rights": [{"right": right}],
            "requester": {"name": f"Voornaam{n} Achternaam{n}", "email": f"n{n}@post.example"},
            "message": "Graag een antwoord.",
        }
        location = posted(clerk, "/api/v1/requests", said)
        for step, body in steps_of(n, right, received):
            posted(clerk, f"{location}/{step}", body)
    clock.at = TODAY
    dpo = signed_in(store, Role.DPO)
    full = receive(dpo, requester={"name": "Wivina Vol", "email": "wivina@vol.example"})
    for step, said in WITH_OTHERS:
        posted(dpo, f"{full}/{step}", said)
    told = tell(clerk)
    return page_of(clerk, told), page_of(clerk, full)


def page_of(clerk: TestClient, place: str) -> str:
    return f"/requests/{clerk.get(place).json()['reference']}"


DAY = "2026-03-09"
ACCESS, ERASURE = {"right": "access"}, {"right": "erasure"}
FEE: dict[str, Any] = {"ground": "gdpr/15/3", "amount_cents": 1500, "demonstration": "Port."}
ORDER = {"authority": "gba", "dossier": "dos-1", "received_on": DAY, "due_on": "2026-04-01"}
WITH_OTHERS: list[tuple[str, dict[str, Any]]] = [
    ("ask-search", {"system": "crm", "due_on": DAY}),
    ("ask-search", {"system": "shop", "due_on": "2026-04-01"}),
    ("ask-processor", {"processor": "host", "question": "Wat?", "due_on": "2026-03-20"}),
    ("ask-search", {"system": "mail", "due_on": DAY}),
    ("complete-search", {"system": "mail", "result": "none", "note": "Niets."}),
    ("record-inquiry", ORDER),
    ("record-mediation", {"dossier": "dos-1", "opened_on": DAY}),
    ("apply-restriction", {"ground": "gdpr/18/1/a", "systems": ["crm"], "applied_on": DAY}),
    ("deliver-copy", ACCESS | {"format": "pdf", "channel": "email", "delivered_on": DAY}),
    ("propose-fee", ACCESS | FEE | {"notified_on": DAY}),
    ("accept-fee", ACCESS | {"on": DAY}),
    (
        "defer-erasure",
        ERASURE
        | {"system": "crm", "reason": "Back-up.", "deferred_on": DAY}
        | {"until": "2026-06-30"},
    ),
    ("record-dpo-advice", {"advice": "Doe het.", "followed": False, "why_not": "Te duur."}),
    ("assess-minor", {"age_band": "16_to_17", "result": "acts_alone", "reason": "Helder."}),
]


def steps_of(n: int, right: str, received: date) -> list[tuple[str, dict[str, Any]]]:
    on = received.isoformat()
    asked = {"grounds": "Ander adres.", "asked_on": on, "asked_for": "Een telefoontje."}
    sent: dict[str, Any] = {"sent_on": on, "channel": "email"}
    if n % 5 == 0:
        return [("doubt-identity", asked)]
    if n % 3:
        return [("acknowledge", sent)]
    form = "json" if right == "portability" else "pdf"
    copy = {"right": right, "format": form, "channel": "email", "delivered_on": on}
    answer: dict[str, Any] = {"kind": "answer", "rights": [right], **sent}
    return [
        ("deliver-copy", copy),
        ("fulfil", {"right": right, "measures": "Gedaan."}),
        ("inform", answer | ({"said": SAID} if right == "access" else {})),
    ]


def posted(clerk: TestClient, address: str, body: dict[str, Any]) -> str:
    answer = clerk.post(address, json=body)
    assert answer.status_code in {200, 201}, answer.text
    return answer.headers.get("Location", "")


def chromium() -> str | None:
    named = os.environ.get("GRIFFIE_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


def launched() -> Iterator[Browser]:
    """The one Chromium of a process: see the fixture `browser` of `tests/conftest.py`."""
    path = chromium()
    if path is None or not Path(path).exists():
        why = "NO CHROMIUM: the console was not looked at; install it or set GRIFFIE_CHROMIUM"
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=path, chromium_sandbox=os.geteuid() != 0, args=FLAGS
        )
        yield chrome
        chrome.close()


def press_in_time(page: Page, keys: str) -> None:
    """Keys one after the other, as a person presses them, however late this machine passes them on.

    The page waits a second and a half for the second key of a pair; here it waits for ever.
    """
    page.evaluate("() => { window.setTimeout = () => 0; }")
    for key in keys.split():
        page.keyboard.press(key)


class Watched(NamedTuple):
    """A page, and everything about it that nobody asked for."""

    page: Page
    strangers: list[str]
    """Requests that left our origin."""
    complaints: list[str]
    """Errors and warnings that the browser wrote."""


def watch(context: BrowserContext, console: Console) -> Watched:
    watched = Watched(context.new_page(), [], [])
    page = watched.page
    page.set_default_timeout(90_000)

    def asked(request: Any) -> None:
        if not request.url.startswith((console.url, "data:")):
            watched.strangers.append(request.url)

    def wrote(message: Any) -> None:
        if message.type in {"error", "warning"}:
            watched.complaints.append(message.text)

    page.on("request", asked)
    page.on("console", wrote)
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    return watched


def enter(page: Page, console: Console, role: Role) -> None:
    page.goto(f"{console.url}/login")
    page.fill("#token", console.tokens[role])
    page.click("button[type=submit]")
    page.wait_for_url(f"{console.url}/")
