"""Every byte of what must not change, flipped in turn: `griffie audit` finds each.

Without any help from the guards, which are off, and from the projections, which are not asked.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.maintenance.findings import Finding
from tests.conftest import Clock, signed_in
from tests.given.owner import SILENT
from tests.given.story import DAY, receive

COLUMNS = {
    "stored_events": ("rowid", "originator_id", "originator_version", "topic", "state"),
    "log": ("position", "entry"),
    "checkpoints": ("note",),  # its size stands in the note; beside it, it only sorts
    "vault": ("request_id", "digest", "tier", "nonce", "ciphertext"),
}

pytestmark = pytest.mark.in_folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A request of three events, two checkpoints, and no trigger in the way."""
    store = open_store(tmp_path_factory.mktemp("small") / "data", clock=Clock(), demo=True)
    clerk = signed_in(store, Role.HANDLER)
    location = receive(clerk)
    store.log.checkpoint()
    acknowledged = {"sent_on": DAY, "channel": "email"}
    assert clerk.post(f"{location}/acknowledge", json=acknowledged).status_code == 200
    assert clerk.post(f"{location}/add-note", json={"note": "seen"}).status_code == 200
    store.log.checkpoint()
    with sqlite3.connect(store.folder / "griffie.db") as anyone:
        triggers = anyone.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            anyone.execute(f"DROP TRIGGER {name}")
    anyone.close()
    yield store
    store.engine.close()


@pytest.fixture
def forger(small: Store) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(small.folder / "griffie.db", isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("PRAGMA synchronous = OFF")
    yield connection
    connection.close()


def found(store: Store) -> list[Finding]:
    findings, _ = store.check((), SILENT)
    return [finding for finding in findings if "a guard of" not in finding.what]


def flipped(good: Any) -> Iterator[Any]:
    """The value with one bit of one byte another, for each byte."""
    if isinstance(good, int):
        for at in range(8):
            yield int.from_bytes((good ^ 128 << 8 * at).to_bytes(9, "big")[1:], "big", signed=True)
        return
    octets = good.encode() if isinstance(good, str) else good
    for at, byte in enumerate(octets):
        yield octets[:at] + bytes([byte ^ 1 << at % 8]) + octets[at + 1 :]


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table, columns in COLUMNS.items() for column in columns],
)
def test_every_single_flipped_byte_is_found(
    small: Store,
    forger: sqlite3.Connection,
    monkeypatch: pytest.MonkeyPatch,
    table: str,
    column: str,
) -> None:
    monkeypatch.setattr("griffie.application.maintenance.audit.PROJECTIONS", {})
    rows = forger.execute(f"SELECT rowid, {column} FROM {table}").fetchall()
    assert found(small) == []

    tried = 0
    for at, good in rows:
        value = "CAST(? AS TEXT)" if isinstance(good, str) else "?"
        change = f"UPDATE {table} SET {column} = {value} WHERE rowid = ?"
        for bad in flipped(good):
            tried += 1
            assert forger.execute(change, (bad, at)).rowcount == 1
            assert found(small) != [], (at, bad)
            now_at = bad if column in {"rowid", "position"} else at
            back = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"
            assert forger.execute(back, (good, now_at)).rowcount == 1

    assert tried >= len(rows)
    assert found(small) == []
