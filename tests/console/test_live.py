"""A page hears that requests changed: over real connections, and only who may list them."""

import json
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.api.console.frame.rendering import POLICY
from griffie.api.http import live
from griffie.application.access.roles import Role
from tests.browser.conftest import served
from tests.conftest import signed_in
from tests.given import server as processes
from tests.given.console import at_console, page_of, visitor
from tests.given.story import PERSONAL, receive

STREAM = "text/event-stream; charset=utf-8"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "EVERY", 0.05)


@pytest.fixture
def console(store: Store) -> Iterator[str]:
    with served(store) as url:
        yield url


class Answer:
    """An answer on a connection of its own: whole, or a stream of which messages are read."""

    def __init__(self, port: int, method: str, path: str, sent: dict[str, str], body: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=90)
        self._connection.request(method, path, body, sent)
        self._response = self._connection.getresponse()
        self.status, self.headers = self._response.status, self._response.headers

    def text(self) -> str:
        with self:
            return self._response.read().decode()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._response.close()
        self._connection.close()

    def next(self) -> dict[str, str]:
        """The next message; an empty one where the stream has ended."""
        found: dict[str, str] = {}
        while line := self._response.readline().decode():
            if line == "\n" and found:
                break
            name, _, value = line.partition(":")
            found[name] = value.strip()
        return found

    def changed(self) -> list[dict[str, Any]]:
        message = self.next()
        assert message["event"] == "changed", message
        return list(json.loads(message["data"])["requests"])


