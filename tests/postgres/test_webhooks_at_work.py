"""`griffie work` tells other programs what another process recorded: several machines, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.pg_server import Server
from tests.given.story import receive
from tests.postgres.hosts import Machines, machines
from tests.postgres.test_opendsr_at_work import until
from tests.webhooks.receiver import receiving
from tests.webhooks.test_delivery import added, told


@pytest.fixture
def store(pg_server: Server, tmp_path: Path) -> Iterator[Machines]:
    with machines(pg_server, "webhooks_at_work", tmp_path / "hosts") as store:
        yield store


def test_who_works_calls_back_and_another_takes_over_when_it_is_killed(store: Machines) -> None:
    clerk = signed_in(store.store, Role.HANDLER)  # this process tells nobody
    with receiving() as receiver:
        added(store.store, receiver)
        one, other = store.machine("one"), store.machine("other")

        def ids() -> set[str]:
            return {one.headers["webhook-id"] for one in receiver.got}

        with one.working():
            receive(clerk)
            until(lambda: len(ids()) == 1)
            with other.working():
                receive(clerk)
                until(lambda: len(ids()) == 2)
                one.kill()
                receive(clerk)
                until(lambda: len(ids()) == 3)

    assert set(told(receiver)) == {"request.received"}
    # What the killed one had sent and not yet noted is sent again, under the id that it had.
    assert len(receiver.got) <= len(ids()) + 1
    assert not store.finds()
