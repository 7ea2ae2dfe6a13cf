"""Large answers for programs and what everybody reads are compressed; no page of a session is."""

import gzip

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.http.compressed import LEAST
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.console import at_console, page_of
from tests.given.story import receive

ACCEPTED = {"Accept-Encoding": "gzip"}
PLAIN = {"Accept-Encoding": "identity"}


def both(client: TestClient, path: str) -> tuple[bytes, bytes]:
    """The octets that went over the line compressed, and what they say."""
    with client.stream("GET", path, headers=ACCEPTED) as answer:
        assert answer.headers.get("content-encoding") == "gzip", path
        assert "Accept-Encoding" in answer.headers["vary"]
        sent = b"".join(answer.iter_raw())
    return sent, client.get(path, headers=PLAIN).content


@pytest.mark.parametrize("path", ["/openapi.json", "/docs", "/api/v1/law"])
def test_what_everybody_may_read_is_compressed_and_says_the_same(store: Store, path: str) -> None:
    sent, said = both(at_console(store, Role.DPO), path)

    assert gzip.decompress(sent) == said
    assert len(sent) < len(said) / 3


@pytest.mark.parametrize("form", ["", "&format=csv", "&format=jsonl"])
def test_a_list_for_a_program_is_compressed(store: Store, clerk: TestClient, form: str) -> None:
    for _ in range(15):
        receive(clerk)

    sent, said = both(signed_in(store, Role.DPO), f"/api/v1/requests?sort=due_on{form}")

    assert len(said) > LEAST
    assert gzip.decompress(sent) == said


def test_no_page_of_a_session_is_compressed(store: Store, clerk: TestClient) -> None:
    """What it says of a person would show in its length to who chooses a part of it (BREACH)."""
    page = page_of(place := receive(clerk))
    console = at_console(store, Role.DPO)

    for client, path in (
        *((console, path) for path in ("/", page, f"{page}/letter", "/api/v1/requests", "/search")),
        (clerk, f"{place}?reveal=true"),
        (clerk, "/api/v1/me"),
    ):
        answer = client.get(path, headers=ACCEPTED)
        assert "content-encoding" not in answer.headers, path


def test_what_is_short_and_whoever_does_not_ask_are_left_alone(store: Store) -> None:
    client = signed_in(store, Role.DPO)

    assert "content-encoding" not in client.get("/api/v1/requests", headers=ACCEPTED).headers
    assert "content-encoding" not in client.get("/openapi.json", headers=PLAIN).headers
