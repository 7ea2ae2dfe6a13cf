"""The table of keys and the script that reads it agree; what "Go to" offers to whom."""

import json
import re
from html import unescape
from importlib.resources import files
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.console.frame.keys import KEYS, PLACES, keys_for, table_for_script
from griffie.api.console.frame.menu import menu_of
from griffie.application.access.roles import Role
from tests.given.console import at_console, page_of, seen, visitor
from tests.given.story import PERSONAL, receive

CONSOLE = files("griffie.api.console")
SCRIPT = CONSOLE.joinpath("frame", "static", "keys.js").read_text("utf-8")
TEMPLATES = ("request/request.html", "queue/board.html", "frame/base.html", "frame/parts.html")


def deeds() -> set[str]:
    """The deeds that the script knows, read from its table."""
    (table,) = re.findall(r"const DEEDS = \{\n(.*?)\n\};", SCRIPT, re.DOTALL)
    return set(re.findall(r"^  (\w+)[:,]", table, re.MULTILINE))


def drawn() -> str:
    return "".join(CONSOLE.joinpath(*name.split("/")).read_text("utf-8") for name in TEMPLATES)


def table_in(page: str) -> dict[str, str]:
    (found,) = re.findall(r'<body data-keys="([^"]*)"', page)
    return dict(json.loads(unescape(found)))


def hits(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'class="hit" href="([^"]*)"', page)]


def test_the_table_and_the_script_know_the_same_deeds() -> None:
    named = {one.deed.partition(":")[0] for one in KEYS if one.deed}

    assert named == deeds()


def test_what_a_key_presses_or_goes_to_is_drawn_somewhere() -> None:
    pages = drawn()
    for one in KEYS:
        deed, _, on = one.deed.partition(":")
        if deed == "press":
            assert f'data-key="{on}"' in pages, one
        if deed == "focus":
            assert f'id="{on}"' in pages, one


def test_no_key_means_two_things() -> None:
    assert len({one.keys for one in KEYS}) == len({(one.keys, one.deed) for one in KEYS})
    first = {one.keys.split()[0] for one in KEYS if len(one.caps) > 1} - {"Ctrl"}
    assert first.isdisjoint({one.keys for one in KEYS})


@pytest.mark.parametrize("role", Role)
def test_every_page_carries_the_keys_of_its_reader_and_no_others(store: Store, role: Role) -> None:
    client = at_console(store, role)

    table = table_in(seen(client, "/me"))

    assert table == json.loads(table_for_script(role, single=True))
    for deed in table.values():
        if deed.startswith("go:"):
            assert client.get(deed.removeprefix("go:")).status_code == 200, deed
    shown = seen(client, "/keys")
    assert shown.count("<dt>") == len(keys_for(role))
    assert all(place in shown for place in PLACES)


def test_who_is_not_signed_in_has_neither(store: Store) -> None:
    page = seen(visitor(store), "/law/gdpr/17")

    assert table_in(page) == {}
    assert "data-go" not in page
    assert menu_of(None)[0][1][0].address == "/docs"


def test_keys_of_one_letter_can_be_turned_off_and_on(store: Store) -> None:
    client = at_console(store, Role.HANDLER)

    assert client.post("/keys", data={"single": "no"}).status_code == 303
    off = table_in(seen(client, "/"))
    shown = seen(client, "/keys")
    client.post("/keys", data={"single": "yes"})
    on = table_in(seen(client, "/"))

    assert set(off) == {"Ctrl K", "Ctrl Enter", "Escape", "ArrowDown", "ArrowUp"}
    assert "turned off in this browser" in shown
    assert set(on) > set(off)
    assert client.post("/keys", data={"single": "perhaps"}).status_code == 400


def test_every_link_of_the_menu_opens(store: Store) -> None:
    for role in Role:
        client = at_console(store, role)
        for _, pages in menu_of(role):
            for page in pages:
                assert client.get(page.address).status_code == 200, (role, page.address)


