"""The one lawful way out of the store: named, counted, and gone from every byte of its files."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.projections.projector import Projector
from griffie.application.projections.register import RegisterFold
from griffie.application.projections.registry import PROJECTIONS
from griffie.application.projections.trail import TrailFold
from griffie.application.register.view import Item, Query
from griffie.application.requests.requests import ContentionError, UnknownRequestError
from griffie.domain.housekeeping import HOUSEKEEPING, StreamErased, looks_stream
from griffie.domain.log.entry import leaf_hash
from griffie.domain.log.tree import is_included
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.setting import Occasion
from griffie.infrastructure.log.audit import Audit
from griffie.infrastructure.log.checkpoint import verify_checkpoint
from griffie.infrastructure.sqlite.register_view import SQLiteRegister
from griffie.infrastructure.sqlite.schema import erased_condition
from griffie.infrastructure.sqlite.trail_view import SQLiteTrail
from tests.conftest import Clock
from tests.given.story import PERSONAL, tell

ERASE = {"ground": "test_data", "explanation": PERSONAL["explanation"]}


def erased_file(clerk: TestClient, dpo: TestClient) -> UUID:
    """A request from receipt to the end of its personal data, with somebody who looked at it."""
    location = tell(clerk)
    for _ in range(2):
        assert clerk.get(location, params={"reveal": True}).status_code == 200
    assert dpo.post(f"{location}/erase-personal-data", json=ERASE).status_code == 200
    return UUID(location.rpartition("/")[2])


@pytest.fixture
def now(clock: Clock) -> Occasion:
    return Occasion("u-dpo", clock.at)


def kept_bytes(store: Store, stream: UUID) -> list[bytes]:
    select = "SELECT state FROM stored_events WHERE originator_id IN (?, ?)"
    return [row[0] for row in store.datastore.rows(select, (stream.hex, looks_stream(stream).hex))]


def core(state: bytes) -> bytes:
    """The nonce: random, so it stands nowhere else."""
    return state.partition(b'"nonce":"')[2][:22]


def what_went(store: Store) -> list[StreamErased]:
    told = store.requests.history(HOUSEKEEPING)
    return [event for event in told if isinstance(event, StreamErased)]


def items(store: Store) -> list[Item]:
    return list(store.engine.current().items(Query(), store.engine.today()))


def trail(store: Store) -> SQLiteTrail:
    store.engine.current()
    return SQLiteTrail(store.datastore)


def files(store: Store) -> Iterator[bytes]:
    return (path.read_bytes() for path in sorted(store.folder.iterdir()))


def test_a_request_whose_personal_data_are_kept_stays(
    store: Store, clerk: TestClient, now: Occasion
) -> None:
    request_id = UUID(tell(clerk).rpartition("/")[2])
    newest = store.history.newest()

    with pytest.raises(OutOfOrderError, match="erase them first"):
        store.requests.erase_stream(request_id, now)

    assert store.history.newest() == newest
    assert store.requests.load(request_id).version == 10


def test_a_request_that_does_not_exist_is_unknown(store: Store, now: Occasion) -> None:
    with pytest.raises(UnknownRequestError):
        store.requests.erase_stream(UUID(int=7), now)


def test_a_history_that_went_is_unknown_and_its_entries_stay(
    store: Store, clerk: TestClient, dpo: TestClient, now: Occasion
) -> None:
    other = tell(clerk)
    request_id = erased_file(clerk, dpo)
    entries = store.recorder.logged_from(1, 100)
    store.engine.current()

    store.requests.erase_stream(request_id, now)

    with pytest.raises(UnknownRequestError):
        store.requests.load(request_id)
    assert clerk.get(f"/api/v1/requests/{request_id}").status_code == 404
    assert list(store.requests.history(request_id)) == []
    assert list(store.requests.history(looks_stream(request_id))) == []
    assert store.recorder.logged_from(1, len(entries)) == entries
    assert [item.id.hex for item in items(store)] == [UUID(other.rpartition("/")[2]).hex]
    assert {row["request_id"] for row in trail(store).all()} == {
        other.rpartition("/")[2].replace("-", ""),
        HOUSEKEEPING.hex,
    }
    named = [(event.stream, event.events) for event in what_went(store)]
    assert named == [(request_id, 11), (looks_stream(request_id), 2)]


def test_a_history_at_which_nobody_looked_is_named_alone(
    store: Store, clerk: TestClient, dpo: TestClient, now: Occasion
) -> None:
    location = tell(clerk)
    dpo.post(f"{location}/erase-personal-data", json=ERASE)
    request_id = UUID(location.rpartition("/")[2])

    store.requests.erase_stream(request_id, now)

    named = [(event.stream, event.events) for event in what_went(store)]
    assert named == [(request_id, 11)]


def test_it_goes_once(store: Store, clerk: TestClient, dpo: TestClient, now: Occasion) -> None:
    request_id = erased_file(clerk, dpo)
    store.requests.erase_stream(request_id, now)

    with pytest.raises(UnknownRequestError):
        store.requests.erase_stream(request_id, now)

    assert len(what_went(store)) == 2


def test_the_audit_reports_what_went_as_lawfully_erased_and_nothing_else(
    store: Store, clerk: TestClient, dpo: TestClient, now: Occasion
) -> None:
    tell(clerk)
    request_id = erased_file(clerk, dpo)
    held = store.log.checkpoint()
    store.requests.erase_stream(request_id, now)
    store.log.checkpoint()

    running = Audit(store.recorder, origin=store.origin, public_key=store.log_key, held=[held])

    assert list(running) == []
    assert (running.summary.lawfully_erased, running.summary.erased_streams) == (13, 2)
    assert running.summary.entries == running.summary.events + 13


def test_the_proofs_of_what_went_still_hold(
    store: Store, clerk: TestClient, dpo: TestClient, now: Occasion
) -> None:
    request_id = erased_file(clerk, dpo)
    gone = [line.place for line in store.history.lines_of(request_id)]
    store.requests.erase_stream(request_id, now)

    root = verify_checkpoint(store.log.checkpoint(), store.origin, store.log_key).root

    for place in gone:
        proven = store.log.inclusion(place, store.log.size())
        (line,) = store.history.lines(place - 1, 1)
        assert line.stream is None
        assert proven.entry_hash == leaf_hash(line.entry)
        assert is_included(proven.entry_hash, place, proven.size, proven.proof, root)


def test_views_that_followed_and_views_that_came_late_agree(
    store: Store, clerk: TestClient, dpo: TestClient, now: Occasion
) -> None:
    tell(clerk)
    request_id = erased_file(clerk, dpo)
    tell(clerk)
    store.engine.current()
    store.requests.erase_stream(request_id, now)

    register, late = items(store), SQLiteRegister(store.datastore, "late_register")
    Projector(store.history, RegisterFold(store.requests.load_if_there), late).catch_up()
    late_trail = SQLiteTrail(store.datastore, "late_trail")
    Projector(store.history, TrailFold(), late_trail).catch_up()

    assert len(register) == 2
    assert late.all() == SQLiteRegister(store.datastore).all()
    assert late_trail.all() == trail(store).all()


def test_an_audit_of_views_that_lag_behind_a_way_out_finds_nothing_but_what_is_wrong(
    store: Store, clerk: TestClient, dpo: TestClient, now: Occasion
) -> None:
    """A kill after the deletion leaves it so; and in a serving process others go on meanwhile."""
    stays, gone = tell(clerk), erased_file(clerk, dpo)
    for view in (store.engine.current, store.engine.retention, store.engine.figures):
        view()
    store.requests.erase_stream(gone, now)
    assert [name for name in PROJECTIONS if store.projections.strayed(name)] == []

    other = UUID(stays.rpartition("/")[2]).hex
    with store.datastore.transaction(commit=True) as c:
        c.execute("UPDATE register SET due_on = '2031-01-01' WHERE request_id = ?", (other,))
        c.execute("UPDATE figures SET facts = '{}' WHERE request_id = ?", (other,))
    found = [name for name in PROJECTIONS if store.projections.strayed(name)]
    assert found == ["register", "figures"]


@pytest.mark.in_folder
def test_no_byte_of_what_went_is_left_in_any_file(
    store: Store, clerk: TestClient, dpo: TestClient, now: Occasion
) -> None:
    # Several at once and one after the other: where SQLite merges pages it moves rows about.
    gone = [erased_file(clerk, dpo) for _ in range(6)]
    stay = tell(clerk)
    states = {request_id: kept_bytes(store, request_id) for request_id in gone}
    staying = kept_bytes(store, UUID(stay.rpartition("/")[2]))
    for request_id in gone[::2] + gone[1::2]:
        assert all(any(state in file for file in files(store)) for state in states[request_id])
        store.requests.erase_stream(request_id, now)
        store.datastore.forget()
        left = [
            state for state in states[request_id] for file in files(store) if core(state) in file
        ]
        assert left == []

    everything = b"".join(files(store))
    assert not [state for went in states.values() for state in went if core(state) in everything]
    assert all(core(state) in everything for state in staying)


@pytest.mark.in_folder
def test_an_interrupted_way_out_leaves_everything_or_nothing(
    store: Store, clerk: TestClient, dpo: TestClient, now: Occasion, tmp_path: Path
) -> None:
    request_id = erased_file(clerk, dpo)
    stood = store.recorder.stored_from(1, 100), store.recorder.logged_from(1, 100)
    with sqlite3.connect(store.folder / "griffie.db") as other:
        other.execute(
            """CREATE TRIGGER in_the_way BEFORE DELETE ON stored_events
            WHEN OLD.topic = 'RequestClosed' BEGIN SELECT RAISE(ABORT, 'stop'); END"""
        )

    with pytest.raises(ContentionError):
        store.requests.erase_stream(request_id, now)

    assert (store.recorder.stored_from(1, 100), store.recorder.logged_from(1, 100)) == stood
    assert store.requests.load(request_id).erased


@pytest.mark.in_folder
def test_whether_a_history_went_is_looked_up_and_not_searched(store: Store) -> None:
    """Asked before every append: it must not grow with what went."""
    asked = f"EXPLAIN QUERY PLAN SELECT {erased_condition('?')}"

    plan = [row["detail"] for row in store.datastore.rows(asked, ("x",))]

    assert any("USING INDEX erased_histories" in step for step in plan)
