"""A read waits for the position that it names, holds nothing meanwhile, and is told in the end."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from eventsourcing.persistence import OperationalError
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.api.http import awaited
from griffie.api.http.awaited import AwaitedPositions
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.requests.commands import Receive
from tests.conftest import signed_in
from tests.given.own_loop import on_a_loop
from tests.given.patiently import PATIENTLY
from tests.given.server import Server, served
from tests.given.story import RECEIVE, receive
from tests.given.waiting import readers, waiting

LIST = "/api/v1/requests"


class Office(NamedTuple):
    server: Server
    token: str
    store: Store
    """The same folder, opened by this process: another than that which serves."""

    def record(self) -> None:
        self.store.requests.receive(
            Receive.model_validate(RECEIVE), self.store.engine.now(OPERATOR)
        )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("awaited") / "data"
    store = open_store(folder)
    token = store.access.create_token(Role.DPO)
    with served(folder, program=PATIENTLY) as server:
        yield Office(server, token, store)
        ahead = store.history.newest() + 1
        with readers(server, token, f"{LIST}?min_position={ahead}", 3) as those:
            server.process.terminate()  # who stops waits for nobody who waits
            assert {one.status for one in those.answers()} == {409}
    store.engine.close()


def test_two_hundred_wait_for_another_process_and_the_server_answers_others(office: Office) -> None:
    ahead = office.store.history.newest() + 1
    with readers(office.server, office.token, f"{LIST}?min_position={ahead}", 200) as those:
        # Forty threads read and sixteen connections: who waits has none of them.
        assert office.server.ask("/healthz").status == 200
        assert office.server.ask(LIST, office.token).status == 200
        office.record()
        answers = those.answers()

    assert {one.status for one in answers} == {200}
    listed = {one.body for one in answers}
    assert len(listed) == 1
    assert b'"reference"' in listed.pop()
    assert waiting(office.server) == 0


def test_who_waits_in_vain_is_told_so_in_the_end(store: Store, dpo: TestClient) -> None:
    ahead = {"min_position": store.history.newest() + 1_000_000}
    begun = time.monotonic()

    answer = dpo.get(LIST, params=ahead, headers={"Prefer": "wait=1"})

    assert answer.status_code == 409
    assert "has not got so far" in answer.json()["detail"]
    assert answer.headers["Retry-After"] == "1"
    assert time.monotonic() - begun >= 1


def test_nobody_waits_longer_than_we_let_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(awaited, "PATIENCE", 0.1)
    assert not on_a_loop(AwaitedPositions(Log()).reached(1, 10**9))


def test_a_reader_says_how_long_it_waits(
    store: Store, dpo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(awaited, "PATIENCE", 60)  # whoever writes may take its time
    place = receive(dpo)
    ahead = {"min_position": store.history.newest() + 1}

    for written in ("wait=0", 'return=minimal, wait="0"', "WAIT = 0; x=y"):
        assert dpo.get(place, params=ahead, headers={"Prefer": written}).status_code == 409

    def later() -> None:
        until(lambda: dpo.app.state.awaited.waiting == 1)  # type: ignore[attr-defined]
        receive(signed_in(store, Role.DPO))

    writing = threading.Thread(target=later)
    writing.start()
    for written in ("wait=00000060", "wait=soon", "await=0"):
        assert dpo.get(place, params=ahead, headers={"Prefer": written}).status_code == 200
    writing.join()


def test_who_may_not_read_it_does_not_wait_for_it(store: Store, dpo: TestClient) -> None:
    ahead = {"min_position": store.history.newest() + 1}
    assert TestClient(dpo.app).get(LIST, params=ahead).status_code == 401
    nowhere = f"{LIST}/00000000-0000-4000-8000-000000000000"
    assert dpo.get(nowhere, params=ahead).status_code == 404


class Log:
    """A log of which this test says how far it goes."""

    def __init__(self) -> None:
        self.newest, self.looks, self.away = 0, 0, False

    def __call__(self) -> int:
        self.looks += 1
        if self.away:
            raise OperationalError
        return self.newest


def test_all_who_wait_share_one_look_and_nobody_looks_afterwards() -> None:
    log = Log()

    async def wait() -> None:
        positions = AwaitedPositions(log)
        those = [asyncio.create_task(positions.reached(number)) for number in range(1, 101)]
        await so(lambda: positions.waiting == 100)
        log.newest, log.looks = 60, 0
        await so(lambda: sum(one.done() for one in those) == 60)
        assert log.looks < 10
        log.away = True  # a server that fails over
        await asyncio.sleep(3 * awaited.EVERY)
        assert positions.waiting == 40
        log.away, log.newest = False, 100
        assert await asyncio.gather(*those) == [True] * 100
        await asyncio.sleep(3 * awaited.EVERY)
        log.looks = 0
        await asyncio.sleep(3 * awaited.EVERY)
        assert log.looks == 0

    on_a_loop(wait())


def test_who_comes_beyond_the_places_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(awaited, "PLACES", 2)

    async def wait() -> None:
        positions = AwaitedPositions(Log())
        those = [asyncio.create_task(positions.reached(1, 2)) for _ in range(2)]
        await so(lambda: positions.waiting == 2)
        assert not await positions.reached(1)
        assert positions.waiting == 2
        assert await asyncio.gather(*those) == [False, False]
        assert positions.waiting == 0

    on_a_loop(wait())


async def so(is_so: Callable[[], bool]) -> None:
    for _ in range(6000):
        if is_so():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never was so")


def until(is_so: Callable[[], bool]) -> None:
    for _ in range(6000):
        if is_so():
            return
        time.sleep(0.01)
    raise AssertionError("it never was so")