def test_the_steps_that_are_possible_here_are_offered(store: Store, clerk: TestClient) -> None:
    place = receive(clerk)
    client = at_console(store, Role.HANDLER)
    here = page_of(place)

    page = seen(client, here)
    (address,) = re.findall(r'data-go="([^"]*)"', page)
    listed = hits(seen(client, unescape(address)))

    assert f"{here}/do/extend-deadline" in listed
    assert f"{here}/searches" in listed
    assert f"{here}/do/erase-personal-data" not in listed
    assert "/calendar" in listed
    assert PERSONAL["name"] not in seen(client, unescape(address))
    for one in listed:
        assert client.get(one).status_code == 200, one


def test_who_takes_no_steps_is_offered_none(store: Store, clerk: TestClient) -> None:
    here = page_of(receive(clerk))

    listed = hits(seen(at_console(store, Role.AUDITOR), f"/go?request={here[-11:]}"))

    assert not [one for one in listed if "/do/" in one]
    assert f"{here}/dossier" in listed


def test_a_reference_leads_to_its_request_however_it_is_typed(
    store: Store, clerk: TestClient
) -> None:
    here = page_of(receive(clerk))
    client = at_console(store, Role.HANDLER)

    for typed in (here[-11:], here[-11:].lower(), here[-11:].replace("-", " ")):
        assert client.post("/go", data={"sought": typed}).headers["location"] == here
    unknown = client.post("/go", data={"sought": "ZZZZZ-ZZZZZ"})
    assert unknown.status_code == 200
    assert "Nothing here is called so." in unknown.text


def test_a_foreign_request_is_neither_found_nor_told(store: Store, clerk: TestClient) -> None:
    here = page_of(receive(clerk))
    intake = at_console(store, Role.INTAKE)

    sought = intake.post("/go", data={"sought": here[-11:]})
    listed = seen(intake, f"/go?request={here[-11:]}")

    assert sought.status_code == 200
    assert f"{here}/" not in listed
    assert hits(listed)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("verl", "extend-deadline"), ("VÉRLENGEN", "extend-deadline"), ("kalender", "/cal")],
)
def test_without_a_script_the_list_is_narrowed_by_the_form(
    store: Store, clerk: TestClient, typed: str, found: str
) -> None:
    here = page_of(receive(clerk))
    client = at_console(store, Role.HANDLER, "nl")

    answer = client.post(f"/go?request={here[-11:]}", data={"sought": typed})

    listed = hits(answer.text)
    assert any(found in one for one in listed), listed
    assert len(listed) < len(hits(seen(client, f"/go?request={here[-11:]}")))


def test_ones_own_requests_stand_in_the_list(store: Store, clerk: TestClient) -> None:
    mine, other = receive(clerk), receive(clerk)
    client = at_console(store, Role.HANDLER)
    people: list[dict[str, Any]] = clerk.get("/api/v1/people").json()["items"]
    called, clerk_is = f"test {Role.HANDLER}", clerk.get("/api/v1/me").json()["id"]
    (me,) = (one["id"] for one in people if one["name"] == called and one["id"] != clerk_is)
    clerk.post(f"{mine}/assign", json={"handler": me})

    listed = hits(seen(client, "/go"))

    assert page_of(mine) in listed
    assert page_of(other) not in listed


def test_what_was_typed_stands_in_no_address(store: Store) -> None:
    client = at_console(store, Role.HANDLER)

    answer = client.post("/go", data={"sought": PERSONAL["email"]})

    assert answer.status_code == 200
    assert 'method="post" action="/go"' in answer.text
    assert client.post("/go", data={"sought": "x" * 321}).status_code == 400
    foreign = {"origin": "https://evil.example"}
    assert client.post("/go", data={"sought": "x"}, headers=foreign).status_code == 403
    assert client.get("/go?request=<script>").status_code == 400
