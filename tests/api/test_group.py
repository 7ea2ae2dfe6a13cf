"""Commands that meet on the event loop are recorded in one transaction, or each alone."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from eventsourcing.persistence import IntegrityError, OperationalError

from griffie.api.composition import Store
from griffie.api.http import group
from griffie.application.requests.commands import command
from griffie.application.requests.requests import Requests
from griffie.application.requests.together import GroupedRequests
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.backup.anchor import Anchor
from griffie.infrastructure.sqlite import datastore, together
from griffie.infrastructure.sqlite.turn import StoreTurn
from tests.given.at_work import DAY, note, occasion, sound
from tests.given.on_one_loop import Answer, Served, opened
from tests.given.own_loop import on_a_loop

MANY = 12


@pytest.fixture
def served(own_store: Store) -> Served:
    return Served(own_store)


@pytest.fixture
def ids(own_store: Store) -> list[UUID]:
    return opened(own_store, 3)


@contextmanager
def flushes() -> Iterator[list[int]]:
    """How many commands each group recorded."""
    sizes: list[int] = []
    keep, record = GroupedRequests._keep, StoreTurn.record

    def kept(self: GroupedRequests, these: Any) -> Any:
        last = keep(self, these)
        sizes.append(len(these))
        return last

    def recorded(self: StoreTurn, these: Any) -> Any:
        last = record(self, these)
        sizes.append(len(these))
        return last

    with patch.object(GroupedRequests, "_keep", kept), patch.object(StoreTurn, "record", recorded):
        yield sizes


def at_once(*messages: Awaitable[Answer]) -> list[Answer]:
    async def all_of_them() -> list[Answer]:
        return await asyncio.gather(*messages)

    return on_a_loop(all_of_them())


def versions(store: Store, request: UUID) -> list[int]:
    return [event.originator_version for event in store.requests.history(request)]


def test_what_meets_is_recorded_in_one_transaction_and_every_version_is_told_once(
    own_store: Store, served: Served, ids: list[UUID]
) -> None:
    with flushes() as sizes:
        answers = at_once(*(served.note(ids[n % 3], f"n{n}") for n in range(MANY)))

    assert sizes == [MANY]
    assert {one.status for one in answers} == {200}
    for place, one in enumerate(ids):
        told = [answer.body["version"] for answer in answers[place::3]]
        assert sorted(told) == list(range(2, 2 + MANY // 3))
        assert versions(own_store, one) == list(range(1, 2 + MANY // 3))
    assert {one.headers["griffie-position"] for one in answers} == {str(own_store.history.newest())}
    assert answers[0].headers["etag"] == f'"{answers[0].body["version"]}"'
    sound(own_store)


@pytest.mark.in_folder
def test_nobody_is_answered_before_the_flush_and_the_anchor(
    own_store: Store, served: Served, ids: list[UUID]
) -> None:
    seen: list[str] = []
    write, answer = Anchor.write, Served.post

    def anchored(self: Anchor, size: int, entry: bytes) -> None:
        with sqlite3.connect(f"file:{own_store.database}?mode=ro", uri=True) as other:
            ((committed,),) = other.execute("SELECT MAX(rowid) FROM stored_events")
        assert committed == size
        seen.append("anchored")
        write(self, size, entry)

    async def answered(self: Served, *given: Any, **headers: str) -> Answer:
        told = await answer(self, *given, **headers)
        seen.append("answered")
        return told

    with patch.object(Anchor, "write", anchored), patch.object(Served, "post", answered):
        at_once(*(served.note(one, "x") for one in ids))

    assert seen == ["anchored", "answered", "answered", "answered"]


@pytest.mark.in_folder
def test_a_group_whose_first_is_too_old_goes_alone_and_leaves_no_gap(
    own_store: Store, served: Served, ids: list[UUID]
) -> None:
    record = together.record_together

    def overtaken(*given: Any) -> Any:
        """Another process is first, after this group was decided."""
        monkeypatched.stop()
        Requests.take(own_store.requests, ids[0], note("other"), occasion(own_store))
        return record(*given)

    monkeypatched = patch("griffie.infrastructure.sqlite.recorder.record_together", overtaken)
    monkeypatched.start()
    answers = at_once(*(served.note(ids[n % 2], f"n{n}") for n in range(4)))

    assert {one.status for one in answers} == {200}
    assert sorted(one.body["version"] for one in answers[::2]) == [3, 4]
    assert versions(own_store, ids[0]) == [1, 2, 3, 4]
    assert versions(own_store, ids[1]) == [1, 2, 3]
    sound(own_store)


def test_one_key_twice_in_a_group_does_it_once(
    own_store: Store, served: Served, ids: list[UUID]
) -> None:
    same = {"idempotency_key": "k"}
    answers = at_once(
        served.note(ids[0], "x", **same),
        served.note(ids[0], "x", **same),
        served.note(ids[0], "y", **same),
        served.note(ids[1], "x"),
    )

    statuses = sorted(one.status for one in answers[:3])
    assert statuses in ([200, 200, 422], [200, 422, 422])  # whichever came first
    assert versions(own_store, ids[0]) == [1, 2]
    assert answers[3].status == 200
    sound(own_store)


@pytest.mark.in_folder
def test_a_disk_that_fails_is_told_to_all_and_nothing_is_recorded(
    own_store: Store, served: Served, ids: list[UUID]
) -> None:
    before = own_store.history.newest()

    def broken(*_: Any) -> None:
        raise OperationalError("disk I/O error")

    with patch.object(together, "insert_values", broken):
        answers = at_once(*(served.note(one, "x") for one in ids))

    assert [one.status for one in answers] == [503] * 3
    assert own_store.history.newest() == before
    (after,) = at_once(served.note(ids[0], "x"))
    assert (after.status, after.body["version"]) == (200, 2)
    sound(own_store)


@contextmanager
def written_by_another(database: Path) -> Iterator[Callable[[], None]]:
    """Another process holds the lock of writers, until it is let go."""
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield other.rollback
    finally:
        other.close()


@pytest.mark.in_folder
def test_while_another_process_writes_the_loop_goes_on_and_the_group_waits(
    own_store: Store, served: Served, ids: list[UUID]
) -> None:
    async def meanwhile() -> list[Answer]:
        with written_by_another(own_store.database) as let_go:
            first = asyncio.create_task(served.note(ids[0], "x"))
            for _ in range(20):  # each is a turn in which the loop serves others
                await asyncio.sleep(0.002)
            second = asyncio.create_task(served.note(ids[0], "y"))
            await asyncio.sleep(0)
            assert not first.done()
            let_go()
            return [await first, await second]

    with flushes() as sizes:
        answers = on_a_loop(meanwhile())

    assert [(one.status, one.body["version"]) for one in answers] == [(200, 2), (200, 3)]
    assert sizes == [1, 1]  # what came while the thread was at work is the next group
    sound(own_store)


@pytest.mark.in_folder
def test_a_group_that_waits_too_long_for_the_lock_is_told_that_it_is_busy(
    own_store: Store, served: Served, ids: list[UUID]
) -> None:
    async def meanwhile() -> list[Answer]:
        with written_by_another(own_store.database):
            return await asyncio.gather(*(served.note(one, "x") for one in ids))

    with patch.object(datastore, "PATIENCE", 0.05):
        answers = on_a_loop(meanwhile())

    assert {(one.status, one.body["type"]) for one in answers} == {(503, "/problems/busy")}
    assert {one.headers["retry-after"] for one in answers} == {"2"}
    (after,) = at_once(served.note(ids[0], "x"))
    assert (after.status, after.body["version"]) == (200, 2)
    sound(own_store)


def test_who_hangs_up_after_the_command_stands_in_the_group_has_it_recorded(
    own_store: Store, served: Served, ids: list[UUID]
) -> None:
    async def hung_up() -> Answer:
        put, stands = group.Group.put, asyncio.Event()

        def standing(*given: Any) -> Any:
            stands.set()
            return put(*given)

        with patch.object(group.Group, "put", standing):
            gone = asyncio.create_task(served.note(ids[0], "gone"))
            stays = asyncio.create_task(served.note(ids[1], "stays"))
            await stands.wait()
            gone.cancel()
            return await stays

    assert on_a_loop(hung_up()).status == 200
    assert versions(own_store, ids[0]) == [1, 2]


def test_what_a_failed_group_made_is_remembered_by_nobody(
    own_store: Store, ids: list[UUID]
) -> None:
    requests = own_store.engine.requests
    lock = requests.locks(ids)
    ahead = requests.decide(ids[0], note("x"), occasion(own_store), None, lock)
    assert ahead
    assert requests.load(ids[0]).version == 1  # nobody is shown what is not recorded

    with (
        patch.object(requests, "_record_together", side_effect=IntegrityError),
        pytest.raises(IntegrityError),
    ):
        requests.record([ahead])

    # Not in memory.
    assert requests.decide(ids[0], note("x"), occasion(own_store), None, lock) is None
    assert requests.load(ids[0]).version == 1
    assert requests.take(ids[0], note("y"), occasion(own_store)).version == 2


def test_what_may_wait_is_taken_alone(own_store: Store, served: Served, ids: list[UUID]) -> None:
    """A key that has to be made, another history, a request that is not in memory."""
    now, lock = occasion(own_store), own_store.engine.requests.locks(ids)
    doubt = {"grounds": "Een proef.", "asked_on": DAY, "asked_for": "x"}
    link = command(RightsRequest.link, other=str(ids[1]), relation="repeat")

    assert own_store.engine.requests.decide(ids[0], link, now, None, lock) is None
    own_store.requests._forget(ids[2])
    assert own_store.engine.requests.decide(ids[2], note("x"), now, None, lock) is None
    assert own_store.vault.locks([UUID(int=1)])(UUID(int=1), note("x").disclosures()) is None
    with flushes() as sizes:
        (answer,) = at_once(served.post(f"/api/v1/requests/{ids[0]}/doubt-identity", doubt))
    assert (answer.status, sizes) == (200, [1])
