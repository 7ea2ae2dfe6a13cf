"""Role by role: who may do what, as the contract's table says."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.requests.commands import COMMANDS
from tests.conftest import Clock, signed_in
from tests.given.story import RECEIVE, receive

INTAKE, HANDLER, DPO, AUDITOR, REPORTER, ADMIN = Role
CASE_WORKERS = {HANDLER, DPO}
ONLY_DPO = {
    "approve-finding",
    "approve-merging",
    "approve-omission",
    "approve-refusal",
    "approve-withdrawal",
    "correct-miss",
    "correct-receipt",
    "erase-copies",
    "erase-personal-data",
    "place-hold",
    "record-order",
    "release-hold",
    "rule-out-breach",
}
AT_ONCE = {
    "approve-merging",
    "approve-omission",
    "approve-withdrawal",
    "correct-receipt",
    "place-hold",
    "record-order",
}
PATHS = [command.step().path for command in COMMANDS]
REQUESTS = "/api/v1/requests"

MAY: list[tuple[str, str, set[Role]]] = [
    ("POST", REQUESTS, {INTAKE, *CASE_WORKERS}),
    ("POST", "{one}/documents", {INTAKE, *CASE_WORKERS}),
    ("GET", REQUESTS, {INTAKE, *CASE_WORKERS, AUDITOR}),
    ("POST", f"{REQUESTS}/search", {INTAKE, *CASE_WORKERS, AUDITOR}),
    ("GET", "{one}", set(Role)),
    ("GET", "{one}/events", set(Role)),
    ("GET", "{one}/letters", set(Role)),
    ("GET", "{one}/letter/files", {*CASE_WORKERS}),
    ("GET", "{one}?reveal=true", {INTAKE, *CASE_WORKERS}),  # an auditor must state why
    ("GET", "{one}/events?reveal=true", {INTAKE, *CASE_WORKERS}),
    ("GET", "{one}/letters?reveal=true", {INTAKE, *CASE_WORKERS}),
    ("GET", "/api/v1/dashboards/deadlines", {*CASE_WORKERS, AUDITOR, REPORTER}),
    ("GET", "/api/v1/audit/events", {DPO, AUDITOR}),
    ("GET", "/api/v1/audit/inclusion?index=0&size=1", {DPO, AUDITOR}),
    ("GET", "/api/v1/audit/consistency?old=1&new=1", {DPO, AUDITOR}),
    ("GET", "/api/v1/audit/checkpoint", set(Role)),
    ("GET", "/api/v1/law", set(Role)),
    ("GET", "/api/v1/law/gdpr/17", set(Role)),
]
OPEN = {"/api/v1/audit/checkpoint", "/api/v1/law", "/api/v1/law/gdpr/17"}
BODIES: dict[str, dict[str, Any]] = {
    REQUESTS: {"json": RECEIVE},
    f"{REQUESTS}/search": {
        "json": {"name": "Adélaïde"},
        "headers": {"Reveal-Reason": "Een klacht."},
    },
    "{one}/documents": {"files": {"file": b"x"}},
}


Everybody = dict[Role, tuple[TestClient, str]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("roles") / "data", clock=Clock(), demo=True)
    yield opened
    opened.engine.close()


@pytest.fixture(scope="module")
def somebody(office: Store) -> Everybody:
    """Everybody, and a request that they may read: of intake one that intake entered."""
    people = {role: signed_in(office, role) for role in Role}
    place = receive(people[DPO])
    return {
        role: (client, receive(client) if role is INTAKE else place)
        for role, client in people.items()
    }


@pytest.mark.parametrize(("method", "address", "roles"), MAY)
def test_who_may_do_what(somebody: Everybody, method: str, address: str, roles: set[Role]) -> None:
    allowed = set()
    for role, (client, place) in somebody.items():
        answer = client.request(method, address.format(one=place), **BODIES.get(address, {}))
        assert answer.status_code in {200, 201, 403}
        if answer.status_code == 403:
            assert answer.json()["type"] in {"/problems/role", "/problems/reason"}
        else:
            allowed.add(role)

    assert allowed == roles


def test_nobody_takes_a_step_without_being_allowed_to(office: Store, somebody: Everybody) -> None:
    size = office.history.newest()
    refusals = 0
    taken: dict[str, set[Role]] = {path: set() for path in PATHS}
    for role, (client, place) in somebody.items():
        for path in PATHS:
            # Words that mean nothing: who may not take the step is told so all the same.
            answer = client.post(f"{place}/{path}", json=MEANINGLESS.get(path, {"x": 1}))
            assert answer.status_code in {403, 409, 422}
            refusals += answer.status_code != 422
            if answer.status_code != 403:
                taken[path].add(role)

    assert taken == {path: {DPO} if path in ONLY_DPO else CASE_WORKERS for path in PATHS}
    assert office.history.newest() == size + refusals


MEANINGLESS: dict[str, dict[str, Any]] = {"close": {}}


def test_actions_say_what_the_role_forbids(somebody: Everybody) -> None:
    seen = {}
    for role, (client, place) in somebody.items():
        actions = client.get(place).json()["actions"]
        forbidden = {one["command"] for one in actions if one.get("type") == "/problems/role"}
        allowed = {one["command"] for one in actions if one["allowed"]}
        assert not forbidden & allowed
        seen[role] = (forbidden, allowed)

    assert seen[DPO][0] == set()
    assert seen[HANDLER][0] == AT_ONCE
    assert seen[DPO][1] == seen[HANDLER][1] | AT_ONCE
    for role in (INTAKE, AUDITOR, REPORTER, ADMIN):
        assert seen[role][1] == set()


def test_a_reporter_sees_figures_and_no_requests(somebody: Everybody) -> None:
    reporter, _ = somebody[REPORTER]
    board = reporter.get("/api/v1/dashboards/deadlines").json()

    assert board["counts"]["on_track"] >= 2
    assert board["most_urgent"] == []
    assert board["promised_not_done"] == []


@pytest.mark.parametrize(("method", "address", "roles"), MAY)
def test_who_is_not_signed_in_is_told_nothing(
    somebody: Everybody, method: str, address: str, roles: set[Role]
) -> None:
    client, place = somebody[DPO]
    for header in ("", "Bearer", "Bearer 0", "Basic dTpw", "Bearer " + "x" * 300):
        said = BODIES.get(address, {})
        headers = said.get("headers", {}) | {"Authorization": header}
        answer = client.request(method, address.format(one=place), **said | {"headers": headers})
        if address in OPEN:
            assert answer.status_code == 200
        else:
            assert answer.status_code == 401
            assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_that_was_taken_back_opens_nothing(store: Store) -> None:
    token = store.access.create_token(HANDLER, "Kort")
    account = store.access.account_of(token)
    assert account is not None
    client = TestClient(signed_in(store, DPO).app)
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get(REQUESTS, headers=headers).status_code == 200

    assert store.access.revoke(account.token_id)

    assert client.get(REQUESTS, headers=headers).status_code == 401
