"""A store that is served audits itself: what is new behind each checkpoint, all of it at night."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from prometheus_client import CollectorRegistry

from griffie.api.composition import Store
from griffie.api.http.audit_loop import AuditLoop
from griffie.domain.events import StoreAudited
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.upkeep import AuditScope
from tests.conftest import Clock, Open
from tests.given.owner import Owner
from tests.given.story import receive

NIGHT = datetime(2026, 3, 21, 0, 30, tzinfo=UTC)
"""Half past one in Brussels."""
NOW_AND_THEN = lambda: None  # noqa: E731 - a pace that never rests


def audits(store: Store) -> list[tuple[str, int]]:
    told = store.recorder.events_of(HOUSEKEEPING)
    return [(one.scope, one.findings) for one in told if isinstance(one, StoreAudited)]


def edit(store: Store, position: int) -> None:
    statement = 'UPDATE stored_events SET state = replace(state, \'"actor":"u-\', \'"actor":"u-x\')'
    Owner(store.folder).change(f"{statement} WHERE rowid = ?", position)


def sign(store: Store) -> None:
    store.log.checkpoint()
    store.engine.watch.look_at_new()


@pytest.mark.in_folder
def test_what_is_new_is_audited_behind_each_checkpoint_and_only_a_change_is_recorded(
    store: Store, dpo: TestClient
) -> None:
    watch = store.engine.watch
    receive(dpo)
    sign(store)
    assert (watch.results[AuditScope.NEW].findings, audits(store)) == (0, [])

    receive(dpo)
    edit(store, store.history.newest())
    sign(store)
    assert watch.results[AuditScope.NEW].findings == 1
    assert audits(store) == [("new", 1)]

    receive(dpo)
    sign(store)
    assert audits(store) == [("new", 1), ("new", 0)]


@pytest.mark.in_folder
def test_an_audit_that_was_recorded_starts_none(store: Store, dpo: TestClient) -> None:
    receive(dpo)
    edit(store, 1)
    sign(store)
    size = store.history.newest()

    for _ in range(3):
        sign(store)

    assert store.history.newest() == size


def test_nothing_is_audited_where_nothing_was_signed(store: Store, dpo: TestClient) -> None:
    receive(dpo)
    store.engine.watch.look_at_new()

    assert store.engine.watch.results == {}


@pytest.mark.in_folder
def test_a_history_that_left_is_no_finding_and_a_lost_event_is(
    store: Store, dpo: TestClient
) -> None:
    for _ in range(3):
        receive(dpo)
    lost = store.history.newest() - 1
    Owner(store.folder).change("DELETE FROM stored_events WHERE rowid = ?", lost)

    sign(store)

    assert store.engine.watch.results[AuditScope.NEW].findings == 1


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (datetime(2026, 3, 20, 22, tzinfo=UTC), False),  # 23 o'clock in Brussels
        (datetime(2026, 3, 20, 23, 30, tzinfo=UTC), False),  # half past midnight
        (datetime(2026, 3, 21, 0, 30, tzinfo=UTC), True),  # half past one
        (datetime(2026, 3, 21, 3, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 21, 4, tzinfo=UTC), False),
        (datetime(2026, 3, 21, 17, tzinfo=UTC), True),  # thirty hours later, at any hour
    ],
)
def test_the_whole_store_is_audited_once_a_night(
    store: Store, clock: Clock, at: datetime, *, due: bool
) -> None:
    clock.at = at

    assert store.engine.watch.is_night_audit_due() is due


def test_a_whole_audit_is_recorded_and_not_done_twice_a_night(
    store: Store, dpo: TestClient, clock: Clock, opening: Open
) -> None:
    receive(dpo)
    store.log.checkpoint()
    clock.at = datetime(2026, 3, 21, 0, 30, tzinfo=UTC)

    store.engine.watch.look_at_all(NOW_AND_THEN)

    assert audits(store) == [("whole", 0)]
    assert not store.engine.watch.is_night_audit_due()
    assert not opening().engine.watch.is_night_audit_due()  # also for the next process
    clock.at += timedelta(days=1)
    assert store.engine.watch.is_night_audit_due()


@pytest.mark.in_folder
def test_a_whole_audit_finds_an_edit_of_an_older_event(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    for _ in range(3):
        receive(dpo)
    sign(store)
    edit(store, 2)
    receive(dpo)
    sign(store)
    assert store.engine.watch.results[AuditScope.NEW].findings == 0

    store.engine.watch.look_at_all(NOW_AND_THEN)

    assert store.engine.watch.results[AuditScope.WHOLE].findings > 0


def numbers(loop: AuditLoop) -> dict[str, float]:
    registry = CollectorRegistry()
    loop.shown_in(registry)
    return {one.name: one.samples[0].value for one in registry.collect()}


@pytest.fixture
def at_night(store: Store, dpo: TestClient, clock: Clock) -> Store:
    receive(dpo)
    store.log.checkpoint()
    clock.at = NIGHT
    return store


def test_the_loop_audits_and_shows_its_results_as_metrics(at_night: Store) -> None:
    loop = AuditLoop(at_night.engine, settled_after=0)

    loop.look()

    shown = numbers(loop)
    assert audits(at_night) == [("whole", 0)]
    assert (
        shown["griffie_audit_whole_at_seconds"]
        == datetime(2026, 3, 21, 0, 30, tzinfo=UTC).timestamp()
    )
    assert shown["griffie_audit_whole_findings"] == shown["griffie_audit_failures"] == 0


def test_the_whole_store_is_not_audited_just_after_a_start(at_night: Store) -> None:
    AuditLoop(at_night.engine).look()

    assert audits(at_night) == []


@pytest.mark.in_folder
def test_an_audit_that_cannot_be_made_is_counted_and_serving_goes_on(at_night: Store) -> None:
    with closing(sqlite3.connect(at_night.folder / "griffie.db")) as anyone:
        anyone.execute("DROP TABLE vault")
    loop = AuditLoop(at_night.engine, settled_after=0)

    loop.look()

    assert loop.failures == 1


def test_a_process_that_ends_does_not_wait_for_its_audit(at_night: Store) -> None:
    loop = AuditLoop(at_night.engine, every=0.01, settled_after=0)
    loop._stopping.set()

    loop.look()

    assert audits(at_night) == []
    assert loop.failures == 0
