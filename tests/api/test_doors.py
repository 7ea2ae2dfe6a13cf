"""Every role at every address of API and console, over HTTP, against the table of addresses."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from griffie.api.cli.permission_table import PAGE, page
from griffie.api.composition import Store, open_store
from griffie.api.composition.web import application
from griffie.application.access.doors import Open, doors, reach_through
from griffie.application.access.roles import Role
from griffie.application.requests.commands import COMMANDS
from griffie.domain.request.reference import reference
from tests.conftest import Clock
from tests.given.console import HTML
from tests.given.story import receive

DOORS = doors(command.step().path for command in COMMANDS)
SAID: dict[str, dict[str, Any]] = {
    "POST /calendar": {"data": {"feed": "end"}},
    "POST /list": {"data": {"purpose": "a complaint"}},
    "POST /several": {"data": {"step": "assign"}},
    "POST /views/{view_id}": {"data": {"do": "remove"}},
    "POST /search": {"data": {"sought": "Adélaïde"}},
    "POST /requests/{reference}/reveal": {"data": {"reason": "a complaint"}},
    "POST /requests/{reference}/dossier": {"data": {"language": "nl"}},
    "POST /audit/dossier": {"data": {"language": "nl"}},
    "POST /audit/inspection": {"data": {"from": "2026-01-01"}},
    "GET /api/v1/audit/inspection": {"params": {"from": "2026-01-01"}},
    "POST /requests/{reference}/do/{step}": {"data": {"note": "Later."}},
    "POST /requests/{reference}/documents": {"files": {"file": b"x"}},
    "POST /requests/{reference}/documents/{digest}": {"data": {"reason": "a complaint"}},
    "GET /api/v1/requests/{request_id}/letter": {"params": {"kind": "acknowledgement"}},
}
"""What a form needs before it asks who may send it. Programs are asked who they are first."""
NAMED = {
    "message_id": str(UUID(int=1)),
    "mail": str(UUID(int=1)),
    "link": str(UUID(int=1)),
    "system": "crm",
    "token_id": "0" * 12,
    "account_id": "u-nobody22",
    "provision:path": "gdpr/17",
    "version": "0",
    "step": "add-note",
    "digest": "d" * 43,
    "name:path": "none.css",
    "form": "csv",
    "secret": "x",
    "view_id": "0" * 16,
}


class Office:
    """One store with somebody in each role, and what each may see: of intake its own request."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.tokens = {role: store.access.create_token(role) for role in Role}
        self.places: dict[Role, UUID] = {}
        for role in (Role.INTAKE, Role.DPO):
            self.places[role] = UUID(receive(self.program(role)).rsplit("/", 1)[1])

    def program(self, role: Role | None) -> TestClient:
        sent = {"Authorization": f"Bearer {self.tokens[role]}"} if role else {}
        return TestClient(application(self.store.engine), headers=sent, follow_redirects=False)

    def browser(self, role: Role | None) -> TestClient:
        app = application(self.store.engine)
        client = TestClient(app, headers=HTML, follow_redirects=False)
        if role:
            assert client.post("/login", data={"token": self.tokens[role]}).status_code == 303
        return client

    def status(self, role: Role | None, door: str) -> int:
        method, address = door.split(" ", 1)
        api = address.startswith("/api/")
        client = self.program(role) if api else self.browser(role)
        request = self.places.get(role or Role.DPO, self.places[Role.DPO])
        named = {"request_id": request, "reference": reference(request), **NAMED}
        for name, value in named.items():
            address = address.replace(f"{{{name}}}", str(value))
        headers = {"Reveal-Reason": "a complaint"} if api else {}
        answer = client.request(method, address, headers=headers, **SAID.get(door, {}))
        return answer.status_code


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    opened = open_store(tmp_path_factory.mktemp("doors") / "data", clock=Clock(), demo=True)
    yield Office(opened)
    opened.engine.close()


def test_every_address_has_a_row_and_every_row_an_address(office: Office) -> None:
    app = application(office.store.engine)
    registered = {
        f"{method} {route.path}"
        for route in iter_route_contexts(app.routes)
        for method in set(route.methods or ()) - {"HEAD"}
    }

    missing = registered - DOORS.keys()
    gone = {door.split("?")[0] for door in DOORS} - registered

    assert not missing, f"add a row to application/access/doors.py for {sorted(missing)}"
    assert not gone


@pytest.mark.parametrize("role", Role)
def test_each_role_passes_where_its_row_says_so_and_nowhere_else(
    office: Office, role: Role
) -> None:
    by_profile = office.store.engine.profile.restricted_to
    wrong = {}
    for door, keys in DOORS.items():
        status = office.status(role, door)
        opens = role in by_profile if Open.BY_PROFILE in keys else reach_through(keys, role)
        if (status == 403) == bool(opens) or (status in {401, 500} and door not in REDIRECTS):
            wrong[door] = status

    assert wrong == {}


def test_who_is_not_signed_in_passes_where_everybody_may(office: Office) -> None:
    wrong = {}
    for door, keys in DOORS.items():
        status = office.status(None, door)
        to_sign_in = 401 if " /api/" in door else 303
        if (status == to_sign_in) == (Open.EVERYBODY in keys) and door not in REDIRECTS:
            wrong[door] = status

    assert wrong == {}


REDIRECTS = {
    "GET /requests/{reference}/reveal",
    "GET /login/provider",
    "GET /login/provider/back",
    "POST /login",
    "POST /logout",
    "GET /favicon.ico",
}
"""Open to everybody, and they lead elsewhere: nothing is shown at these addresses."""


def test_the_table_in_the_documentation_is_written_from_it() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m griffie.api.cli.permission_table"
