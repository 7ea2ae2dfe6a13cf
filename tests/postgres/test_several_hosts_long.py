"""The long tests of several machines on one store: many events, and work without HTTP."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.pg_server import Server
from tests.given.story import receive
from tests.postgres.hosts import machines, until_missed, until_term


@pytest.mark.deep
def test_work_is_done_without_http_and_by_another_when_its_process_is_killed(
    pg_server: Server, tmp_path: Path
) -> None:
    with machines(pg_server, "work", tmp_path, None) as store:
        first, second = store.machine("a"), store.machine("b")
        with first.working():
            until_term(store, 1)
            with second.working():
                time.sleep(10)
                seen = store.store.engine.leading.seen("clock")
                place = receive(signed_in(store.store, Role.DPO), rights=[{"right": "access"}])
                first.kill()
                until_term(store, 2)
                assert until_missed(store, place).count("DeadlineMissed") == 1
                assert store.store.engine.leading.seen("clock") > seen  # type: ignore[operator]
        assert second.process
        assert second.process.returncode == 0
        assert store.finds() == []


@pytest.mark.deep
def test_four_processes_write_twenty_thousand_events_each_and_a_reader_misses_none(
    pg_server: Server, tmp_path: Path
) -> None:
    with machines(pg_server, "many_writers", tmp_path, None) as store:
        begun = store.store.history.newest()
        program = [sys.executable, "-c", _WRITES, store.url, str(tmp_path / "first"), "20000"]
        writers = [subprocess.Popen(program) for _ in range(4)]
        position = missed = 0
        position = begun
        while any(one.poll() is None for one in writers) or store.store.history.newest() > position:
            for at, _ in store.store.history.page(position, 500):
                missed += at != position + 1
                position = at
        assert [one.returncode for one in writers] == [0] * 4
        assert (position - begun, missed) == (4 * 20_000, 0)
        assert store.store.log.size() == position


_WRITES = """
import sys, uuid
from contextlib import suppress
from eventsourcing.persistence import IntegrityError
from pathlib import Path
from griffie.api.composition import ServerPlaces, open_server_store
from griffie.application.access.roles import OPERATOR
from griffie.domain.events import BackupFailed

store = open_server_store(sys.argv[1], ServerPlaces(beside=Path(sys.argv[2])))
stream = uuid.uuid4()
for first in range(1, int(sys.argv[3]), 20):
    for now in store.requests.attempts(store.engine.now(OPERATOR)):
        with suppress(IntegrityError):  # another process was quicker: time never runs back
            store.requests.save(*(
                BackupFailed().stamped(stream, first + n, now) for n in range(20)
            ))
            break
"""
