"""Keys that are made ahead save a flush of the disk, and are never anybody else's."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import IntegrityError

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR
from griffie.domain.model.errors import BadInputError
from griffie.infrastructure.sqlite.recorder import AppendOnlyRecorder
from griffie.infrastructure.vault.ids_ahead import MOST, IdsAhead
from tests.edges.test_doctor import asked


def receive(store: Store) -> UUID:
    return store.requests.receive(asked(), store.engine.now(OPERATOR)).id


def keys_of(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "keys.db")) as looking:
        ((many,),) = looking.execute("SELECT count(*) FROM keys").fetchall()
    return int(many)


@pytest.mark.in_folder
def test_of_a_hundred_receipts_nine_write_to_the_key_store(
    own_store: Store, tmp_path: Path
) -> None:
    wrote = []
    with closing(sqlite3.connect(tmp_path / "data" / "keys.db")) as looking:
        before = 0
        for nth in range(1, 101):
            receive(own_store)
            now = looking.execute("PRAGMA data_version").fetchone()[0]
            if now != before:
                wrote.append(nth)
            before = now
    assert wrote[:5] == [1, 2, 4, 8, 16]
    assert len(wrote) <= 9


@pytest.mark.in_folder
def test_what_is_left_of_them_is_little_and_no_finding(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = open_store(folder)
    ids = {receive(store) for _ in range(20)}
    store.engine.close()
    assert 0 < keys_of(folder) - len(ids) <= MOST

    again = open_store(folder)
    with closing(again.engine):
        before = keys_of(folder)
        assert receive(again) not in ids
        assert keys_of(folder) == before + 1  # what a process before left is nobody's
        findings, _ = again.check([], lambda _done, _of: None)
    assert findings == []


@pytest.mark.in_folder
def test_who_is_overtaken_keeps_the_key_that_was_made(own_store: Store) -> None:
    """Another key at each attempt would be a flush more each time, and be overtaken again."""
    insert, lost = AppendOnlyRecorder.insert_events, list[int]()

    def overtaken(self: AppendOnlyRecorder, *events: Any, **beside: Any) -> Any:
        if len(lost) < 5:
            lost.append(keys_of(own_store.folder))
            raise IntegrityError("something was recorded later than this was decided")
        return insert(self, *events, **beside)

    with patch.object(AppendOnlyRecorder, "insert_events", overtaken):
        one = receive(own_store)

    assert lost == [1] * 5
    assert keys_of(own_store.folder) == 1
    assert own_store.vault.open(one)


def test_each_opens_what_its_own_key_locked_and_no_two_are_equal(own_store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        ids = list(threads.map(lambda _: receive(own_store), range(200)))
    assert len(set(ids)) == len(ids)
    for one in ids:
        assert own_store.vault.open(one)


def test_a_request_that_is_erased_takes_the_key_of_no_other(own_store: Store) -> None:
    ids = [receive(own_store) for _ in range(12)]
    own_store.vault.erase(ids[5])
    assert [one for one in ids if not own_store.vault.holds(one)] == [ids[5]]


def test_a_quiet_office_makes_none() -> None:
    hours = iter(range(0, 3600 * 100, 3600))
    ahead = IdsAhead(lambda: next(hours))
    assert [list(ahead.to_make()) for _ in range(20)] == [[]] * 20


def test_while_many_come_in_there_are_more_and_none_while_some_are_free() -> None:
    ahead = IdsAhead(lambda: 0.0)
    made = []
    for _ in range(8):
        ids = ahead.to_make()
        made.append(len(ids))
        ahead.made(ids)
        if ids:
            assert ahead.to_make() == ()
        for one in ids:
            with ahead.lent(None) as given:
                assert given == one
    assert made == [0, 1, 3, 7, 15, 31, MOST, MOST]


def test_one_that_was_refused_is_given_to_the_next() -> None:
    ahead = IdsAhead()
    ahead.made([spare := uuid4()])

    def refuse(own: UUID | None) -> None:
        with ahead.lent(own):
            raise BadInputError("rights", "nothing was asked")

    own = uuid4()
    for one in (own, None):
        with pytest.raises(BadInputError):
            refuse(one)
    with ahead.lent(own) as given:
        assert given == own
    with ahead.lent(None) as given:
        assert given == spare
    with ahead.lent(None) as given:
        assert given != spare
