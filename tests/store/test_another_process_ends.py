"""A process that opens a store and ends leaves the files of one that goes on as they are."""

import subprocess
import sys

import pytest

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.requests.commands import Receive
from tests.given.story import RECEIVE

pytestmark = pytest.mark.in_folder
FILES = ("griffie.db", "keys.db", "access.db")
OPENED = """
import sys
from pathlib import Path
from griffie.api.composition import open_store
store = open_store(Path(sys.argv[1]))
print(store.history.newest(), store.access.account_of(sys.argv[2]) is not None)
store.vault.open(list(store.history.page(0, 1))[0][1].originator_id)
store.engine.close()
"""


def logs(store: Store) -> dict[str, int]:
    """Each write-ahead log, by what the file system calls it."""
    return {name: (store.folder / f"{name}-wal").stat().st_ino for name in FILES}


def seen(store: Store, token: str) -> str:
    """What another process sees that opens the store and ends."""
    asked = [sys.executable, "-c", OPENED, str(store.folder), token]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()


def test_what_is_written_after_another_process_ended_is_there(own_store: Store) -> None:
    for written in range(1, 4):
        own_store.requests.receive(Receive.model_validate(RECEIVE), own_store.engine.now(OPERATOR))
        token = own_store.access.create_token(Role.DPO)
        before = logs(own_store)

        assert seen(own_store, token) == f"{own_store.history.newest()} True"
        assert logs(own_store) == before, written


def test_two_stores_of_one_process_keep_their_locks(own_store: Store) -> None:
    own_store.requests.receive(Receive.model_validate(RECEIVE), own_store.engine.now(OPERATOR))
    before = logs(own_store)
    again = open_store(own_store.folder)
    token = again.access.create_token(Role.DPO)

    assert seen(own_store, token) == f"{own_store.history.newest()} True"
    assert logs(own_store) == before
    again.engine.close()
    assert own_store.access.account_of(token)
    assert seen(own_store, token) == f"{own_store.history.newest()} True"
