"""A store of the tests: the three tables in a real file, and no trigger that guards them."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from griffie.application.maintenance.findings import Finding
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.log.entry import LoggedRow, StoredRow, entry
from griffie.infrastructure.log.audit import Audit
from griffie.infrastructure.log.transparency import TransparencyLog

ORIGIN = "griffie.example.be"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
BEGAN = datetime(2026, 3, 5, 10, tzinfo=UTC)
REQUESTS = [UUID(int=0xABC << 100 | n) for n in range(1, 6)]


class SmallStore:
    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.db.text_factory = lambda octets: octets.decode(errors="surrogateescape")
        self.db.executescript(
            """CREATE TABLE stored_events (rowid INTEGER PRIMARY KEY, originator_id TEXT,
                   originator_version INTEGER, topic TEXT, state BLOB);
               CREATE TABLE log (position INTEGER PRIMARY KEY, entry BLOB);
               CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, note TEXT NOT NULL);"""
        )

    # What the log and its audit ask of a store.

    def log_size(self) -> int:
        size: int = self.one("SELECT COALESCE(MAX(position), 0) FROM log")
        return size

    def logged_from(self, first: int, limit: int) -> list[LoggedRow]:
        statement = "SELECT * FROM log WHERE position >= ? ORDER BY position LIMIT ?"
        return self.db.execute(statement, (first, limit)).fetchall()

    def stored_from(self, first: int, limit: int) -> list[StoredRow]:
        statement = "SELECT * FROM stored_events WHERE rowid >= ? ORDER BY rowid LIMIT ?"
        return self.db.execute(statement, (first, limit)).fetchall()

    def newest_checkpoint(self) -> str | None:
        return next(reversed(self.checkpoints()), None)

    def checkpoints(self) -> list[str]:
        return [note for (note,) in self.db.execute("SELECT note FROM checkpoints ORDER BY size")]

    def kept_checkpoints(self) -> list[tuple[object, str]]:
        return self.db.execute("SELECT size, note FROM checkpoints ORDER BY size").fetchall()

    def keep_checkpoint(self, size: int, note: str, *, after: int = 0, last: bytes = b"") -> bool:
        del after, last
        self.db.execute("INSERT OR IGNORE INTO checkpoints VALUES (?, ?)", (size, note))
        return True

    # What the tests do to it.

    def one(self, statement: str, *values: Any) -> Any:
        row = self.db.execute(statement, values).fetchone()
        return row and row[0]

    def write(
        self,
        stream: UUID,
        topic: str = "NoteAdded",
        *,
        data: Mapping[str, Any] | None = None,
        at: datetime | None = None,
        state: bytes | None = None,
        version: int | None = None,
    ) -> int:
        """Append as the engine does: the event and its entry. Returns the position."""
        position = (
            max(self.log_size(), self.one("SELECT COALESCE(MAX(rowid), 0) FROM stored_events")) + 1
        )
        newest = (
            "SELECT COALESCE(MAX(originator_version), 0) FROM stored_events WHERE originator_id = ?"
        )
        version = version or self.one(newest, stream.hex) + 1
        if state is None:
            said: dict[str, Any] = {
                "actor": "u-17",
                "at": (at or BEGAN + timedelta(minutes=position)).isoformat(),
                "data": dict(data or {"right": "erasure"}),
                "nonce": f"{position:022d}",
                "schema": 1,
            }
            state = rfc8785.dumps(said)
        row = (position, stream.hex, version, topic, state)
        self.db.execute("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", row)
        self.db.execute("INSERT INTO log VALUES (?, ?)", (position, entry(stream, *row[2:])))
        return int(position)

    def erase(self, stream: UUID) -> int:
        """The one lawful way out of the event table."""
        events = self.one("SELECT COUNT(*) FROM stored_events WHERE originator_id = ?", stream.hex)
        said = {"events": events, "stream": str(stream)}
        position = self.write(HOUSEKEEPING, "StreamErased", data=said)
        self.db.execute("DELETE FROM stored_events WHERE originator_id = ?", (stream.hex,))
        return position

    def repair_log(self) -> None:
        """What a forger does who owns the database: entries that fit the events, from 1 on."""
        rows = self.stored_from(1, 10_000)
        self.db.execute("DELETE FROM log")
        self.db.execute("DELETE FROM stored_events")
        for position, (_, stream, version, topic, state) in enumerate(rows, 1):
            row = (position, stream, version, topic, state)
            self.db.execute("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", row)
            logged = entry(UUID(stream), version, topic, state)
            self.db.execute("INSERT INTO log VALUES (?, ?)", (position, logged))

    def sign(self, key: Ed25519PrivateKey = KEY) -> str:
        return TransparencyLog(self, origin=ORIGIN, key=key).checkpoint()

    def sign_anew(self, key: Ed25519PrivateKey = KEY) -> None:
        """What a forger does who owns the log's key too: no checkpoint of the past is left."""
        self.db.execute("DELETE FROM checkpoints")
        self.sign(key)

    def audited(self, *held: str) -> list[Finding]:
        return list(Audit(self, origin=ORIGIN, public_key=KEY.public_key(), held=held))

    @contextmanager
    def tried(self) -> Iterator[None]:
        """Everything done inside is undone."""
        self.db.execute("BEGIN")
        try:
            yield
        finally:
            self.db.execute("ROLLBACK")


def story(path: Path) -> SmallStore:
    """Five requests in turns, six events each, the fifth lawfully erased; two checkpoints."""
    store = SmallStore(path)
    for version in range(1, 7):
        for request in REQUESTS:
            store.write(request, data={"right": "erasure", "step": version})
        if version == 4:
            store.sign()
    store.erase(REQUESTS[4])
    store.write(HOUSEKEEPING, "KeptInOrder", data={})
    store.sign()
    return store
