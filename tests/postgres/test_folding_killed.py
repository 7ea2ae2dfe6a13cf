"""A process that folds a projection is killed in the middle: nothing is lost, nothing comes twice.

Where it is stopped is no chance: somebody holds a lock for which it waits.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.controller.announcements import Announce, announce
from griffie.application.intake.earlier_register.bodies import PastRequest
from griffie.application.projections.registry import PROJECTIONS
from griffie.domain.request.values import SourceLine
from griffie.infrastructure.sqlite.views import SQLiteView
from tests.api.test_announcements_api import STUDY
from tests.conftest import signed_in
from tests.given.story import receive, tell
from tests.postgres.conftest import Office

BEFORE = "SELECT 1 FROM griffie.positions WHERE view = '{}' FOR UPDATE"
BETWEEN = "LOCK TABLE griffie_views.{} IN EXCLUSIVE MODE"
"""Stops it before anything is written; when the position is moved and no row is there yet."""


@pytest.fixture
def dpo(store: Store) -> TestClient:
    """Of an office with a row for each projection."""
    client = signed_in(store, Role.DPO)
    tell(client)
    receive(client)
    now = store.engine.now(OPERATOR)
    announce(store.engine, Announce.model_validate(STUDY), now)
    past = PastRequest.model_validate(
        {
            "received_on": "2026-01-05",
            "channel": "post",
            "language": "fr",
            "rights": ["access"],
            "outcome": "fulfilled",
            "closed_on": "2026-01-28",
        }
    )
    past.known_from(SourceLine(key="ab" * 32, content="cd" * 32, line=17))
    store.requests.receive(past, now)
    return client


@contextmanager
def folding(office: Office, name: str) -> Iterator["subprocess.Popen[str]"]:
    """The process, at the very beginning of a fold. It does not outlive the block."""
    command = [sys.executable, "-m", "tests.given.pg_folding"]
    with subprocess.Popen(
        [*command, office.url, str(office.beside), name], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "begins\n"
            yield process
        finally:
            process.kill()


def until_it_waits(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Until somebody waits for a lock that this connection holds."""
    for _ in range(1200):
        waiting = """SELECT count(*) FROM pg_stat_activity
            WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"""
        if connection.execute(waiting).fetchone() != (0,):
            return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


@pytest.mark.parametrize(
    ("name", "held"), [("trail", BEFORE), *((name, BETWEEN) for name in PROJECTIONS)]
)
def test_what_was_not_folded_to_its_end_is_folded_by_another(
    office: Office, store: Store, dpo: TestClient, name: str, held: str
) -> None:
    view = SQLiteView(store.datastore, PROJECTIONS[name])
    before = view.position()
    with psycopg.connect(office.superuser) as holder:
        holder.execute(held.format(name).encode())
        with folding(office, name) as process:
            until_it_waits(holder)
            process.kill()
            process.wait()
        holder.rollback()

    receive(dpo)
    assert view.position() == before
    store.projections.current(PROJECTIONS[name], view)()

    assert view.position() == store.history.newest()
    assert view.count() > 0
    assert store.projections.astray() == []
    assert not store.projections.strayed(name)
