"""What every answer of the API says, and HEAD wherever there is a GET."""

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.console import at_console
from tests.given.story import RECEIVE, receive

REQUESTS = "/api/v1/requests"


def test_no_answer_of_the_api_is_kept_or_guessed_at(dpo: TestClient) -> None:
    place = receive(dpo)
    stranger = TestClient(dpo.app)
    answers = [
        dpo.get(place),
        dpo.get(REQUESTS),
        dpo.post(REQUESTS, json=RECEIVE),
        dpo.post(REQUESTS, json={}),
        dpo.get(f"{REQUESTS}/x"),
        dpo.get("/api/v1/nothing"),
        dpo.put(REQUESTS),
        dpo.post(REQUESTS, content=b"x" * (1 << 21)),
        dpo.get("/api/v1/audit/events"),
        dpo.get(f"{place}/dossier"),
        stranger.get(REQUESTS),
        stranger.get("/api/v1/law"),
        stranger.get("/api/v1/audit/checkpoint"),
    ]

    assert {one.status_code for one in answers} == {200, 201, 401, 404, 405, 413, 422}
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store", answer.url
        assert answer.headers["X-Content-Type-Options"] == "nosniff", answer.url


@pytest.mark.parametrize("role", [Role.DPO, Role.INTAKE, Role.ADMIN])
def test_head_is_answered_as_get_is_without_a_body(store: Store, role: Role) -> None:
    client, console = signed_in(store, role), at_console(store, role)
    addresses = [
        route.path
        for route in iter_route_contexts(application(store.engine).routes)
        if "GET" in (route.methods or ()) and "{" not in str(route.path)
    ]
    assert len(addresses) > 20

    for address in addresses:
        asking = client if str(address).startswith("/api/") else console
        got, headed = asking.get(str(address)), asking.head(str(address))
        assert headed.status_code == got.status_code, address
        assert headed.content == b"", address
        assert headed.headers.get("Content-Type") == got.headers.get("Content-Type")


def test_what_an_address_knows_it_says_with_head(dpo: TestClient) -> None:
    assert dpo.put(REQUESTS).headers["Allow"] == "GET, HEAD, POST"
    assert dpo.head(f"{REQUESTS}/search").status_code == 405