class Somebody:
    """Somebody who is signed in, over real connections."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        answer = self.post("/login", token=token)
        assert answer.status == 303
        self._cookie = str(answer.headers["set-cookie"]).partition(";")[0]

    def get(self, path: str, **headers: str) -> Answer:
        return Answer(self._port, "GET", path, self._named() | headers, "")

    def post(self, path: str, **form: str) -> Answer:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return Answer(self._port, "POST", path, self._named() | kind, urlencode(form))

    def listening(self, since: int, **headers: str) -> Answer:
        stream = self.get(f"/live?since={since}", **headers)
        if stream.status == 200:
            assert stream.next() == {"retry": "5000"}
        return stream

    def _named(self) -> dict[str, str]:
        return {"cookie": self._cookie} if hasattr(self, "_cookie") else {}


def signed_in_at(console: str, store: Store, role: Role) -> Somebody:
    token = store.access.create_token(role, f"live {role}")
    return Somebody(int(console.rpartition(":")[2]), token)


def test_a_change_is_told_by_reference_and_version_and_nothing_else(
    store: Store, console: str, clerk: TestClient
) -> None:
    place = receive(clerk)
    client = signed_in_at(console, store, Role.HANDLER)

    with client.listening(store.engine.history.newest()) as stream:
        clerk.post(f"{place}/add-note", json={"note": PERSONAL["grounds"]})
        message = stream.next()

    assert message["event"] == "changed"
    reference = page_of(place)[-11:]
    told = {"requests": [{"reference": reference, "version": 2}], "more": False}
    assert json.loads(message["data"]) == told
    assert int(message["id"]) == store.engine.history.newest()
    assert stream.headers["content-type"] == STREAM
    assert stream.headers["cache-control"] == "no-store"
    assert stream.headers["content-security-policy"] == POLICY


def test_who_asks_again_hears_what_happened_in_between(
    store: Store, console: str, clerk: TestClient
) -> None:
    place = receive(clerk)
    before = store.engine.history.newest()
    clerk.post(f"{place}/add-note", json={"note": "Gebeld."})
    client = signed_in_at(console, store, Role.HANDLER)

    with client.listening(0, **{"Last-Event-ID": str(before)}) as stream:
        assert stream.changed() == [{"reference": page_of(place)[-11:], "version": 2}]
    with client.listening(before, **{"Last-Event-ID": "²; DROP"}) as stream:
        assert [one["version"] for one in stream.changed()] == [2]
    with client.listening(2**53) as stream:  # ahead of the log: nothing is skipped later
        clerk.post(f"{place}/add-note", json={"note": "Teruggebeld."})
        assert [one["version"] for one in stream.changed()] == [3]


def test_intake_hears_of_its_own_requests_only(
    store: Store, console: str, clerk: TestClient
) -> None:
    client = signed_in_at(console, store, Role.INTAKE)
    newest = store.engine.history.newest()

    with client.listening(newest) as stream:
        receive(clerk)
        form = {"received_on": "2026-03-19", "channel": "email", "language": "nl"}
        own = client.post("/requests/new", **form | {"requester.email": "x@y.example"})
        assert own.status == 303, own.text()[-500:]
        told = stream.changed()

    assert [one["reference"] for one in told] == [own.headers["location"].split("?")[0][-11:]]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.ADMIN])
def test_who_lists_no_requests_hears_nothing(store: Store, console: str, role: Role) -> None:
    client = signed_in_at(console, store, role)

    assert client.get("/live").status == 403
    assert "data-live" not in client.get("/").text()
    assert visitor(store).get("/live").status_code == 303


def test_it_ends_with_the_session_before_anything_more_is_told(
    store: Store, console: str, clerk: TestClient
) -> None:
    place = receive(clerk)
    client = signed_in_at(console, store, Role.HANDLER)

    with client.listening(store.engine.history.newest()) as stream:
        client.post("/logout")
        clerk.post(f"{place}/add-note", json={"note": "Gebeld."})
        assert stream.next()["event"] == "ended"
        assert stream.next() == {}


def test_it_does_not_prolong_the_session(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = [time.time()]
    monkeypatch.setattr(store.access._sessions, "_clock", lambda: seconds[0])
    client = at_console(store, Role.HANDLER)
    seconds[0] += 50 * 60
    assert client.get("/live").status_code == 200
    seconds[0] += 15 * 60

    assert client.get("/live").status_code == 303
    assert client.get("/").status_code == 303


def test_the_streams_of_one_account_are_bounded_and_their_places_come_free(
    store: Store, console: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "OF_ONE", 2)
    client, other = (signed_in_at(console, store, role) for role in (Role.HANDLER, Role.DPO))

    with ExitStack() as open_:
        first, second = (open_.enter_context(client.listening(0)) for _ in range(2))
        assert first.status == second.status == 200
        assert client.get("/live").status == 503
        with other.listening(0) as stream:
            assert stream.status == 200
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with client.listening(0) as stream:
            if stream.status == 200:
                return
    pytest.fail("the place of a stream that was left never came free")


def test_a_silent_stream_is_kept_alive(
    store: Store, console: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "HEARTBEAT", 0.1)
    client = signed_in_at(console, store, Role.HANDLER)

    with client.listening(store.engine.history.newest()) as stream:
        assert stream.next() == {"": ""}


def test_many_changes_are_named_up_to_a_limit(
    store: Store, console: str, clerk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MOST", 2)
    before = store.engine.history.newest()
    for _ in range(3):
        receive(clerk)
    client = signed_in_at(console, store, Role.HANDLER)

    with client.listening(before) as stream:
        told = json.loads(stream.next()["data"])

    assert len(told["requests"]) == 2
    assert told["more"]


def test_an_application_that_is_not_served_tells_nothing(store: Store) -> None:
    answer = at_console(store, Role.HANDLER).get("/live")

    assert answer.text == "retry: 5000\n\n"


def test_a_server_that_is_asked_to_stop_does_not_wait_for_streams(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data", demo=True)
    signed_in(store, Role.DPO)
    token = store.access.create_token(Role.HANDLER)
    store.engine.close()

    with processes.served(tmp_path / "data") as server:
        client = Somebody(server.port, token)
        with client.listening(0) as stream:
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(120) in {0, -signal.SIGTERM}
            assert stream.next() == {}
        assert "Cancel" not in server.said()
