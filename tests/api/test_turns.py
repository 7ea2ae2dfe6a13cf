"""Where another process writes as well, a group takes its turn first, and is decided in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from eventsourcing.persistence import OperationalError

from griffie.api.composition import Store, open_store
from griffie.application.requests import together
from griffie.application.requests.histories import A_MOMENT, ClockBehindError, not_before
from griffie.application.requests.requests import Requests
from griffie.domain.model.setting import Occasion
from griffie.infrastructure.sqlite.turn import StoreTurn
from tests.api.test_group import at_once, versions
from tests.given.at_work import note, occasion, sound
from tests.given.on_one_loop import Served, opened

MANY = 12


@pytest.fixture
def another(own_store: Store, tmp_path: Path) -> Iterator[Store]:
    """The same store, as a second process has it."""
    assert own_store
    opened_store = open_store(tmp_path / "data")
    yield opened_store
    opened_store.engine.close()


@pytest.fixture
def served(own_store: Store) -> Served:
    return Served(own_store)


@pytest.fixture
def ids(own_store: Store) -> list[UUID]:
    return opened(own_store, 3)


@contextmanager
def turns() -> Iterator[list[int]]:
    """How many commands were recorded in each turn."""
    sizes: list[int] = []
    record = StoreTurn.record

    def counted(self: StoreTurn, these: Any) -> int:
        sizes.append(len(these))
        return record(self, these)

    with patch.object(StoreTurn, "record", counted):
        yield sizes


def test_a_group_that_was_overtaken_is_decided_anew_in_its_turn(
    own_store: Store, another: Store, served: Served, ids: list[UUID]
) -> None:
    for one in ids[:2]:
        another.requests.take(one, note("of another"), occasion(another))

    with turns() as sizes, patch.object(Requests, "take", side_effect=AssertionError("alone")):
        answers = at_once(*(served.note(ids[n % 3], f"n{n}") for n in range(MANY)))

    assert sizes == [MANY]
    assert {one.status for one in answers} == {200}
    assert versions(own_store, ids[0]) == list(range(1, 3 + MANY // 3))
    assert versions(own_store, ids[2]) == list(range(1, 2 + MANY // 3))
    told = sorted(answer.body["version"] for answer in answers[::3])
    assert told == versions(own_store, ids[0])[2:]
    assert {one.headers["griffie-position"] for one in answers} == {str(own_store.history.newest())}
    sound(own_store)


def test_the_next_groups_take_their_turn_first_as_long_as_others_write(
    own_store: Store, another: Store, served: Served, ids: list[UUID]
) -> None:
    with turns() as sizes:
        for n in range(4):
            another.requests.take(ids[0], note("of another"), occasion(another))
            assert at_once(served.note(ids[0], f"n{n}"))[0].status == 200
        assert sizes == [1, 1, 1, 1]

        with patch.object(together, "_TURNS", 2):
            another.requests.take(ids[0], note("of another"), occasion(another))
            for n in range(5):
                assert at_once(served.note(ids[0], f"n{n}"))[0].status == 200
        assert sizes == [1] * 7  # one for the other, two more in which nobody else had written

    assert versions(own_store, ids[0]) == list(range(1, 16))
    sound(own_store)


def test_what_a_turn_could_not_record_is_remembered_by_nobody(
    own_store: Store, another: Store, served: Served, ids: list[UUID]
) -> None:
    another.requests.take(ids[0], note("of another"), occasion(another))

    with patch.object(StoreTurn, "record", side_effect=OperationalError("no")):
        assert at_once(served.note(ids[0], "x"))[0].status == 503

    assert own_store.requests.load(ids[0]).version == 2
    assert at_once(served.note(ids[0], "y"))[0].body["version"] == 3
    sound(own_store)


def test_in_its_turn_nothing_is_earlier_than_what_is_recorded() -> None:
    now = Occasion("u-a", datetime(2026, 3, 5, 12, tzinfo=UTC))

    assert not_before(None, now) == not_before(now.at - A_MOMENT, now) == now
    assert not_before(now.at + A_MOMENT, now).at == now.at + A_MOMENT
    with pytest.raises(ClockBehindError):
        not_before(now.at + A_MOMENT + timedelta(seconds=1), now)


def test_who_goes_alone_is_not_overtaken_for_ever(
    own_store: Store, another: Store, ids: list[UUID]
) -> None:
    """Others record in the moment between each decision and its record, with the clock of then."""
    save, tries = Requests._save, 0

    def overtaken(self: Requests, *given: Any) -> Any:
        nonlocal tries
        if self is own_store.requests:
            tries += 1
            another.requests.take(ids[1], note("of another"), occasion(another))
        return save(self, *given)

    with patch.object(Requests, "_save", overtaken):
        assert own_store.requests.take(ids[0], note("alone"), occasion(own_store)).version == 2

    assert 3 < tries < 20
    sound(own_store)
