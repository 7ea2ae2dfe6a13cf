"""Many controllers behind one application: chosen by name or path, and nothing is shared."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fastapi.testclient import TestClient
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import Receive, Scope, Send

from griffie.api.composition import Store, open_store
from griffie.api.composition.controllers import application_of, controllers_of, opened_stores
from griffie.api.controllers.dispatch import Controllers, ServedController
from griffie.api.controllers.prefix import below, put_before
from griffie.application.access.roles import OPERATOR, Role
from tests.controllers.on_server import IASSIST, on_one_server, written
from tests.edges.test_doctor import asked


class House(NamedTuple):
    """Two controllers that are served, with a token of an officer for each."""

    browser: TestClient
    stores: dict[str, Store]
    tokens: dict[str, str]


@pytest.fixture(params=["folder", "server"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """Both stores in folders, or both on one database server."""
    with ExitStack() as held:
        if request.param == "server":
            file = held.enter_context(on_one_server(request.getfixturevalue("pg_server"), tmp_path))
        else:
            file = in_folders(tmp_path)
        entries = controllers_of(file)
        stores = held.enter_context(opened_stores(entries))
        tokens = {slug: one.access.create_token(Role.DPO) for slug, one in stores.items()}
        served = Controllers(
            [
                ServedController(one.slug, one.host, application_of(one, stores[one.slug]))
                for one in entries
            ]
        )
        browser = TestClient(served, base_url="http://localhost", follow_redirects=False)
        yield House(held.enter_context(browser), dict(stores), tokens)


def in_folders(folder: Path) -> Path:
    """A file of two controllers, each with a store in a folder."""
    for slug in ("alfa", "bravo"):
        open_store(folder / slug).engine.close()
    return written(
        folder,
        f'slug = "alfa"\nhost = "avg.alfa.example"\ndata = "alfa"\nprofile = "{IASSIST}"',
        f'slug = "bravo"\ndata = "bravo"\nprofile = "{IASSIST}"',
    )


def received(store: Store) -> str:
    """A request in one store; gives its id."""
    return str(store.requests.receive(asked(), store.engine.now(OPERATOR)).id)


def sign_in(house: House, slug: str) -> None:
    place = f"/c/{slug}/login"
    answer = house.browser.post(place, data={"token": house.tokens[slug], "next": "/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/c/{slug}/")


def test_a_request_of_one_is_unknown_to_the_other_by_id_and_by_reference(house: House) -> None:
    theirs = received(house.stores["alfa"])
    bearer = {slug: {"Authorization": f"Bearer {one}"} for slug, one in house.tokens.items()}
    place = f"/api/v1/requests/{theirs}"
    mine = house.browser.get(f"/c/alfa{place}", headers=bearer["alfa"])

    assert mine.status_code == 200
    assert house.browser.get(f"/c/bravo{place}", headers=bearer["bravo"]).status_code == 404
    reference = mine.json()["reference"]
    other = f"/c/bravo/api/v1/requests/{reference}"
    assert house.browser.get(other, headers=bearer["bravo"]).status_code == 404
    listed = house.browser.get("/c/bravo/api/v1/requests", headers=bearer["bravo"])
    assert listed.json()["items"] == []


def test_a_token_of_one_opens_no_door_of_the_other(house: House) -> None:
    bearer = {"Authorization": f"Bearer {house.tokens['alfa']}"}

    assert house.browser.get("/c/alfa/api/v1/me", headers=bearer).status_code == 200
    assert house.browser.get("/c/bravo/api/v1/me", headers=bearer).status_code == 401


def test_a_session_of_one_is_no_session_of_the_other_even_under_its_name(house: House) -> None:
    sign_in(house, "alfa")
    assert house.browser.get("/c/alfa/").status_code == 200
    assert house.browser.get("/c/bravo/").headers["Location"].startswith("/c/bravo/login")
    session = house.browser.cookies["griffie.alfa"]

    house.browser.cookies.set("griffie.bravo", session)
    house.browser.cookies.set("griffie", session)

    assert house.browser.get("/c/bravo/").headers["Location"].startswith("/c/bravo/login")


def test_one_is_answered_under_its_host_name_without_a_prefix(house: House) -> None:
    bearer = {"Authorization": f"Bearer {house.tokens['alfa']}", "Host": "avg.alfa.example:8000"}

    assert house.browser.get("/api/v1/me", headers=bearer).status_code == 200
    # There the path of another controller leads nowhere.
    assert house.browser.get("/c/bravo/api/v1/me", headers=bearer).status_code == 404


def test_every_address_of_a_page_stays_below_the_prefix(house: House) -> None:
    theirs = received(house.stores["alfa"])
    sign_in(house, "alfa")
    pages = ["/", "/reports", "/settings", "/inbox", "/retention", "/keys", "/portal/new"]
    bearer = {"Authorization": f"Bearer {house.tokens['alfa']}"}
    shown = house.browser.get(f"/c/alfa/api/v1/requests/{theirs}", headers=bearer).json()
    pages.append(f"/requests/{shown['reference']}")

    for page in pages:
        answer = house.browser.get(f"/c/alfa{page}")
        assert answer.status_code == 200, page
        places = re.findall(r'(?:href|action|formaction|src|data-[a-z-]+)="(/[^"]*)"', answer.text)
        assert places, page
        assert [one for one in places if not one.startswith("/c/alfa/")] == []
        assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_every_link_of_the_queue_below_the_prefix_opens(house: House) -> None:
    received(house.stores["alfa"])
    sign_in(house, "alfa")
    page = house.browser.get("/c/alfa/").text

    for place in set(re.findall(r'href="(/c/alfa/[^"#]*)"', page)):
        assert house.browser.get(place.replace("&amp;", "&")).status_code in {200, 303}, place


def test_the_overview_shows_those_in_which_the_browser_is_signed_in(house: House) -> None:
    received(house.stores["alfa"])
    nobody = house.browser.get("/", headers={"Accept-Language": "en"}).text
    assert "signed in nowhere" in nobody
    assert "/c/alfa/" not in nobody

    sign_in(house, "alfa")
    mine = house.browser.get("/", headers={"Accept-Language": "en"})

    assert mine.headers["Cache-Control"] == "no-store"
    assert 'href="/c/alfa/"' in mine.text
    assert "/c/bravo/" not in mine.text
    assert '<td class="num" data-l="Open requests">1</td>' in mine.text


def test_who_sees_only_what_they_entered_learns_no_counts(house: House) -> None:
    received(house.stores["alfa"])
    house.tokens["alfa"] = house.stores["alfa"].access.create_token(Role.INTAKE)
    sign_in(house, "alfa")

    page = house.browser.get("/", headers={"Accept-Language": "en"}).text

    assert "Your role sees no lists here." in page
    assert 'data-l="Open requests"' not in page


def test_health_and_figures_are_those_of_all(house: House) -> None:
    assert house.browser.get("/healthz").json() == {"status": "alive"}
    ready = house.browser.get("/readyz").json()
    assert set(ready["controllers"]) == {"alfa", "bravo"}
    written = house.browser.get("/metrics").text
    assert 'griffie_well{controller="alfa",sign=' in written
    assert 'griffie_well{controller="bravo",sign=' in written
    assert written.count("# HELP griffie_well ") == 1
    assert house.browser.get("/c/charlie/").status_code == 404
    assert house.browser.get("/c/alfa").headers["Location"] == "/c/alfa/"


def test_a_calendar_feed_is_made_with_the_prefix(house: House) -> None:
    sign_in(house, "alfa")

    made = house.browser.post("/c/alfa/calendar", data={"feed": "make"})

    address = re.search(r"http://localhost(/[^<\"&]*\.ics)", made.text)
    assert address, made.text[:500]
    assert address[1].startswith("/c/alfa/calendar/")
    assert house.browser.get(address[1]).status_code == 200


@pytest.mark.parametrize(
    ("value", "outside"),
    [
        (b"/login?next=%2F", b"/c/alfa/login?next=%2F"),
        (b"http://localhost/keys", b"/c/alfa/keys"),
        (b"/c/alfa/searches?since=3", b"/c/alfa/searches?since=3"),
        (b"//other.example/", b"//other.example/"),
        (b"https://other.example/", b"https://other.example/"),
    ],
)
def test_where_a_redirect_leads(value: bytes, outside: bytes) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        answer = PlainTextResponse("", 303, {"Location": value.decode()})
        await answer(scope, receive, send)

    assert answered(app).headers["Location"].encode() == outside


def test_a_file_of_somebody_stays_as_it_is() -> None:
    page = b'<a href="/x" title="a&#34;href=&#34;/y">href="/z" is said</a>'

    async def file(scope: Scope, receive: Receive, send: Send) -> None:
        answer = HTMLResponse(page, headers={"Content-Disposition": "attachment"})
        await answer(scope, receive, send)

    assert answered(file).content == page


def answered(app: object) -> Any:
    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        out = put_before("/c/alfa", "alfa", scope, send)
        await app(below("/c/alfa", "alfa", scope), receive, out)  # type: ignore[operator]

    client = TestClient(inside, base_url="http://localhost", follow_redirects=False)
    return client.get("/c/alfa/there")
