"""The append on a server: all or nothing, no gap, no reader that misses an event, no loss."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import IntegrityError, OperationalError

from griffie.api.composition import Store
from griffie.application.ports import Locked
from griffie.infrastructure.patience import waiting_at_most
from griffie.infrastructure.postgres.datastore import PostgresDatastore
from griffie.infrastructure.postgres.recorder import PostgresRecorder
from griffie.infrastructure.sqlite.history import SQLiteHistory
from tests.given.pg_server import running
from tests.given.pg_writer import AT_ONCE, notes
from tests.postgres.conftest import Office

WRITERS, TIMES = 4, 60


def test_positions_follow_without_a_gap_also_after_what_was_refused(store: Store) -> None:
    recorder, stream = store.recorder, uuid4()
    before = recorder.log_size()
    assert isinstance(recorder, PostgresRecorder)

    assert [*recorder.insert_events(notes(stream))] == [before + 1, before + 2]
    with pytest.raises(IntegrityError):
        recorder.insert_events(notes(stream))
    assert [*recorder.insert_events(notes(stream, 3))] == [before + 3, before + 4]


def test_what_is_refused_leaves_nothing_behind(store: Store) -> None:
    recorder, stream = store.recorder, uuid4()
    assert isinstance(recorder, PostgresRecorder)
    (*_, last) = recorder.insert_events(notes(stream))
    sealed = [Locked(stream, "d", "t2", b"n", b"c")]

    with pytest.raises(IntegrityError):
        recorder.insert_events(notes(stream), locked=sealed)

    assert not store.datastore.rows("SELECT 1 FROM vault WHERE request_id = ?", (stream.hex,))
    assert recorder.log_size() == recorder.stored_from(last, 10)[-1][0] == last


def test_time_never_runs_back_along_the_log(store: Store) -> None:
    recorder = store.recorder
    assert isinstance(recorder, PostgresRecorder)
    earlier, later = notes(uuid4()), notes(uuid4())
    recorder.insert_events(later)

    with pytest.raises(IntegrityError, match="later than this was decided"):
        recorder.insert_events(earlier)


def test_of_two_who_write_the_same_version_one_is_refused(store: Store, office: Office) -> None:
    stream, barrier = uuid4(), Barrier(2)

    def one(_: int) -> bool:
        recorder = PostgresRecorder(PostgresDatastore(office.url))
        events = notes(stream)
        barrier.wait()
        try:
            recorder.insert_events(events)
        except IntegrityError:
            return False
        finally:
            recorder.datastore.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(one, range(2))) == [False, True]
    assert store.recorder.newest_version(stream) == AT_ONCE


def test_who_waits_too_long_is_told_that_another_writes(store: Store, office: Office) -> None:
    other = PostgresDatastore(office.url)
    with (
        other.transaction(commit=True),
        waiting_at_most(0.05),
        pytest.raises(OperationalError, match="locked by another writer"),
    ):
        store.datastore.transaction(commit=True).__enter__()
    other.close()


def writers(url: str, number: int = WRITERS, times: int = TIMES) -> list[subprocess.Popen[str]]:
    """Processes that wait for a word to begin."""
    command = [sys.executable, "-m", "tests.given.pg_writer", url, str(times)]
    pipe = subprocess.PIPE
    started = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(number)]
    for one in started:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    return started


def begin(processes: list[subprocess.Popen[str]]) -> None:
    for one in processes:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()


def test_who_reads_on_from_a_position_misses_no_event_of_four_writers(
    store: Store, office: Office
) -> None:
    history = SQLiteHistory(store.datastore)
    first = history.newest()
    processes = writers(office.url)
    begin(processes)

    seen: list[tuple[int, UUID, int]] = []
    expected = WRITERS * TIMES * AT_ONCE
    while len(seen) < expected:
        for at, event in history.page(seen[-1][0] if seen else first, 500):
            seen.append((at, event.originator_id, event.originator_version))
        assert any(one.poll() is None for one in processes) or history.newest() == first + expected

    assert [at for at, _, _ in seen] == [*range(first + 1, first + expected + 1)]
    assert len({one[1:] for one in seen}) == expected
    assert [one.wait(120) for one in processes] == [0] * WRITERS


def test_what_a_killed_writer_was_told_is_there_and_the_rest_is_whole(
    store: Store, office: Office
) -> None:
    processes = writers(office.url, 2)
    begin(processes)
    acknowledged: list[int] = []
    for one in processes:
        assert one.stdout
        acknowledged += map(int, one.stdout.readline().split())
        one.kill()
        acknowledged += [int(at) for line in one.stdout.read().splitlines() for at in line.split()]
        one.wait()

    stored = [row[0] for row in store.recorder.stored_from(1, 10_000)]
    logged = [row[0] for row in store.recorder.logged_from(1, 10_000)]
    assert set(acknowledged) <= set(stored)
    assert stored == logged == [*range(1, len(stored) + 1)]
    assert store.recorder.log_size() == len(stored)
    # Whoever was killed holds no turn.
    again = PostgresRecorder(PostgresDatastore(office.url))
    again.insert_events(notes(uuid4()))
    again.datastore.close()


def test_what_was_acknowledged_survives_a_crash_of_the_server(tmp_path: Path) -> None:
    with running() as server:
        office = Office(server, tmp_path / "beside")
        office.open().engine.close()
        (process,) = writers(office.url, 1, 1_000_000)
        begin([process])
        assert process.stdout
        acknowledged = [process.stdout.readline() for _ in range(5)]

        server.crash()

        process.kill()  # it may have found the server again, and would write on
        acknowledged += process.stdout.readlines()
        process.wait()
        store = office.open()
        told = {int(at) for line in acknowledged for at in line.split()}
        stored = [row[0] for row in store.recorder.stored_from(1, 10_000)]
        assert told
        assert told <= set(stored)
        assert stored == [row[0] for row in store.recorder.logged_from(1, 10_000)]
        assert store.beside.behind() is None
        store.engine.close()
