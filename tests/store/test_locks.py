"""The keys of a group of commands are read once, and none is made for it."""

from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

import pytest

from griffie.application.disclosure import KeyUnavailableError
from griffie.infrastructure.vault.key_store import KeyStore
from tests.given.vault_store import ONE, Store, words


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_the_keys_of_several_requests_are_read_with_one_question(store: Store) -> None:
    ids = [uuid4() for _ in range(5)]
    for one in ids[:4]:
        store.put(one, words())
    store.vault.erase(ids[3])
    read = KeyStore._read
    with patch.object(KeyStore, "_read", autospec=True, side_effect=read) as asked:
        lock = store.vault.locks(ids)
        found = [lock(one, [words()]) for one in ids]

    assert asked.call_count == 1
    # No key was made, and none that was destroyed is used.
    assert [bool(one) for one in found] == [True, True, True, False, False]
    for one, (locked,) in zip(ids[:3], filter(None, found), strict=True):
        assert locked.request_id == one
        store.write([locked])
    assert [len(store.vault.open(one)) for one in ids[:3]] == [2, 2, 2]
    assert lock(ids[4], []) == []


def test_keys_that_cannot_be_had_are_asked_for_once(store: Store) -> None:
    store.put(ONE, words())
    with patch.object(KeyStore, "among", side_effect=KeyUnavailableError("away")) as asked:
        lock = store.vault.locks([ONE])
        assert lock(ONE, []) == []
        for _ in range(2):
            with pytest.raises(KeyUnavailableError):
                lock(ONE, [words()])

    assert asked.call_count == 1
