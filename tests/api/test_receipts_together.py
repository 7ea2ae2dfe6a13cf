"""Requests that are received at the same moment are recorded in one transaction, or each alone."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from eventsourcing.persistence import IntegrityError, OperationalError

from griffie.api.composition import Store
from griffie.application.disclosure import KeyUnavailableError
from griffie.application.requests.together import GroupedRequests
from griffie.infrastructure.sqlite import datastore
from griffie.infrastructure.vault.key_store import KeyStore
from griffie.infrastructure.vault.vault import SQLiteVault
from tests.api.test_group import at_once, flushes
from tests.given.at_work import occasion, receive, sound
from tests.given.on_one_loop import Answer, Served

MANY = 6
KEY = {"idempotency-key": "k-1"}


@pytest.fixture
def served(own_store: Store) -> Served:
    """An office in which so many requests came in that the keys of some are made ahead."""
    for n in range(8):
        own_store.requests.receive(receive(f"before{n}q"), occasion(own_store))
    assert len(free_ids(own_store)) >= MANY
    return Served(own_store)


def free_ids(store: Store) -> Sequence[Any]:
    return [*store.vault._keys.ahead._free]


def keys_of(store: Store) -> int:
    with closing(sqlite3.connect(store.folder / "keys.db")) as looking:
        ((many,),) = looking.execute("SELECT count(*) FROM keys").fetchall()
    return int(many)


def ids_of(answers: Sequence[Answer]) -> list[str]:
    assert {one.status for one in answers} == {201}
    return [one.body["id"] for one in answers]


def test_what_comes_in_together_is_recorded_in_one_transaction(
    own_store: Store, served: Served
) -> None:
    ahead, before = free_ids(own_store), own_store.history.newest()
    with flushes() as sizes:
        answers = at_once(*(served.receive(f"w{n}q") for n in range(MANY)))

    assert sizes == [MANY]
    ids = ids_of(answers)
    assert ids == [str(one) for one in ahead[:MANY]]
    assert own_store.history.newest() == before + MANY
    for n, answer in enumerate(answers):
        assert answer.body["version"] == 1
        assert answer.body["message"] == f"w{n}q"
        assert answer.body["requester"] == {"name": f"Naam w{n}q", "email": f"w{n}q@people.example"}
        assert answer.headers["location"].endswith(answer.body["id"])
        assert answer.headers["griffie-position"] == str(before + MANY)
    sound(own_store)


def test_the_answer_is_that_of_one_that_came_alone(own_store: Store, served: Served) -> None:
    (together,) = at_once(served.receive("wq"))
    with flushes() as sizes, patch.object(GroupedRequests, "decide_receipt", return_value=None):
        (alone,) = at_once(served.receive("wq"))

    assert not any(sizes)
    own = {"id", "reference"}
    assert {name: said for name, said in together.body.items() if name not in own} == {
        name: said for name, said in alone.body.items() if name not in own
    }
    assert together.headers.keys() == alone.headers.keys()


def test_a_command_is_recorded_with_them_and_may_follow_at_once(served: Served) -> None:
    ids = ids_of(at_once(*(served.receive(f"w{n}q") for n in range(3))))
    with flushes() as sizes:
        answers = at_once(served.receive("another"), *(served.note(UUID(one), "x") for one in ids))

    assert sizes == [4]
    assert [one.status for one in answers] == [201, 200, 200, 200]
    assert [one.body["version"] for one in answers] == [1, 2, 2, 2]


def test_what_has_no_key_yet_has_one_made_and_is_recorded_with_the_others(own_store: Store) -> None:
    served = Served(own_store)
    with flushes() as sizes:
        answers = at_once(*(served.receive(f"w{n}q") for n in range(12)))

    assert sum(sizes) == len(set(ids_of(answers))) == 12
    assert [*free_ids(own_store)]
    sound(own_store)


@pytest.mark.in_folder
def test_for_what_is_refused_no_key_is_made(own_store: Store) -> None:
    (refused,) = at_once(Served(own_store).receive("no", received_on="2999-01-01"))

    assert refused.status == 422
    assert keys_of(own_store) == 0


@pytest.mark.in_folder
def test_where_no_key_can_be_made_it_is_said_and_nothing_is_recorded(own_store: Store) -> None:
    before = own_store.history.newest()
    away = KeyUnavailableError("the key store does not answer")
    with patch.object(KeyStore, "writing", side_effect=away):
        (refused,) = at_once(Served(own_store).receive("x"))

    assert refused.status == 503
    assert refused.body["type"] == "/problems/key-unavailable"
    assert own_store.history.newest() == before


def test_where_the_ids_are_gone_by_then_each_has_its_key_made_first(
    own_store: Store, served: Served
) -> None:
    """Also while another process writes, and the group would take its turn first."""
    before = own_store.history.newest()
    own_store.engine.requests._turns = 5
    with flushes() as sizes, patch.object(SQLiteVault, "ids_ahead", return_value=()):
        answers = at_once(*(served.receive(f"w{n}q") for n in range(3)))

    assert sum(sizes) == len(set(ids_of(answers))) == 3
    assert own_store.history.newest() == before + 3
    sound(own_store)


@pytest.mark.in_folder
def test_one_that_is_refused_leaves_its_id_to_the_next(own_store: Store, served: Served) -> None:
    ahead, before = set(free_ids(own_store)), keys_of(own_store)
    with flushes() as sizes:
        refused, *answers = at_once(
            served.receive("no", received_on="2999-01-01"), served.receive("a"), served.receive("b")
        )

    assert sizes == [2]
    assert refused.status == 422
    used = set(ids_of(answers))
    assert {str(one) for one in ahead - set(free_ids(own_store))} == used
    assert keys_of(own_store) == before
    sound(own_store)


@pytest.mark.in_folder
@pytest.mark.parametrize("trouble", [IntegrityError("raced"), OperationalError("disk I/O error")])
def test_where_the_group_fails_each_is_received_once_and_no_id_twice(
    own_store: Store, served: Served, trouble: Exception
) -> None:
    before, keep = own_store.history.newest(), GroupedRequests._keep
    failed: list[int] = []

    def fails_once(self: GroupedRequests, these: Any) -> Any:
        if not failed:
            failed.append(len(these))
            raise trouble
        return keep(self, these)

    with patch.object(GroupedRequests, "_keep", fails_once):
        answers = at_once(*(served.receive(f"w{n}q") for n in range(MANY)))

    assert failed == [MANY]
    assert len(set(ids_of(answers))) == MANY
    assert own_store.history.newest() == before + MANY
    assert not {str(one) for one in free_ids(own_store)} & set(ids_of(answers))
    sound(own_store)


@pytest.mark.in_folder
def test_while_another_process_writes_the_thread_receives(own_store: Store, served: Served) -> None:
    at_once_there = own_store.engine.requests.take_all_at_once

    def busy(decide: Any) -> Any:
        with closing(sqlite3.connect(own_store.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            taken = at_once_there(decide)
        assert taken is None
        return taken

    ahead, before = free_ids(own_store), keys_of(own_store)
    with patch.object(own_store.engine.requests, "take_all_at_once", busy):
        answers = at_once(*(served.receive(f"w{n}q") for n in range(MANY)))

    assert ids_of(answers) == [str(one) for one in ahead[:MANY]]
    assert keys_of(own_store) == before
    sound(own_store)


@pytest.mark.in_folder
def test_where_the_disk_is_full_it_is_said_and_nothing_is_recorded(
    own_store: Store, served: Served
) -> None:
    before = own_store.history.newest()
    full = OperationalError("database or disk is full")
    with patch.object(datastore.Datastore, "recorded", side_effect=full):
        answers = at_once(*(served.receive(f"w{n}q") for n in range(2)))

    assert {one.status for one in answers} == {503}
    assert own_store.history.newest() == before
    assert len(set(ids_of(at_once(served.receive("then"))))) == 1
    sound(own_store)


def test_the_same_idempotency_key_twice_in_a_group_receives_once(
    own_store: Store, served: Served
) -> None:
    before = own_store.history.newest()
    answers = at_once(*(served.receive("once", headers=KEY) for _ in range(2)))
    again = at_once(served.receive("once", headers=KEY))
    other = at_once(served.receive("other", headers=KEY))

    assert len({*ids_of(answers), *ids_of(again)}) == 1
    assert other[0].status == 422
    assert own_store.history.newest() == before + 1
    sound(own_store)


def test_who_wants_less_is_answered_so(served: Served) -> None:
    (lean,) = at_once(served.receive("w", headers={"prefer": "return=minimal"}))

    assert lean.status == 201
    assert set(lean.body) == {"id", "version", "status", "deadline"}
    assert lean.headers["preference-applied"] == "return=minimal"
