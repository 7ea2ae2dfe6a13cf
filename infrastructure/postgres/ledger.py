"""The erasure ledger of a store on a server: its lines stand in the database of the keys."""

from collections.abc import Iterator, Mapping, Sequence

from eventsourcing.persistence import PersistenceError

from griffie.domain.log.entry import LogStore
from griffie.infrastructure.postgres.keys import KeysConnection
from griffie.infrastructure.vault.erasure_ledger import ErasureLedger, ErasureLine

_PAGE, _PIECE = 50, 1_000


class ServerLedger(ErasureLedger):
    """See `ErasureLedger`. Lines are added and never changed."""

    def __init__(
        self,
        keys: KeysConnection,
        log: str,
        store: LogStore,
        secret: bytes,
        logs: Mapping[str, int],
    ) -> None:
        """`keys` is the database of the keys; the others as `ErasureLedger` has them."""
        self._keys, self._logs = keys, logs
        self._log, self._store, self._secret = log, store, secret

    def sign(self, lines: Sequence[ErasureLine]) -> None:
        """Write these lines, each with its MAC, durably. Raises OSError."""
        rows = [(line.signed(self._secret).text(),) for line in lines]
        try:
            self._keys.executemany("INSERT INTO erasures (line) VALUES (?)", rows)
        except PersistenceError as trouble:
            raise OSError(0, f"the database of the keys does not answer: {trouble}") from None

    def newest(self) -> ErasureLine | None:
        """The last signed line of this store; no more is read than is needed."""
        select = "SELECT number, line FROM erasures WHERE number < ? ORDER BY number DESC LIMIT ?"
        before = 2**62
        while rows := self._keys.execute(select, (before, _PAGE)).fetchall():
            if found := self._newest_of(self._of(line for _, line in rows)):
                return found
            before = rows[-1][0]
        return None

    def _ours(self) -> Iterator[ErasureLine]:
        select = "SELECT number, line FROM erasures WHERE number > ? ORDER BY number LIMIT ?"
        after = -1
        while rows := self._keys.execute(select, (after, _PIECE)).fetchall():
            yield from self._of(line for _, line in rows)
            after = rows[-1][0]
