"""The audit believes no row: not a tag that stands twice, nor a size, a type or a date."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from griffie.application.ports import LogForkedError
from griffie.domain.log.entry import entry
from griffie.infrastructure.log.audit import Audit
from tests.given.owner import Owner, Row, audited, copied, dated, next_of
from tests.given.small_store import BEGAN, KEY, ORIGIN, REQUESTS, SmallStore, story
from tests.given.store_to_forge import Told, two_told


@pytest.fixture
def store(tmp_path: Path) -> SmallStore:
    return story(tmp_path / "griffie.db")


def said(store: SmallStore) -> list[str]:
    return [one.what for one in store.audited()]


def test_a_tag_that_stands_twice_is_named_with_both_its_entries(store: SmallStore) -> None:
    """One event stands, the other is kept elsewhere, to be exchanged for it."""
    store.write(REQUESTS[0], version=3)
    store.db.execute("DELETE FROM stored_events WHERE rowid = 33")
    store.sign_anew()

    (found,) = store.audited()

    assert found[:3] == (33, str(REQUESTS[0]), 3)
    assert "its entry bears the tag of entry 11: one version was logged twice" in found.what


def test_an_erasure_explains_one_of_two_entries_under_one_tag(store: SmallStore) -> None:
    for _ in range(2):
        store.write(REQUESTS[1], version=7)
    store.erase(REQUESTS[1])
    store.sign_anew()

    (found,) = store.audited()

    assert "its entry bears the tag of entry 33: one version was logged twice" in found.what


def test_two_events_that_stand_under_one_tag_are_found(store: SmallStore) -> None:
    """The table refuses it; its owner can make another table."""
    store.write(REQUESTS[0], version=6)
    store.sign_anew()

    assert any("it comes after version 6 in the log" in what for what in said(store))


@pytest.mark.parametrize("size", [17, 10**6, 0, -1])
def test_a_checkpoint_under_another_size_than_its_own_is_found(
    store: SmallStore, size: int
) -> None:
    store.db.execute("UPDATE checkpoints SET size = ? WHERE size = 24", (size,))
    store.db.execute("UPDATE checkpoints SET size = ? WHERE size = 20", (size,))

    assert any("kept under another size" in what for what in said(store))


@pytest.mark.parametrize("other", ["Wim", 17, b"", b"\0" * 74, b"\0" * 76])
def test_an_entry_of_another_type_or_length_is_found_and_not_signed_over(
    store: SmallStore, other: object
) -> None:
    for position in (5, 7, 32):  # erased; in the middle; the last
        with store.tried():
            store.db.execute("UPDATE log SET entry = ? WHERE position = ?", (other, position))

            assert position in {one.position for one in store.audited()}
            with pytest.raises(LogForkedError, match="run the audit"):
                store.sign()


def test_what_is_dated_after_now_is_found_and_the_rest_counted(store: SmallStore) -> None:
    first = store.write(REQUESTS[0], at=datetime(2031, 1, 1, tzinfo=UTC))
    for day in (2, 3):
        store.write(REQUESTS[0], at=datetime(2031, 1, day, tzinfo=UTC))
    now = BEGAN + timedelta(hours=3)

    found = [*Audit(store, origin=ORIGIN, public_key=KEY.public_key(), clock=lambda: now)]

    assert [one.position for one in found] == [first, None]
    assert "it is dated after now" in found[0].what
    assert found[1].what == "2 later events are dated after now too"


def test_what_is_recorded_while_the_audit_runs_is_not_after_now(store: SmallStore) -> None:
    days = iter(range(100))
    store.write(REQUESTS[0], at=BEGAN + timedelta(days=5))
    clock = lambda: BEGAN + timedelta(days=6 * next(days))  # noqa: E731

    found = Audit(store, origin=ORIGIN, public_key=KEY.public_key(), clock=clock)

    assert [*found] == []


# The same in a real store, as griffie audit reads it.


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return two_told(tmp_path_factory.mktemp("told") / "data")


@pytest.fixture
def owner(told: Told, tmp_path: Path) -> Owner:
    return Owner(copied(told.folder, tmp_path))


@pytest.mark.parametrize("text", ["'Wim'", "CAST(x'57696dff' AS TEXT)", "CAST(entry AS TEXT)"])
@pytest.mark.parametrize("position", ["5", "(SELECT MAX(position) FROM log)"])
@pytest.mark.in_folder
def test_text_in_the_log_breaks_no_audit_off(owner: Owner, text: str, position: str) -> None:
    owner.change(f"UPDATE log SET entry = {text} WHERE position = {position}")
    (at,) = owner.one(f"SELECT {position}")

    found = audited(owner.folder)

    assert at in {one.position for one in found}
    assert not any("Wim" in one.what for one in found)


def appended(owner: Owner, row: Row | None, logged: bytes) -> None:
    """An entry behind the last, and the event beside it, if it is to stand there."""
    (last,) = owner.one("SELECT MAX(position) FROM log")
    with owner.unguarded() as database:
        database.execute("INSERT INTO log VALUES (?, ?)", (last + 1, logged))
        if row:
            insert = "INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)"
            database.execute(insert, (last + 1, *row))
    owner.sign()


def entry_of(row: Row) -> bytes:
    return entry(UUID(row.stream), *row[1:])


@pytest.mark.in_folder
def test_an_event_of_2031_is_found_before_it_is_2031(owner: Owner) -> None:
    rows = owner.rows()
    late = dated(next_of(rows, rows[-1]), datetime(2031, 1, 1, tzinfo=UTC))
    appended(owner, late, entry_of(late))

    assert any("dated after now" in one.what for one in audited(owner.folder))


@pytest.mark.in_folder
def test_a_tag_twice_in_a_real_store_is_named(owner: Owner) -> None:
    twin = owner.rows()[-1]
    other = twin._replace(state=twin.state.replace(b'"actor":"u-', b'"actor":"u-x', 1))
    appended(owner, None, entry_of(other))

    assert any("one version was logged twice" in one.what for one in audited(owner.folder))
