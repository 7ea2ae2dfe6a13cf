"""While another process holds the lock of the store: reading goes on, recording says "later"."""

import http.client
import json
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any, NamedTuple

import pytest

from griffie.api.composition import open_store
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.register.view import Query
from griffie.application.requests.commands import Receive
from griffie.infrastructure.patience import PATIENCE
from griffie.infrastructure.vault.ids_ahead import MOST
from griffie.infrastructure.vault.secure_file import PATIENCE as PATIENCE_WITH_KEYS
from tests.given.other_hand import KEYS, SIGN_IN, STORE, locked
from tests.given.server import Server, served

RECEIVE = {
    "received_on": "2026-11-02",
    "channel": "email",
    "language": "nl",
    "rights": [{"right": "access"}],
    "requester": {"name": "Iemand Anders", "email": "iemand@people.example"},
}


class Held(NamedTuple):
    server: Server
    token: str
    folder: Path
    cookie: str

    def ask(self, path: str, method: str = "GET", body: Any = None) -> tuple[int, Any, float]:
        """Status, JSON or text of the answer, seconds."""
        headers = {
            "authorization": f"Bearer {self.token}",
            "cookie": f"griffie={self.cookie}",
            "content-type": "application/json",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=90)
        begun = time.perf_counter()
        connection.request(method, path, body and json.dumps(body), headers)
        answer = connection.getresponse()
        octets = answer.read()
        seconds = time.perf_counter() - begun
        connection.close()
        kind = answer.headers.get("content-type", "")
        return answer.status, json.loads(octets) if "json" in kind else octets.decode(), seconds


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    folder = tmp_path_factory.mktemp("held") / "data"
    store = open_store(folder)
    token = store.access.create_token(Role.DPO)
    cookie = store.access.open_session(token)
    assert cookie
    store.engine.close()
    with served(folder) as server:
        yield Held(server, token, folder, cookie)


LATER = {"/problems/busy", "/problems/key-unavailable"}
WAITED = 0.9 * PATIENCE
"""Seconds that tell whether the lock was waited for. How long it takes: `dev.py bench pressure`."""
READS = (
    "/healthz",
    "/api/v1/requests",
    "/api/v1/dashboards/deadlines",
    "/api/v1/audit/checkpoint",
    "/api/v1/reports/annual?year=2026",
    "/api/v1/retention",
    "/",
)


def test_reads_answer_at_once_and_see_what_was_recorded_just_before(held: Held) -> None:
    status, made, _ = held.ask("/api/v1/requests", "POST", RECEIVE)
    assert status == 201
    held.ask("/api/v1/requests")
    status, last, _ = held.ask("/api/v1/requests", "POST", RECEIVE)  # in no view yet
    assert status == 201
    own = (f"/api/v1/requests/{made['id']}", f"/requests/{made['reference']}")
    free = {path: [held.ask(path) for _ in range(5)] for path in (*READS, *own)}
    assert {status for asked in free.values() for status, *_ in asked} == {200}

    status, third, _ = held.ask("/api/v1/requests", "POST", RECEIVE)
    assert status == 201
    with locked(held.folder, STORE, SIGN_IN):
        for path in (*READS, *own):
            asked = [held.ask(path) for _ in range(5)]
            assert {status for status, *_ in asked} == {200}, (path, asked)
            more = median(one[2] for one in asked) - median(one[2] for one in free[path])
            assert more < WAITED, path  # than it takes anyway, however busy the machine is
        _, listed, _ = held.ask("/api/v1/requests")
        assert {made["id"], last["id"], third["id"]} <= {one["id"] for one in listed["items"]}
        _, board, _ = held.ask("/api/v1/dashboards/deadlines")
        assert sum(board["counts"].values()) == len(listed["items"])
    time.sleep(1.1)
    assert held.ask("/api/v1/requests")[1]["items"] == listed["items"]


