"""The erasure ledger of a store on a server: its lines stand in the database of the keys."""

from collections.abc import Iterable, Sequence

from eventsourcing.persistence import PersistenceError

from griffie.domain.log.entry import LogStore
from griffie.infrastructure.postgres.keys import KeysConnection
from griffie.infrastructure.vault.erasure_ledger import ErasureLedger, ErasureLine

_PAGE = 50


class ServerLedger(ErasureLedger):
    """See `ErasureLedger`. Lines are added and never changed."""

    def __init__(self, keys: KeysConnection, log: str, store: LogStore, secret: bytes) -> None:
        self._keys = keys
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
            ours = [
                one for one in self._of(line for _, line in rows) if one.is_signed(self._secret)
            ]
            if ours:
                return max(ours, key=lambda one: one.size)
            before = rows[-1][0]
        return None

    def _ours(self) -> list[ErasureLine]:
        rows = self._keys.execute("SELECT line FROM erasures ORDER BY number").fetchall()
        return self._of(line for (line,) in rows)

    def _of(self, lines: Iterable[str]) -> list[ErasureLine]:
        read = map(ErasureLine.read, lines)
        return [one for one in read if one and one.log == self._log]
