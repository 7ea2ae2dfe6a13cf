"""A token with a scope opens a part of what its role may do, and nothing besides."""

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from griffie.api.cli import app
from griffie.api.composition import Store, open_store
from griffie.api.composition.web import application
from griffie.application.access.doors import Open, doors
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.access.scopes import Scope, lets_in
from griffie.application.requests.commands import COMMANDS
from griffie.domain.accounts import ACCOUNTS
from tests.conftest import Open as OpenStore
from tests.conftest import signed_in
from tests.given.console import at_console, seen, visitor
from tests.given.story import receive

DOORS = doors(command.step().path for command in COMMANDS)
NEW: dict[str, Any] = {
    "received_on": "2026-03-05",
    "channel": "email",
    "language": "nl",
    "rights": [],
    "requester": {"email": "an@post.example"},
    "message": "Graag.",
}


def program(store: Store, scope: Scope, role: Role = Role.DPO) -> TestClient:
    made = store.engine.directory.create(
        role, "", None, store.engine.now(OPERATOR), scope=scope.value
    )
    headers = {"Authorization": f"Bearer {made.secret}", "Reveal-Reason": "A check."}
    return TestClient(application(store.engine), headers=headers)


OPENS: dict[Scope, set[str]] = {
    Scope.READ: {
        "GET /api/v1/requests",
        "GET {place}",
        "GET {place}/events",
        "GET {place}/documents",
        "GET /api/v1/dashboards/deadlines",
        "GET /api/v1/messages",
        "GET /api/v1/people",
    },
    Scope.INTAKE: {"POST /api/v1/requests"},
    Scope.REPORTS: {"GET /api/v1/reports/annual?year=2026"},
    Scope.AUDIT: {"GET /api/v1/audit/events", "GET {place}/looks"},
}
SHUT = {
    "GET {place}?reveal=true",
    "GET {place}/events?reveal=true",
    "GET /api/v1/requests?format=csv&reveal=true",
    "GET {place}/letter?kind=acknowledgement",
    "POST {place}/add-note",
    "POST {place}/erase-personal-data",
    "POST /api/v1/requests/search",
    "GET /api/v1/tokens",
    "POST /api/v1/tokens",
    "GET /api/v1/retention",
}


@pytest.mark.parametrize("scope", Scope)
def test_each_scope_opens_its_own_addresses_and_no_other(store: Store, scope: Scope) -> None:
    place = receive(signed_in(store, Role.DPO))
    client = program(store, scope)
    every = SHUT.union(*OPENS.values())

    statuses = {}
    for door in every:
        method, address = door.format(place=place).split(" ", 1)
        body = NEW if door == "POST /api/v1/requests" else {"note": "Een."}
        sent = body if method == "POST" else None
        statuses[door] = client.request(method, address, json=sent).status_code

    assert {door for door, status in statuses.items() if status in {200, 201}} == OPENS[scope]
    assert {status for door, status in statuses.items() if door not in OPENS[scope]} == {403}
    assert client.get("/api/v1/me").status_code == 200


@pytest.mark.parametrize("scope", Scope)
def test_no_scope_opens_a_step_or_personal_data(scope: Scope) -> None:
    opened = {
        door
        for door, keys in DOORS.items()
        if lets_in(scope, *door.partition("?")[0].split(" ", 1), reveals="reveal" in door)
        and not {Open.EVERYBODY, Open.SIGNED_IN} & set(keys)
    }

    assert opened
    assert not any("reveal" in door or "{digest}" in door for door in opened)
    steps = {command.step().path for command in COMMANDS}
    of_request = {f"POST /api/v1/requests/{{request_id}}/{step}" for step in steps}
    assert not opened & of_request
    if scope is not Scope.INTAKE:
        assert all(door.startswith("GET ") for door in opened)


def test_a_scope_gives_nothing_that_the_role_has_not(store: Store) -> None:
    client = program(store, Scope.AUDIT, Role.HANDLER)

    assert client.get("/api/v1/audit/events").status_code == 403


def test_it_opens_no_console(store: Store) -> None:
    made = store.engine.directory.create(
        Role.DPO, "", None, store.engine.now(OPERATOR), scope="read"
    )

    assert visitor(store).post("/login", data={"token": made.secret}).status_code == 401


def test_a_scope_that_was_taken_off_in_the_file_opens_nothing(
    store: Store, opening: OpenStore
) -> None:
    made = store.engine.directory.create(
        Role.DPO, "", None, store.engine.now(OPERATOR), scope="read"
    )
    with store.access._file.writing():
        store.access._file.execute("UPDATE tokens SET scope = NULL")

    assert store.access.account_of(made.secret) is None
    assert opening().access.account_of(made.secret) is None


def test_the_operator_makes_one_and_a_renewal_keeps_its_scope(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    open_store(folder).engine.close()

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["token", *words, "--data", str(folder)])
        assert done.exit_code == 0, done.output
        return done.output

    run("create", "--role", "handler", "--only", "intake")
    (line,) = run("list").splitlines()
    assert line.endswith(", only intake")
    run("renew", line.split()[0])

    store = open_store(folder)
    made = [one for one in store.requests.history(ACCOUNTS) if one.TOPIC == "TokenMade"]
    assert [one.scope for one in made] == ["intake", "intake"]
    assert [one.scope for one in store.access.tokens()] == ["intake", "intake"]
    store.engine.close()


def test_a_program_and_its_administrator_read_the_scope(store: Store) -> None:
    narrow, whole = program(store, Scope.READ), signed_in(store, Role.ADMIN)

    assert narrow.get("/api/v1/me").json()["scope"] == "read"
    assert set(whole.get("/api/v1/me").json()) == {"id", "name", "role"}
    shown = whole.get("/api/v1/tokens").json()["items"]
    assert [one.get("scope") for one in shown] == ["read", None]


@pytest.mark.parametrize("scope", Scope)
def test_the_page_of_an_account_says_for_what_its_token_is_good(store: Store, scope: Scope) -> None:
    now = store.engine.now(OPERATOR)
    made = store.engine.directory.create(Role.DPO, "", None, now, scope=scope.value)

    page = seen(at_console(store, Role.ADMIN), f"/people/{made.account_id}")

    assert re.search(r"It does not expire\. Only [a-z ]+", page)
