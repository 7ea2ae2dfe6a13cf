"""One data key for each request and tier, wrapped, in a file of its own: `keys.db`.

A row is written once and from then on only overwritten in place, never moved and never deleted:
SQLite leaves copies behind where it moves rows, even when it overwrites what it deletes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import RLock, local
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from griffie.application.disclosure import KeyErasedError, KeyUnavailableError
from griffie.application.errors import MasterKeyError, StoreError
from griffie.application.maintenance.decided import WHOLE_FILE
from griffie.infrastructure.patience import unless_at_once
from griffie.infrastructure.vault.ids_ahead import IdsAhead
from griffie.infrastructure.vault.master_key import WRAPPED_BYTES, MasterKey
from griffie.infrastructure.vault.secure_file import (
    FAILED,
    PATIENCE,
    OnServer,
    SmallDatabase,
    open_secure_file,
    why_elsewhere,
)
from griffie.infrastructure.vault.several import for_several

# Both states have six letters and every wrapped key as many bytes: an erased row keeps its size,
# and SQLite writes it over the old one.
TABLES = """
CREATE TABLE IF NOT EXISTS keys (request_id TEXT NOT NULL, tier TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('living', 'erased')), wrapped BLOB NOT NULL,
    UNIQUE (request_id, tier));
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
"""
_AMONG = "SELECT request_id, tier, state, wrapped FROM keys WHERE request_id IN ({})"
_LIVING = """SELECT request_id, tier, wrapped FROM keys
    WHERE state = 'living' AND request_id IN ({})"""
_INSERT = "INSERT INTO keys VALUES (?, ?, 'living', ?) ON CONFLICT DO NOTHING"
_RENEW = """UPDATE keys SET state = 'living', wrapped = ?
    WHERE request_id = ? AND tier = ? AND state = 'erased'"""
_DESTROY = """INSERT INTO keys VALUES (?, ?, 'erased', ?) ON CONFLICT (request_id, tier)
    DO UPDATE SET state = 'erased', wrapped = excluded.wrapped"""

Keys = Mapping[str, AESGCM | None]
"""Keys by tier; None where the key was destroyed, nothing where there never was one."""


class KeyStore:
    """Data keys, durable before they are given out. For any thread and number of processes.

    Who reads has a connection of its own: others may keep those who write waiting.
    """

    def __init__(self, place: Path | OnServer, master: MasterKey) -> None:
        """`place` is the file, or a database on a server whose tables are made already.

        Raises MasterKeyError when the file is broken or was made with another master key,
        StoreError where something else is in the way: the disk, or another process.
        """
        self._master, self._here = master, local()
        self.ahead = IdsAhead()
        self._writer: SmallDatabase
        self._reader: SmallDatabase
        self._turn, self._turn_to_write = RLock(), RLock()
        path = place if isinstance(place, Path) else None
        try:
            if isinstance(place, Path):
                self._writer = open_secure_file(place, TABLES)
                self._reader = open_secure_file(place, TABLES)
            else:
                self._writer, self._reader = place()
            mark = ("master", master.fingerprint)
            if not self._reader.execute("SELECT 1 FROM meta").fetchone():
                self._reader.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO NOTHING", mark)
            found = self._reader.execute("SELECT name, value FROM meta").fetchone()
        except (OSError, *FAILED) as trouble:
            if path is None:
                raise StoreError(f"The database of the keys does not answer: {trouble}") from None
            if why := why_elsewhere(path, trouble):
                raise StoreError(why) from None
            raise MasterKeyError(
                f"The key store {path} cannot be opened ({type(trouble).__name__}). Put it back"
                " from its newest backup: without it nothing personal can be read."
            ) from None
        if tuple(found or ()) != mark:
            self.close()
            raise MasterKeyError(
                f"The master key is not the one with which {path or 'this store'} was made. Say"
                " with --kek where the right one lies. Nothing was changed."
            )

    def of(self, request_id: UUID) -> Keys:
        """Raises KeyUnavailableError when they cannot be read now, or do not open."""
        return self.among((request_id,))[request_id]

    def among(self, ids: Collection[UUID]) -> Mapping[UUID, Keys]:
        """The keys of each of these requests, with one question. Raises KeyUnavailableError."""
        with self._reading() as keys:
            return self._read(keys, ids)

    def marks(self, request_id: UUID) -> Mapping[str, str]:
        """SHA-256 of each living key as it is stored, by tier: it identifies the key."""
        with self._reading() as keys:
            select = "SELECT tier, wrapped FROM keys WHERE request_id = ? AND state = 'living'"
            rows = keys.execute(select, (request_id.hex,)).fetchall()
        return {tier: sha256(wrapped).hexdigest() for tier, wrapped in rows}

    def living(self, ids: Collection[UUID]) -> list[tuple[UUID, str, bytes]]:
        """Request, tier and stored octets of each living key of these, with one question.

        Raises KeyUnavailableError.
        """
        with self._reading() as keys:
            asked = for_several(_LIVING, [one.hex for one in ids])
            return [(UUID(row[0]), row[1], row[2]) for row in keys.execute(*asked).fetchall()]

    def buried(self) -> list[UUID]:
        """The requests whose file was erased: their key of the file is a tombstone."""
        with self._reading() as keys:
            select = "SELECT request_id FROM keys WHERE state = 'erased' AND tier = ?"
            return [UUID(row[0]) for row in keys.execute(select, (WHOLE_FILE,)).fetchall()]

    def ensure(
        self, request_id: UUID, tiers: Collection[str], in_use: Callable[[], Collection[str]]
    ) -> Keys:
        """The keys of a request, made where there were none for these tiers.

        `in_use` gives the tiers under which values are kept already: no new key takes the place of
        one that was lost. Raises KeyUnavailableError.
        """
        found = self.of(request_id)
        if missing := set(tiers) - found.keys():
            kept = missing & set(in_use())  # before the keys are read again: a value has its key
            if kept and (lost := kept - self.of(request_id).keys()):
                raise KeyUnavailableError(f"the key store lacks the key of {min(lost)}")
            ahead = self.ahead.to_make() if not found and WHOLE_FILE in missing else ()
            rows = [row for one in ahead for row in self._fresh(one, (WHOLE_FILE,))]
            # Who comes second inserts nothing and reads what the first one wrote.
            with self.writing() as keys:
                keys.executemany(_INSERT, self._fresh(request_id, missing) + rows)
                found = self._read(keys, (request_id,))[request_id]
            self.ahead.made(ahead)
        return found

    def renew(self, request_id: UUID, tiers: Iterable[str]) -> None:
        """Successors for erased keys. While `writing`, once nothing is left under the old ones."""
        fresh = self._fresh(request_id, tiers)
        self._writer.executemany(_RENEW, [(wrapped, *place) for *place, wrapped in fresh])

    def destroy(self, request_id: UUID, tiers: Iterable[str]) -> bool:
        """Overwrite the keys of these tiers; a tombstone stays, also where there was no key.

        False when another process still reads an older state of the file: then do it again.
        """
        with self.writing() as keys:
            nothing = bytes(WRAPPED_BYTES)
            keys.executemany(_DESTROY, [(request_id.hex, tier, nothing) for tier in tiers])
        return self.forget()

    def forget(self) -> bool:
        """Cut the write-ahead log to nothing. False when another process still reads it."""
        with self._guarded(self._turn_to_write), self._guarded(self._turn):
            return self._writer.leave_no_copy()

    def is_empty(self) -> bool:
        """Whether no request ever had a key here."""
        with self._reading() as keys:
            return keys.execute("SELECT 1 FROM keys LIMIT 1").fetchone() is None

    @contextmanager
    def writing(self) -> Iterator[SmallDatabase]:
        """One transaction that keeps out every other thread and process that would write.

        Within it this thread reads what it wrote. Raises KeyUnavailableError.
        """
        with self._guarded(self._turn_to_write):
            self._writer.begin()
            self._here.writes = True
            try:
                yield self._writer
            except BaseException:
                self._writer.rollback()
                raise
            finally:
                self._here.writes = False
            self._writer.commit()

    def close(self) -> None:
        self._reader.close()
        self._writer.close()

    @contextmanager
    def _reading(self) -> Iterator[SmallDatabase]:
        if getattr(self._here, "writes", False):
            yield self._writer
        else:
            with self._guarded(self._turn):
                yield self._reader

    @contextmanager
    def _guarded(self, turn: "RLock") -> Iterator[None]:
        """Hold a turn. Raises KeyUnavailableError: nobody waits behind all who wait already."""
        if not turn.acquire(timeout=unless_at_once(PATIENCE)):
            raise KeyUnavailableError("the key store does not answer: others wait for it")
        try:
            yield
        except FAILED as trouble:
            raise KeyUnavailableError(f"the key store does not answer: {trouble}") from trouble
        finally:
            turn.release()

    def _fresh(self, request_id: UUID, tiers: Iterable[str]) -> list[tuple[str, str, bytes]]:
        return [
            (request_id.hex, tier, self._master.wrap(AESGCM.generate_key(256), request_id, tier))
            for tier in sorted(tiers)
        ]

    def _read(self, keys: SmallDatabase, ids: Collection[UUID]) -> Mapping[UUID, Keys]:
        found: dict[str, tuple[UUID, dict[str, AESGCM | None]]]
        found = {one.hex: (one, {}) for one in ids}
        for owner, tier, state, wrapped in keys.execute(*for_several(_AMONG, [*found])).fetchall():
            one, of_it = found[owner]
            of_it[tier] = self._unwrapped(wrapped, one, tier) if state == "living" else None
        return dict(found.values())

    def _unwrapped(self, wrapped: bytes, request_id: UUID, tier: str) -> AESGCM:
        try:
            return AESGCM(self._master.unwrap(wrapped, request_id, tier))
        except InvalidTag:
            raise KeyUnavailableError("a data key does not open with this master key") from None


def living_key(keys: Keys, tier: str) -> AESGCM:
    """The key of a tier.

    Raises KeyErasedError when it was destroyed, KeyUnavailableError when it is not there.
    """
    key = keys.get(tier)
    if key is not None:
        return key
    if tier in keys:
        raise KeyErasedError("the key was destroyed")
    raise KeyUnavailableError("the key is not in the key store")


def is_destroyed(keys: Keys, tier: str) -> bool:
    """Whether there was a key of a tier, and it was destroyed."""
    return tier in keys and keys[tier] is None
