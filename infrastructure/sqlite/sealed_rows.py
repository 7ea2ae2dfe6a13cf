"""The rows of sealed values and of keyed digests, as every transaction writes and empties them.

The row of a value is emptied where it stands, never deleted: where SQLite moves rows it leaves
copies behind. The tables are made by `infrastructure.vault.vault`.
"""

from collections.abc import Iterable

from eventsourcing.sqlite import SQLiteCursor

from griffie.application.ports import MESSAGE, Indexed, Locked, MessageOnFileError

EMPTY = """UPDATE vault SET request_id = '', digest = hex(randomblob(16)), tier = '',
    nonce = x'', ciphertext = x'' WHERE request_id = ?"""
UNINDEX = "DELETE FROM search_index WHERE request_id = ?"
_ON_FILE = "SELECT 1 FROM search_index WHERE (kind, mac) = (?, ?) AND request_id <> ?"


def insert_values(c: SQLiteCursor, locked: Iterable[Locked]) -> None:
    """Write sealed values."""
    c.executemany(
        "INSERT INTO vault VALUES (?, ?, ?, ?, ?)",
        [(row.request_id.hex, *row[1:]) for row in locked],
    )


def insert_index(c: SQLiteCursor, indexed: Iterable[Indexed]) -> None:
    """Write keyed digests. Raises MessageOnFileError where another has the same message.

    It is asked under the write lock, so that of two who take the same message in one is first.
    """
    rows = [(row.request_id.hex, row.kind, row.mac) for row in indexed]
    for request_id, kind, mac in rows:
        if kind == MESSAGE:
            c.execute(_ON_FILE, (kind, mac, request_id))
            if c.fetchone():
                raise MessageOnFileError
    c.executemany("INSERT OR IGNORE INTO search_index VALUES (?, ?, ?)", rows)