@pytest.mark.parametrize("files", [(STORE,), (STORE, SIGN_IN)])
def test_what_must_be_recorded_says_later_and_holds_up_nobody(
    held: Held, files: tuple[str, ...]
) -> None:
    _, made, _ = held.ask("/api/v1/requests", "POST", RECEIVE)
    place = f"/api/v1/requests/{made['id']}"
    held.ask(place)
    answers: list[tuple[int, Any, float]] = []

    def write(*asked: Any) -> None:
        answers.append(held.ask(*asked))

    writes = [("/api/v1/requests", "POST", RECEIVE), (f"{place}?reveal=true",)] * 25
    working = [Thread(target=write, args=one) for one in writes]
    with locked(held.folder, *files):
        for one in working:
            one.start()
        time.sleep(0.5)
        times = [held.ask("/healthz")[2] for _ in range(20)]
        read = [held.ask(place) for _ in range(20)]
        for one in working:
            one.join()

    assert {status for status, *_ in answers} == {503}
    # On a server keys and accounts are in one database: no new request gets its keys.
    assert {answer["type"] for _, answer, _ in answers} <= LATER
    assert "/problems/busy" in {answer["type"] for _, answer, _ in answers}
    assert "requester" not in json.dumps([answer for _, answer, _ in answers])
    assert {status for status, *_ in read} == {200}
    assert median(times) < WAITED, times  # fifty threads wait beside it
    assert max(one[2] for one in read) < WAITED, read
    status, shown, _ = held.ask(f"{place}?reveal=true")
    assert (status, shown["requester"]["name"]) == (200, "Iemand Anders")


def test_while_the_keys_are_held_what_has_its_keys_is_read_and_the_rest_says_later(
    held: Held,
) -> None:
    """On a server every machine writes keys: one of them may hang with the turn."""
    _, made, _ = held.ask("/api/v1/requests", "POST", RECEIVE)
    answers: list[tuple[int, Any, float]] = []
    writing = [
        Thread(target=lambda: answers.append(held.ask("/api/v1/requests", "POST", RECEIVE)))
        for _ in range(MOST + 8)  # more than there can be keys made ahead
    ]
    with locked(held.folder, KEYS):
        for one in writing:
            one.start()
        time.sleep(0.5)
        read = [held.ask("/api/v1/requests") for _ in range(5)]
        for one in writing:
            one.join()

    assert {status for status, *_ in read} == {200}
    assert median(one[2] for one in read) < WAITED
    later = [answer for status, answer, _ in answers if status == 503]
    taken = [answer for status, answer, _ in answers if status == 201]  # a key was made ahead
    assert later
    assert len(later) + len(taken) == len(writing)
    assert {answer["type"] for answer in later} == {"/problems/key-unavailable"}
    for one in taken:
        status, _, _ = held.ask(f"/api/v1/requests/{one['id']}?reveal=true")
        assert status == 200
    assert max(seconds for *_, seconds in answers) < 4 * PATIENCE_WITH_KEYS
    status, shown, _ = held.ask(f"/api/v1/requests/{made['id']}?reveal=true")
    assert (status, shown["requester"]["name"]) == (200, "Iemand Anders")


def test_a_store_is_opened_read_and_audited_while_another_process_holds_it(tmp_path: Path) -> None:
    """What the command line asks needs no lock: `griffie list`, `show`, `audit`."""
    folder = tmp_path / "data"
    first = open_store(folder)
    first.requests.receive(Receive.model_validate(RECEIVE), first.engine.now(OPERATOR))
    first.engine.current()
    first.requests.receive(Receive.model_validate(RECEIVE), first.engine.now(OPERATOR))
    first.log.checkpoint()
    first.engine.close()

    with locked(folder, STORE, SIGN_IN):
        second = open_store(folder)
        listed = second.engine.current().items(Query(), second.engine.today())
        findings, _ = second.check([], lambda _done, _total: None)
        people = second.access.people()
        second.engine.close()
    assert (len(listed), findings, people) == (2, [], [])
