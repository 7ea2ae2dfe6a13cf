"""A server of the database that answers nothing any more holds up no process that is to end."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx2
import pytest

from griffie.api.server.end_in_time import WITHIN
from griffie.application.access.roles import Role
from tests.api.test_requests import EXAMPLE
from tests.given.pg_server import Server, running
from tests.postgres.hosts import Machine, machines, until_term

REQUESTS = "/api/v1/requests"

ENDS_WITHIN = WITHIN + 40
"""Seconds, on a loaded machine."""


@contextmanager
def silent(server: Server) -> Iterator[None]:
    """Every process of the server stands still meanwhile, as on a machine that hangs."""
    first = int((server.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    processes = [first, *map(int, children)]
    for one in processes:
        os.kill(one, signal.SIGSTOP)
    try:
        yield
    finally:
        for one in processes:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGCONT)


@pytest.mark.parametrize("method", ["GET", pytest.param("POST", marks=pytest.mark.deep)])
def test_a_process_that_serves_ends_although_its_database_is_silent(
    tmp_path: Path, method: str
) -> None:
    """It waits for a thread that reads, or one that records: neither comes back."""
    with running() as server, machines(server, "silent", tmp_path) as store:
        token = store.token(Role.HANDLER)
        with store.machine("one").serving() as one, ThreadPoolExecutor(1) as beside:
            office = one.client(token)
            assert office.get(REQUESTS).status_code == 200
            with silent(server):
                waits = beside.submit(office.request, method, REQUESTS, json=EXAMPLE)
                with suppress(TimeoutError):
                    waits.result(1)
                assert not waits.done()
                ends(one)
                assert one.server
                assert "ends without waiting" in one.server.said()
            with suppress(httpx2.HTTPError):
                assert waits.result(ENDS_WITHIN).status_code >= 500


@pytest.mark.deep
def test_a_process_that_works_ends_although_its_database_is_silent(tmp_path: Path) -> None:
    with (
        running() as server,
        machines(server, "silent", tmp_path) as store,
        store.machine("one").working() as one,
    ):
        until_term(store, 1)
        with silent(server):
            ends(one)


def ends(machine: Machine) -> None:
    assert machine.process
    machine.process.terminate()
    assert machine.process.wait(ENDS_WITHIN) == 1
