"""A store as the vault's tests need it, and the search for what should not stand in it."""

import sqlite3
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from griffie.application.disclosure import Disclosure, Tier
from griffie.application.ports import Locked
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.vault.master_key import MasterKey
from griffie.infrastructure.vault.vault import SQLiteVault

MASTER = MasterKey(bytes(range(32)))
ONE = UUID(int=1)
WORDS = "Wiske Vandersteen, Kalmthout"


class Store:
    """The two files, and the recorder's part: rows are written beside the event."""

    def __init__(self, folder: Path, master: MasterKey = MASTER) -> None:
        self.folder = folder
        self.datastore = Datastore(str(folder / "griffie.db"))
        self.vault = SQLiteVault(self.datastore, folder / "keys.db", master)

    def put(self, request_id: UUID, *values: Disclosure) -> Sequence[Locked]:
        rows = self.vault.lock(request_id, values)
        self.write(rows)
        return rows

    def write(self, rows: Sequence[Locked]) -> None:
        insert = "INSERT INTO vault VALUES (?, ?, ?, ?, ?)"
        with self.datastore.transaction(commit=True) as c:
            c.executemany(insert, [(row.request_id.hex, *row[1:]) for row in rows])

    def index(self, request_id: UUID, kind: str, value: str) -> None:
        insert = "INSERT INTO search_index VALUES (?, ?, ?)"
        macs = self.vault.search_macs(kind, value)
        with self.datastore.transaction(commit=True) as c:
            c.executemany(insert, [(request_id.hex, kind, mac) for mac in macs])

    def change(self, statement: str, *values: object) -> None:
        with self.datastore.transaction(commit=True) as c:
            c.execute(statement, values)

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}


def words(tier: Tier = Tier.CORRESPONDENCE, value: str = WORDS) -> Disclosure:
    return Disclosure("message", value, tier)


def holds(octets: bytes, needles: Sequence[bytes]) -> bool:
    return any(needle in octets for needle in needles)


def in_spellings(text: str) -> list[bytes]:
    """As it is, and wherever it could begin inside base64."""
    octets = text.encode()
    encoded = [b64encode(octets[skip:])[:12] for skip in range(3)]
    return [octets, text.encode("utf-16-le"), text.encode("utf-16-be"), *encoded]


def rows_of(store: Store, table: str) -> list[tuple[str, ...]]:
    """The rows of a table; those that were emptied are left out."""
    path = store.folder / ("keys.db" if table == "keys" else "griffie.db")
    with sqlite3.connect(path) as anyone:
        return anyone.execute(f"SELECT * FROM {table} WHERE request_id <> ''").fetchall()
