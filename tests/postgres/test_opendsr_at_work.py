"""`griffie work --opendsr` hands on what another process queued: several machines, one message."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from griffie.api.composition.opendsr import handing_of
from griffie.application.sending.outbox import OutboxState
from tests.conftest import Clock
from tests.given.pg_server import Server
from tests.opendsr.handing import Case
from tests.opendsr.processor import file_of, standing
from tests.postgres.hosts import Machines, machines

PATIENCE = 120.0


def until(seen: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not seen():
        assert time.monotonic() < end
        time.sleep(0.2)


@pytest.fixture
def store(pg_server: Server, tmp_path: Path) -> Iterator[Machines]:
    with machines(pg_server, "opendsr_at_work", tmp_path / "hosts") as store:
        yield store


def test_two_processes_without_http_hand_on_once_what_a_third_queued(
    store: Machines, tmp_path: Path
) -> None:
    with standing() as processor:
        path = file_of(tmp_path, processor)
        handing = handing_of(path)
        assert handing
        case = Case(store.store, Clock(), handing, processor)  # this process sends nothing
        answer = case.hand_on(due_on=store.store.engine.today().isoformat())
        assert answer.status_code == 200, answer.text
        assert (case.row.state, processor.bodies) == (OutboxState.WAITING, [])

        one, other = store.machine("one"), store.machine("other")
        with one.working("--opendsr", str(path)), other.working("--opendsr", str(path)):
            until(lambda: case.row.state is OutboxState.SENT)
            discoveries = processor.asked.count("/v2/discovery")
            until(lambda: processor.asked.count("/v2/discovery") >= 3)

        assert discoveries >= 2  # that of this process, and of who sent it
        assert len(processor.bodies) == 1
        assert case.last == "pending"
    assert not store.finds()


def test_without_the_file_what_is_handed_on_waits(store: Machines, tmp_path: Path) -> None:
    with standing() as processor:
        handing = handing_of(file_of(tmp_path, processor))
        assert handing
        case = Case(store.store, Clock(), handing, processor)
        assert case.hand_on(due_on=store.store.engine.today().isoformat()).status_code == 200

        with store.machine("one").working():
            until(lambda: bool(terms(store)))

        assert (case.row.state, processor.bodies) == (OutboxState.WAITING, [])


def terms(store: Machines) -> list[tuple[int]]:
    """Who leads the clock: a process that has the lead works."""
    return store.store.datastore.tuples("SELECT term FROM leaders WHERE work = 'clock'")
