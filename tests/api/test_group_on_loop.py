"""A group is taken on the event loop where nobody has to be waited for, else in the thread."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from threading import Event, Thread
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from eventsourcing.persistence import OperationalError

from griffie.api.composition import Store
from griffie.api.http import group, on_loop
from griffie.api.http.group import Groups
from griffie.infrastructure.patience import PATIENCE
from griffie.infrastructure.sqlite import datastore
from tests.api.test_group import flushes
from tests.given.at_work import sound
from tests.given.on_one_loop import Answer, Served, opened
from tests.given.own_loop import on_a_loop

Taken = list[tuple[str, int]]
"""Where each group was taken, and how many commands it had."""


class Office:
    """Groups of numbers, each answered with its double."""

    def __init__(self) -> None:
        self.taken: Taken = []
        self.at_once: Callable[[Sequence[int]], list[int | None] | None] = self.here
        self.groups = Groups[int, int](self.in_thread, self._at_once)

    def _at_once(self, these: Sequence[int]) -> list[int | None] | None:
        return self.at_once(these)

    def in_thread(self, these: Sequence[int]) -> list[int | None]:
        self.taken.append(("thread", len(these)))
        return [2 * one for one in these]

    def here(self, these: Sequence[int]) -> list[int | None]:
        self.taken.append(("loop", len(these)))
        return [2 * one for one in these]

    def asked(self, *sizes: int) -> list[list[int | BaseException | None]]:
        """So many commands at once, one lot after the other."""

        async def all_of_them() -> list[list[int | BaseException | None]]:
            return [
                await asyncio.gather(
                    *(self.groups.here().put(n) for n in range(size)), return_exceptions=True
                )
                for size in sizes
            ]

        try:
            return on_a_loop(all_of_them())
        finally:
            self.groups.close()


def doubles(size: int) -> list[int]:
    return [2 * n for n in range(size)]


def test_a_group_is_taken_on_the_loop() -> None:
    office = Office()

    assert office.asked(3, 1) == [doubles(3), doubles(1)]
    assert office.taken == [("loop", 3), ("loop", 1)]


def test_many_that_meet_are_taken_in_turns_of_the_loop() -> None:
    office = Office()

    assert office.asked(2 * group.MOST + 5) == [doubles(2 * group.MOST + 5)]
    assert office.taken == [("loop", group.MOST), ("loop", group.MOST), ("loop", 5)]


def test_what_cannot_be_had_at_once_is_taken_in_the_thread() -> None:
    office = Office()
    office.at_once = lambda _: None

    assert office.asked(group.MOST + 3, 1) == [doubles(group.MOST + 3), doubles(1)]
    assert office.taken == [("thread", group.MOST + 3), ("thread", 1)]


def test_after_a_group_that_took_long_some_are_taken_in_the_thread() -> None:
    office = Office()

    def slow(these: Sequence[int]) -> list[int | None]:
        if not office.taken:
            time.sleep(on_loop.LONGEST)
        return office.here(these)

    office.at_once = slow
    with patch.object(on_loop, "LONGEST", 0.5):  # a machine at work takes as long for nothing
        office.asked(*[2] * (on_loop.ELSEWHERE + 2))

    assert office.taken == [("loop", 2), *[("thread", 2)] * on_loop.ELSEWHERE, ("loop", 2)]


def test_what_fails_on_the_loop_is_told_to_each_and_the_next_group_is_taken() -> None:
    office, trouble = Office(), RuntimeError("nobody thought of it")

    def broken(these: Sequence[int]) -> list[int | None]:
        office.at_once = office.here
        raise trouble

    office.at_once = broken
    assert office.asked(2, 1) == [[trouble, trouble], doubles(1)]
    assert office.taken == [("loop", 1)]


@contextmanager
def held_by_another_process(store: Store) -> Iterator[None]:
    with closing(sqlite3.connect(store.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def held_by_another_thread(store: Store) -> Iterator[None]:
    assert isinstance(store.datastore, datastore.Datastore)
    with store.datastore._writing:
        yield


@contextmanager
def on_a_disk_that_fails(_: Store) -> Iterator[None]:
    fails = OperationalError("disk I/O error")
    with patch.object(datastore.Datastore, "recorded", side_effect=fails):
        yield


@contextmanager
def with_keys_held_by_another_thread(store: Store) -> Iterator[None]:
    keys = store.vault._keys
    with held_in_a_thread(keys._turn):
        yield


@contextmanager
def with_no_connection_left(store: Store) -> Iterator[None]:
    assert isinstance(store.datastore, datastore.Datastore)
    pool = store.datastore.pool
    with store.datastore._turn_of_rows, ExitStack() as lent:
        for _ in range(pool.pool_size + pool.max_overflow):
            lent.enter_context(store.datastore._connection())
        yield


@contextmanager
def held_in_a_thread(lock: Any) -> Iterator[None]:
    """Who holds a lock here could take it once more: so it is held elsewhere."""
    has, let_go = Event(), Event()

    def hold() -> None:
        with lock:
            has.set()
            let_go.wait()

    thread = Thread(target=hold)
    thread.start()
    has.wait()
    try:
        yield
    finally:
        let_go.set()
        thread.join()


HELD = (
    held_by_another_process,
    held_by_another_thread,
    on_a_disk_that_fails,
    with_keys_held_by_another_thread,
    with_no_connection_left,
)


@pytest.mark.in_folder
@pytest.mark.parametrize("held", HELD)
def test_the_loop_waits_for_nobody(
    own_store: Store, held: Callable[[Store], AbstractContextManager[None]]
) -> None:
    """Nothing is recorded on it then, and the thread does it afterwards."""
    served, ids = Served(own_store), opened(own_store, 2)
    waited, before = list[float](), own_store.history.newest()
    at_once = own_store.engine.requests.take_all_at_once

    async def meanwhile() -> list[Answer]:
        def try_and_let_go(decide: Any) -> Any:
            try:
                with held(own_store):
                    begun = time.monotonic()
                    try:
                        return at_once(decide)
                    finally:
                        waited.append(time.monotonic() - begun)
            finally:
                assert own_store.history.newest() == before

        with patch.object(own_store.engine.requests, "take_all_at_once", try_and_let_go):
            return await asyncio.gather(*(served.note(one, "x") for one in ids))

    with flushes() as sizes:
        answers = on_a_loop(meanwhile())

    assert sum(sizes) == 2  # together, by the thread
    (seconds,) = waited
    assert seconds < 0.9 * PATIENCE  # the shortest that anything is waited for
    assert [(one.status, one.body["version"]) for one in answers] == [(200, 2)] * 2
    assert versions(own_store, ids) == [[1, 2], [1, 2]]
    sound(own_store)


def versions(store: Store, ids: Sequence[UUID]) -> list[list[int]]:
    return [[one.originator_version for one in store.requests.history(two)] for two in ids]


@pytest.mark.in_folder
def test_commands_that_meet_are_recorded_by_no_thread(own_store: Store) -> None:
    served, ids = Served(own_store), opened(own_store, 3)

    async def all_of_them() -> list[Answer]:
        with patch.object(group.Group, "_hand_to_thread") as thread:
            answers = await asyncio.gather(*(served.note(one, "x") for one in ids))
        assert not thread.called
        return answers

    assert [one.status for one in on_a_loop(all_of_them())] == [200] * 3
    sound(own_store)
