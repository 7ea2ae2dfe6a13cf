"""Limits on guessing hold for all processes together: what one counted the other knows."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from griffie.api.composition import Store
from griffie.api.portal.entrance import Buckets
from griffie.application.access.delays import Count, Delays
from griffie.application.access.tries import Tried
from griffie.infrastructure.postgres import shared_tries
from tests.postgres.conftest import Office

KEY = Count("sonja from 192.0.2.7", 2)


@pytest.fixture
def other(office: Office, store: Store) -> Iterator[Store]:
    opened = office.open()
    yield opened
    opened.engine.close()


def test_who_must_wait_in_one_process_must_wait_in_the_other(store: Store, other: Store) -> None:
    one, two = Delays(store.tries()), Delays(other.tries())

    assert [one.enter(KEY), two.enter(KEY), one.enter(KEY)] == [0, 0, 0]
    assert 10 < two.enter(KEY) <= 15
    assert two.waiting(KEY.key) == 3
    one.forget(KEY)
    assert two.enter(KEY) == 0
    two.forgive(KEY)
    assert one.waiting(KEY.key) == 0


def test_tries_at_the_same_moment_are_all_counted(store: Store, other: Store) -> None:
    one, two = Delays(store.tries()), Delays(other.tries())
    also = Count("everybody from 192.0.2.7", 100)
    told = [(one, KEY, also), (two, also, KEY)] * 8  # in both orders: nobody waits in a circle

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda asked: asked[0].enter(*asked[1:]), told))

    assert waits.count(0) == 3
    assert two.waiting(also.key) == 3


def test_a_bucket_is_one_bucket(store: Store, other: Store) -> None:
    one, two = Buckets("forms", 2, 60, store.tries()), Buckets("forms", 2, 60, other.tries())

    assert [one.take("a"), two.take("a"), one.take("b")] == [0, 0, 0]
    assert 55 < one.take("a") <= 60
    assert Buckets("codes", 2, 60, two._tries).take("a") == 0


def test_no_row_tells_of_whom_it_is_and_old_rows_go(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_tries, "_SWEPT_EVERY", 1)
    monkeypatch.setattr(shared_tries, "KEPT", 3)
    tries = store.tries()
    with tries.of("long ago") as looked:
        looked.known["long ago"] = Tried(9, looked.now - 90_000)
    for n in range(6):
        with tries.of(f"address {n}") as looked:
            assert "long ago" not in looked.known
            looked.known[f"address {n}"] = Tried(1, looked.now)

    rows = store.datastore.tuples("SELECT name FROM tries")
    assert len(rows) <= 4
    assert not any("address" in name for (name,) in rows)
    with tries.of("address 5", "address 0") as looked:
        assert looked.known.keys() == {"address 5"}


def test_what_failed_within_the_block_changes_nothing(store: Store) -> None:
    tries = store.tries()
    with suppress(ValueError), tries.of("key") as looked:
        looked.known["key"] = Tried(5, looked.now)
        raise ValueError("cut")
    with tries.of("key") as looked:
        assert looked.known == {}
