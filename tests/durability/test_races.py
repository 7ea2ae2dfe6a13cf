"""Everybody at once, in threads and in processes: nothing lost, nothing twice, no gap."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest

from griffie.api.composition import Store, open_store
from griffie.application.disclosure import Disclosure
from griffie.application.projections.projector import Projector
from griffie.application.projections.register import RegisterFold
from griffie.application.requests.requests import (
    ContentionError,
    KeyReusedError,
    Once,
    StaleVersionError,
)
from griffie.domain.housekeeping import looks_stream
from griffie.infrastructure.sqlite.register_view import SQLiteRegister
from tests.given.at_work import hold_to, note, occasion, rebuilt, receive, sound
from tests.given.looking import HANDLING
from tests.given.named_store import place_of

MANY = 8


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[list[Store]]:
    """Two stores opened on the same files, as two processes would."""
    stores = [open_store(tmp_path / "data") for _ in range(2)]
    yield stores
    for store in stores:
        store.engine.close()


def at_once(offices: list[Store], deed: Callable[[Store, int], Any], many: int = MANY) -> list[Any]:
    """What came of it for each: a result, or what was raised."""
    barrier = Barrier(many)

    def one(number: int) -> Any:
        barrier.wait()
        try:
            return deed(offices[number % len(offices)], number)
        except Exception as raised:  # noqa: BLE001 - the test says which may be
            return raised

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(one, range(many)))


def versions(store: Store, stream: UUID) -> list[int]:
    return [event.originator_version for event in store.requests.history(stream)]


def test_steps_taken_at_once_on_one_request_all_count_or_say_that_they_do_not(
    offices: list[Store],
) -> None:
    request_id = offices[0].requests.receive(receive("eerste"), occasion(offices[0])).id

    def ten_notes(store: Store, number: int) -> int:
        taken = 0
        for n in range(10):
            command = note(f"n{number}x{n}q")
            try:
                store.requests.take(request_id, command, occasion(store))
            except ContentionError:
                continue
            taken += 1
        return taken

    taken = sum(at_once(offices, ten_notes))

    assert taken > 10 * MANY / 2
    assert versions(offices[0], request_id) == [*range(1, taken + 2)]
    words = json.dumps([*offices[1].vault.open(request_id).values()])
    assert sum(f"n{number}x{n}q" in words for number in range(MANY) for n in range(10)) == taken
    whole(offices)


def test_of_those_who_looked_at_the_same_version_one_goes_on(offices: list[Store]) -> None:
    request_id = offices[0].requests.receive(receive("eerste"), occasion(offices[0])).id

    def as_seen(store: Store, number: int) -> int:
        command = note(f"n{number}")
        return store.requests.take(request_id, command, occasion(store), expected=1).version

    came = at_once(offices, as_seen)

    assert [one for one in came if not isinstance(one, StaleVersionError)] == [2]
    assert versions(offices[0], request_id) == [1, 2]
    whole(offices)


def test_a_request_that_is_sent_many_times_under_one_key_is_received_once(
    offices: list[Store],
) -> None:
    def same(store: Store, _: int) -> UUID:
        return store.requests.receive(receive("eerste"), occasion(store), Once("key", "mac")).id

    came = at_once(offices, same)

    assert len(set(came)) == 1
    assert offices[0].history.newest() == 1
    # A body that lost left nothing behind but keys that open nothing.
    assert len(offices[0].datastore.rows("SELECT DISTINCT request_id FROM vault")) == 1
    whole(offices)


def test_of_two_bodies_under_one_key_one_is_received_and_the_other_is_told(
    offices: list[Store],
) -> None:
    def other(store: Store, number: int) -> UUID:
        once = Once("key", f"mac {number}")
        return store.requests.receive(receive(f"w{number}"), occasion(store), once).id

    came = at_once(offices, other)

    assert [type(one) for one in came].count(UUID) == 1
    assert [type(one) for one in came].count(KeyReusedError) == MANY - 1
    assert offices[0].history.newest() == 1
    whole(offices)


def test_a_step_that_is_sent_many_times_under_one_key_is_taken_once(offices: list[Store]) -> None:
    request_id = offices[0].requests.receive(receive("eerste"), occasion(offices[0])).id

    def same(store: Store, _: int) -> int:
        once = Once("key", "mac")
        return store.requests.take(request_id, note("ja"), occasion(store), once=once).version

    assert at_once(offices, same) == [2] * MANY
    assert versions(offices[0], request_id) == [1, 2]
    whole(offices)


def test_everybody_who_looks_at_once_is_recorded(offices: list[Store]) -> None:
    request = offices[0].requests.receive(receive("eerste"), occasion(offices[0]))

    def look(store: Store, number: int) -> None:
        reason = Disclosure("reason", f"Klacht {number}")
        why = HANDLING._replace(reason=reason)
        store.requests.reveal(request, occasion(store, f"u-{number}"), why)

    came = at_once(offices, look)

    looked = list(offices[0].requests.history(looks_stream(request.id)))
    assert {event.actor for event in looked} == {
        f"u-{number}" for number, one in enumerate(came) if one is None
    }
    assert {type(one) for one in came} <= {type(None), ContentionError}
    assert versions(offices[0], looks_stream(request.id)) == [*range(1, len(looked) + 1)]
    whole(offices)


def test_projectors_that_race_write_every_event_once(offices: list[Store]) -> None:
    for number in range(40):
        request = offices[0].requests.receive(receive(f"w{number}"), occasion(offices[0]))
        offices[0].requests.take(request.id, note("ja"), occasion(offices[0]))

    def follow(store: Store, number: int) -> None:
        if number < 2:
            for n in range(10):
                store.requests.receive(receive(f"x{number}x{n}"), occasion(store))
        small_steps(store)

    assert at_once(offices, follow) == [None] * MANY
    assert SQLiteRegister(offices[0].datastore).all() == rebuilt(offices[0], "register")
    assert len(SQLiteRegister(offices[0].datastore).all()) == 60
    whole(offices)


def small_steps(store: Store) -> None:
    """A projector of its own, that stops often, so that others get in between."""
    view = SQLiteRegister(store.datastore)
    projector = Projector(store.history, RegisterFold(store.requests.load_if_there), view)
    while (at := view.position()) < store.history.newest():
        projector.catch_up(at + 3)


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    open_store(folder).engine.close()
    command = [sys.executable, "-m", "tests.given.at_work", place_of(folder)]
    children = [
        subprocess.Popen([*command, seed, "60"], stdout=subprocess.PIPE, text=True)
        for seed in ("1", "2")
    ]
    acks = [json.loads(line) for child in children for line in child.communicate()[0].splitlines()]

    assert [child.returncode for child in children] == [0, 0]
    assert len(acks) == 120
    store = open_store(folder)
    hold_to(store, acks)
    store.engine.close()


def test_two_clocks_that_differ_by_a_moment_break_no_past(offices: list[Store]) -> None:
    """Who waited for the lock decides again, at the instant of who was first."""
    first = occasion(offices[0])
    late, early = (first._replace(at=first.at + timedelta(seconds=n)) for n in (3, 1))
    request_id = offices[0].requests.receive(receive("eerste"), first).id
    for now in (late, early):
        offices[1].requests.take(request_id, note("ja"), now)

    stood = [
        offices[0].requests.load_at(request_id, now.at).version for now in (first, early, late)
    ]

    assert stood == [1, 1, 3]
    whole(offices)


def whole(offices: list[Store]) -> None:
    for store in offices:
        sound(store)
