"""Every single byte: the position, the request and the version of the event are told."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from tests.given.small_store import SmallStore, story


@pytest.fixture
def store(tmp_path: Path) -> SmallStore:
    return story(tmp_path / "griffie.db")


def words(findings: object) -> str:
    return str(findings)


def flipped(octets: bytes) -> Iterator[bytes]:
    for at, good in enumerate(octets):
        yield octets[:at] + bytes([good ^ 1 << at % 8]) + octets[at + 1 :]


def flipped_number(number: int) -> Iterator[int]:
    for octets in flipped_high(number.to_bytes(8, "big", signed=True)):
        yield int.from_bytes(octets, "big", signed=True)


def flipped_high(octets: bytes) -> Iterator[bytes]:
    """The highest bit of each byte: a position never moves on to one that is taken."""
    for at, good in enumerate(octets):
        yield octets[:at] + bytes([good ^ 128]) + octets[at + 1 :]


def flips(store: SmallStore, position: int, column: str) -> Iterator[object]:
    table, key = (
        ("log", "position") if column in {"position", "entry"} else ("stored_events", "rowid")
    )
    good = store.one(f"SELECT {column} FROM {table} WHERE {key} = ?", position)
    text = isinstance(good, str)
    if isinstance(good, int):
        spoiled: Iterator[object] = flipped_number(good)
    else:
        spoiled = flipped(good.encode() if text else good)
    for bad in spoiled:
        with store.tried():
            value = "CAST(? AS TEXT)" if text else "?"
            statement = f"UPDATE {table} SET {column} = {value} WHERE {key} = ?"
            assert store.db.execute(statement, (bad, position)).rowcount == 1
            yield bad


@pytest.mark.parametrize(
    ("column", "least"),
    [
        ("rowid", 8),
        ("originator_id", 32),
        ("originator_version", 8),
        ("topic", 9),
        ("state", 100),
        ("position", 8),
        ("entry", 75),
    ],
)
def test_every_single_flipped_byte_is_found_and_its_event_named(
    store: SmallStore, column: str, least: int
) -> None:
    for position, stream, version, *_ in store.stored_from(1, 100):
        named = (position, str(UUID(stream)), version)
        tried = 0
        for bad in flips(store, position, column):
            tried += 1
            assert named in {finding[:3] for finding in store.audited()}, (position, column, bad)
        assert tried >= least

    assert store.audited() == []


def test_every_single_flipped_byte_of_an_erased_events_entry_is_found(store: SmallStore) -> None:
    erased = [position for position in range(1, 31) if position % 5 == 0]

    for position in erased:
        for bad in flips(store, position, "entry"):
            found = store.audited()
            # Its tag is all that tells which event it was; beside the tag only the root tells.
            assert found, (position, bad)


def test_every_single_flipped_byte_of_a_kept_checkpoint_is_found(store: SmallStore) -> None:
    for number, note in enumerate(store.checkpoints(), 1):
        for bad in flipped(note.encode()):
            with store.tried():
                statement = "UPDATE checkpoints SET note = CAST(? AS TEXT) WHERE note = ?"
                store.db.execute(statement, (bad, note))
                assert f"kept checkpoint number {number}" in words(store.audited())
