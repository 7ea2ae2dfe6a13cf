"""Personal values, each encrypted under the key of its request and tier. Erasing destroys the key.

Keys stand in a file of their own and are committed before the first value that they lock: a crash
between the two leaves a key without a value, never a value without its key. The values stand in the
store itself; the recorder writes them in the transaction of the event that commits to them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import UUID

from griffie.application.disclosure import (
    Disclosure,
    ErasureIncompleteError,
    KeyErasedError,
    KeyUnavailableError,
    Tier,
    value_of,
)
from griffie.application.errors import MasterKeyError
from griffie.application.maintenance.decided import HISTORY, JOINED, WHOLE_FILE, ErasedItem
from griffie.application.ports import LockAtOnce, Locked
from griffie.domain.model.values import Sealed
from griffie.infrastructure.database import Database
from griffie.infrastructure.sqlite.sealed_rows import EMPTY, TABLES, UNINDEX
from griffie.infrastructure.vault.erasure_ledger import ErasureLedger
from griffie.infrastructure.vault.key_store import Keys, KeyStore, is_destroyed, living_key
from griffie.infrastructure.vault.locked_value import lock_value, unlock_value
from griffie.infrastructure.vault.locks import LocksAtOnce
from griffie.infrastructure.vault.master_key import MasterKey
from griffie.infrastructure.vault.remains import what_is_left, with_a_key
from griffie.infrastructure.vault.search_values import SearchValues
from griffie.infrastructure.vault.secure_file import OnServer


class SQLiteVault:
    """The vault in SQLite. See `application.ports.Vault`.

    Opening it raises MasterKeyError; later calls raise KeyErasedError, KeyUnavailableError and
    TamperedError.
    """

    def __init__(
        self,
        datastore: Database,
        keys: Path | OnServer,
        master_key: MasterKey,
        erasures: ErasureLedger | None = None,
    ) -> None:
        self._datastore, self._erasures = datastore, erasures
        self._keys = KeyStore(keys, master_key)
        self._search = SearchValues(datastore, master_key.derive("search"))
        datastore.make(*TABLES)
        with datastore.transaction(commit=False) as c:
            c.execute("SELECT 1 FROM vault LIMIT 1")
            in_use = c.fetchone() is not None
        if in_use and self._keys.is_empty():
            raise MasterKeyError(
                f"The store holds personal data, and the key store {keys} holds no key. Put"
                " it back from its newest backup."
            )

    def new_id(self, own: UUID | None) -> AbstractContextManager[UUID]:
        """The id of a request to come: see `IdsAhead`."""
        return self._keys.ahead.lent(own)

    def id_with_key(self) -> UUID:
        """The id of a request to come, whose key is on disk; made now where none was made ahead.

        Raises KeyUnavailableError.
        """
        with self._keys.ahead.lent(None) as one:
            self._keys.ensure(one, (WHOLE_FILE,), tuple)
        return one

    def ids_ahead(self, most: int) -> Sequence[UUID]:
        """Ids whose keys are on disk, for requests that are received together."""
        return self._keys.ahead.take(most)

    def free(self, ids: Iterable[UUID]) -> None:
        """Give such ids back, of which none is recorded."""
        self._keys.ahead.free(ids)

    def lock(self, request_id: UUID, disclosed: Iterable[Disclosure]) -> Sequence[Locked]:
        """Encrypt, under keys that are on disk before this returns. Writes no value itself.

        Raises KeyErasedError for a request whose file was erased, KeyUnavailableError.
        """
        values = list(disclosed)
        if not values:
            return []
        tiers = {value.tier for value in values}
        kept = lambda: {row.tier for row in self._rows(request_id, None, ())}  # noqa: E731
        keys = self._keys.ensure(request_id, tiers, kept)
        if is_destroyed(keys, WHOLE_FILE):
            raise KeyErasedError("the file was erased: nothing more goes into it")
        if any(is_destroyed(keys, tier) for tier in tiers):
            keys = self._renewed(request_id, tiers)
        return [lock_value(request_id, living_key(keys, value.tier), value) for value in values]

    def locks(self, ids: Collection[UUID]) -> LockAtOnce:
        """Locks as `lock` does, for these requests; what it gives raises KeyUnavailableError.

        Their keys are read with one question, when the first is needed.
        """
        return LocksAtOnce(lambda: self._keys.among(ids))

    def open(
        self, request_id: UUID, only: Collection[Sealed] | None = None, but: Collection[Sealed] = ()
    ) -> Mapping[Sealed, Any]:
        """The values of a request, or those of these digests that are there; never those of `but`.

        A tier that was erased is left out. Raises KeyErasedError when the whole file was,
        KeyUnavailableError when a key cannot be had now, TamperedError when a value is not what the
        event committed to.
        """
        encoded = self.disclosures(request_id, only, but)
        return {sealed: value_of(one) for sealed, one in encoded.items()}

    def disclosures(
        self, request_id: UUID, only: Collection[Sealed] | None = None, but: Collection[Sealed] = ()
    ) -> Mapping[Sealed, str]:
        """The values with salt and name, as RFC 9901 §4.2.1 encodes them, by digest.

        They are for a reader who checks a digest. Raises what `open` raises.
        """
        rows = self._rows(request_id, only, but)  # first: a row that is seen has its key
        keys = self._keys.of(request_id)
        if is_destroyed(keys, WHOLE_FILE):
            raise KeyErasedError("the file was erased")
        return {
            Sealed(row.digest): unlock_value(row, living_key(keys, row.tier))
            for row in rows
            if not is_destroyed(keys, row.tier)
        }

    def keys_of(self, request_id: UUID) -> Keys:
        """For the audit, which opens every value and keeps none. Raises KeyUnavailableError."""
        return self._keys.of(request_id)

    def holds(self, request_id: UUID) -> bool:
        """Whether there is still a key that could open something."""
        return any(self._keys.of(request_id).values())

    def remains_of(self, request_id: UUID) -> bool:
        """Whether a living key, a sealed value or a search value of the request is left."""
        return self.holds(request_id) or self._left(request_id, tuple(Tier))

    def buried(self, request_id: UUID) -> bool:
        """Whether the key of the file itself was destroyed, and no other key is left."""
        return is_destroyed(self._keys.of(request_id), WHOLE_FILE) and not self.holds(request_id)

    def erase(self, request_id: UUID, tiers: Collection[Tier] = tuple(Tier)) -> None:
        """The keys first: from then on every copy of the ciphertext is noise, in backups too.

        Before them the line in the erasure ledger. May be cut off anywhere and called again. Raises
        ErasureIncompleteError when a reader kept older pages of a file alive; then, too, call it
        again. KeyUnavailableError when the ledger cannot be written: then nothing was destroyed.
        """
        self._enter(self._going(request_id, tiers))
        self._destroy(request_id, tiers)

    def erase_joined(self, message: UUID, request_id: UUID) -> None:
        """Erase what is left of a message that had joined a request, as `erase` does."""
        if not self.buried(message):
            self._enter([ErasedItem(JOINED, request_id, str(message))])
        self._destroy(message, tuple(Tier))

    def _destroy(self, request_id: UUID, tiers: Collection[Tier]) -> None:
        keys_gone = self._keys.destroy(request_id, tiers)
        self._delete(request_id, tiers)
        values_gone = self._datastore.forget()
        if not (keys_gone and values_gone):
            raise ErasureIncompleteError

    def gone(self, histories: Sequence[UUID]) -> None:
        """Enter that histories left the store, and leave no copy in a write-ahead log."""
        self._enter([ErasedItem(HISTORY, one) for one in histories])
        self.forget()

    def erase_again(self, going: ErasedItem) -> bool:
        """Erase what the ledger says was erased and an old copy brought back.

        False: it is gone already.
        """
        request_id, whole = going.whose, going.what in {WHOLE_FILE, JOINED}
        tiers = tuple(Tier) if whole else (Tier(going.what),)
        marks = self._keys.marks(request_id)
        if bool(marks) if whole else marks.get(going.what) == going.key:
            self._keys.destroy(request_id, tiers)
        elif (not whole and going.what in marks) or not self._left(request_id, tiers):
            return False
        self._delete(request_id, tiers)
        return True

    def what_is_left(self, items: Iterable[ErasedItem]) -> Iterator[ErasedItem]:
        """The items of which something is there; see `erase_again`. Raises KeyUnavailableError."""
        return what_is_left(self._keys, self._datastore, items)

    def with_a_key(self, ids: Iterable[UUID]) -> Iterator[UUID]:
        """The requests that have a living key. Raises KeyUnavailableError."""
        return with_a_key(self._keys, ids)

    def buried_files(self) -> list[UUID]:
        """The requests whose file was erased, as the key store says."""
        return self._keys.buried()

    def forget(self) -> bool:
        """Leave no copy of erased values in a write-ahead log. False: a reader is in the way."""
        return self._keys.forget() & self._datastore.forget()

    def search_macs(self, kind: str, value: str) -> Sequence[bytes]:
        """The keyed digests under which a name or an e-mail address is found again."""
        return self._search.macs(kind, value)

    def find(self, kind: str, value: str) -> list[UUID]:
        """The requests with this address, or with every word of this name in any order."""
        return self._search.find(kind, value)

    def same_address(self, request_id: UUID) -> list[UUID]:
        """The other requests in which an e-mail address of this one stands, by its digest."""
        return self._search.same_address(request_id)

    def marks_of(self, request_id: UUID) -> Mapping[str, str]:
        """By tier, the SHA-256 of each living key as it is stored."""
        return self._keys.marks(request_id)

    def close(self) -> None:
        """Close the key store. The database is closed by its own owner."""
        self._keys.close()

    def _renewed(self, request_id: UUID, tiers: Collection[Tier]) -> Keys:
        """Identity may be doubted a second time: then its erased tier begins anew, and empty."""
        with self._keys.writing():  # so that nobody saves under the successor while we delete
            keys = self._keys.of(request_id)
            erased = [tier for tier in tiers if is_destroyed(keys, tier)]
            self._delete(request_id, erased)
            self._keys.renew(request_id, erased)
        return self._keys.of(request_id)

    def _going(self, request_id: UUID, tiers: Collection[Tier]) -> list[ErasedItem]:
        marks = self._keys.marks(request_id)
        if WHOLE_FILE in tiers:
            return [] if self.buried(request_id) else [ErasedItem(WHOLE_FILE, request_id)]
        return [ErasedItem(tier, request_id, marks[tier]) for tier in tiers if tier in marks]

    def _enter(self, going: Sequence[ErasedItem]) -> None:
        try:
            if self._erasures:
                self._erasures.append(going)
        except OSError as trouble:
            raise KeyUnavailableError(
                f"the erasure ledger cannot be written: {trouble.strerror}"
            ) from None

    def _left(self, request_id: UUID, tiers: Collection[Tier]) -> bool:
        """Whether a value stands in these tiers, or a search value of the whole."""
        some = ", ".join("?" * len(tiers))
        found = f"SELECT 1 FROM vault WHERE request_id = ? AND tier IN ({some})"
        values: tuple[str, ...] = (request_id.hex, *tiers)
        if WHOLE_FILE in tiers:
            found += " UNION ALL SELECT 1 FROM search_index WHERE request_id = ?"
            values = (*values, request_id.hex)
        return bool(self._datastore.rows(f"{found} LIMIT 1", values))

    def _rows(
        self, request_id: UUID, only: Collection[Sealed] | None, but: Collection[Sealed]
    ) -> list[Locked]:
        select = "SELECT digest, tier, nonce, ciphertext FROM vault WHERE request_id = ?"
        asked: list[str] = []
        for condition, digests in (("IN", only), ("NOT IN", but or None)):
            if digests is not None:
                named = sorted({str(one) for one in digests})
                select += f" AND digest {condition} ({', '.join('?' * len(named))})"
                asked += named
        rows = self._datastore.rows(select, (request_id.hex, *asked))
        return [Locked(request_id, *row) for row in rows]

    def _delete(self, request_id: UUID, tiers: Collection[Tier]) -> None:
        some = ", ".join("?" * len(tiers))
        with self._datastore.transaction(commit=True) as c:
            self._datastore.overwrite_what_is_deleted(c)
            c.execute(f"{EMPTY} AND tier IN ({some})", (request_id.hex, *tiers))
            if WHOLE_FILE in tiers:
                c.execute(UNINDEX, (request_id.hex,))
