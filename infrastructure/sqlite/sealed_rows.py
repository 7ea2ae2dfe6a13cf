"""The rows of sealed values and of keyed digests, as every transaction writes and empties them.

The row of a value is emptied where it stands, never deleted: where SQLite moves rows it leaves
copies behind.
"""

from collections.abc import Iterable
from uuid import UUID

from griffie.application.ports import MESSAGE, Indexed, Locked, MessageOnFileError
from griffie.infrastructure.database import Cursor

# Where SQLite moves rows it leaves copies behind that no later delete overwrites. So the table of
# values grows at its end only, and the row of an erased value is emptied where it stands, never
# deleted: rows of WITHOUT ROWID tables move when a page is divided, and those of any table when
# pages that have become empty are joined.
TABLES = (
    """CREATE TABLE IF NOT EXISTS vault (request_id TEXT NOT NULL, digest TEXT NOT NULL,
       tier TEXT NOT NULL, nonce BLOB NOT NULL, ciphertext BLOB NOT NULL,
       UNIQUE (request_id, digest))""",
    """CREATE TABLE IF NOT EXISTS search_index (request_id TEXT NOT NULL, kind TEXT NOT NULL,
       mac BLOB NOT NULL, UNIQUE (request_id, kind, mac))""",
    "CREATE INDEX IF NOT EXISTS search_index_by_mac ON search_index (kind, mac)",
)
EMPTY = """UPDATE vault SET request_id = '', digest = hex(randomblob(16)), tier = '',
    nonce = x'', ciphertext = x'' WHERE request_id = ?"""
UNINDEX = "DELETE FROM search_index WHERE request_id = ?"
_ON_FILE = "SELECT 1 FROM search_index WHERE (kind, mac) = (?, ?) AND request_id <> ?"


def insert_values(c: Cursor, locked: Iterable[Locked]) -> None:
    """Write sealed values."""
    c.executemany(
        "INSERT INTO vault VALUES (?, ?, ?, ?, ?)",
        [(row.request_id.hex, *row[1:]) for row in locked],
    )


def insert_index(c: Cursor, indexed: Iterable[Indexed], waiting: UUID | None = None) -> None:
    """Write keyed digests. Raises MessageOnFileError where the same message is there already.

    It is asked under the write lock, so that of two who take the same message in one is first.
    `waiting` is the message of the inbox that is settled with this: it is no other one.
    """
    rows = [(row.request_id.hex, row.kind, row.mac) for row in indexed]
    for _, kind, mac in rows:
        if kind == MESSAGE:
            c.execute(_ON_FILE, (kind, mac, waiting.hex if waiting else ""))
            if c.fetchone():
                raise MessageOnFileError
    c.executemany("INSERT OR IGNORE INTO search_index VALUES (?, ?, ?)", rows)
