"""Pasts are built once, kept within bounds, closed when nobody reads them, and forget what left."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest

from griffie.api.composition import Store
from griffie.application.projections.projector import Projector
from griffie.application.projections.register import RegisterFold
from griffie.application.requests.commands import command
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.sqlite import past_registers
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.past_registers import PastRegisters
from griffie.infrastructure.sqlite.register_view import SQLiteRegister
from tests.conftest import Clock
from tests.given.at_work import receive


class Counting(PastRegisters):
    """Counts how often a past was built."""

    built = 0

    def _fill(self, *of_what: object) -> None:
        type(self).built += 1
        super()._fill(*of_what)  # type: ignore[arg-type]


@pytest.fixture
def requests(store: Store, clock: Clock) -> list[UUID]:
    """Five requests, each touched again after the next had come."""
    known: list[UUID] = []
    for _ in range(5):
        clock.at += timedelta(hours=1)
        now = Occasion("u-17", clock.at, store.engine.controller)
        body = receive("x").model_copy(update={"received_on": now.today})
        known.append(store.requests.receive(body, now).id)
        for one in known[-2:]:
            store.requests.take(one, command(RightsRequest.assign, handler="u-7"), now)
    return known


@pytest.fixture
def pasts(store: Store, requests: list[UUID]) -> Iterator[Counting]:
    assert requests
    Counting.built = 0

    def current() -> SQLiteRegister:
        store.engine.current()
        return SQLiteRegister(store.datastore)

    made = Counting(store.history, current, store.projections.register_row)
    yield made
    made.close()


def folded(store: Store, position: int) -> list[dict[str, object]]:
    """The register from zero over all events, up to a position."""
    memory = Datastore(f"file:folded-{position}?mode=memory&cache=shared")
    view = SQLiteRegister(memory)
    if position:
        Projector(store.history, RegisterFold(store.requests.load_if_there), view).catch_up(
            position
        )
    found = view.all()
    memory.close()
    return found


def test_a_past_is_what_a_fold_from_zero_says_and_is_built_once(
    store: Store, pasts: Counting
) -> None:
    newest = store.history.newest()
    for _ in range(2):
        for position in range(newest + 1):
            with pasts.at(position) as view:
                assert view.all() == folded(store, position)

    assert pasts.built == newest + 1


def test_many_who_click_at_once_wait_for_one(pasts: Counting) -> None:
    def look(position: int) -> int:
        with pasts.at(position) as view:
            return len(view.all())

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(look, [3, 7] * 20))

    assert found == [found[0], found[1]] * 20
    assert pasts.built == 2


def test_only_so_many_rows_are_kept_and_what_is_read_is_not_closed(
    pasts: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past_registers, "_KEPT_ROWS", 12)  # two pasts of five rows each

    with pasts.at(4) as held:
        for position in (5, 6, 7):
            with pasts.at(position):
                pass
        assert len(pasts._kept) == 2
        assert len(held.all()) == 2
    with pasts.at(7), pasts.at(6):
        assert pasts.built == 4
    with pasts.at(4):
        assert pasts.built == 5


def test_what_left_is_on_no_past_that_was_kept(
    store: Store, pasts: Counting, clock: Clock, requests: list[UUID]
) -> None:
    now = Occasion("u-dpo", clock.at, store.engine.controller)
    position = store.history.newest()
    with pasts.at(position) as view:
        assert requests[0].hex in {row["request_id"] for row in view.all()}

    for step in (
        command(RightsRequest.withdraw, rights=["access", "erasure"], on=now.today, words="x"),
        command(RightsRequest.close),
        command(RightsRequest.erase_personal_data, ground="test_data", explanation="Een proef."),
    ):
        store.requests.take(requests[0], step, now)
    store.requests.erase_stream(requests[0], now)

    with pasts.at(position) as view:
        assert requests[0].hex not in {row["request_id"] for row in view.all()}
        assert len(view.all()) == 4
    assert store.history.left_since(position) == 1
