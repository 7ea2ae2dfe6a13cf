"""The erasure ledger: a file beside the store that says what was erased, which no backup undoes.

    {"at": …, "entry": …, "key": …, "log": …, "mac": …, "request": …, "size": …, "what": "t0"}

One JSON object a line. `what` is a retention tier, `history`, or `message`: what was left of one
that had joined the request, then `key` is its id. Else `key` is the SHA-256 of the
wrapped key that was destroyed, so that a later key of the same tier is not taken for it. `size` and
`entry` are the length of the log at that time and the hash of its last entry: a store without that
entry is older, or another. `mac` is HMAC-SHA-256 over the rest, under a key from the master key:
what anybody can write into the file erases nothing. Lines of the
first releases have none. The file holds ids and hashes of random octets: it names no person, and
it opens nothing.
"""

import fcntl
import hmac
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Self
from uuid import UUID

from griffie.application.maintenance.decided import ErasedItem
from griffie.domain.log.entry import LogStore, as_octets, leaf_hash
from griffie.infrastructure.disk import write_whole

TAIL = 1 << 13
"""Octets from the end in which the newest lines surely stand: one has fewer than 400."""
_PIECE = 1 << 18
"""Octets that are read at a time."""


class ErasureLine(NamedTuple):
    """One line of the ledger: what was erased, and where the log was then."""

    going: ErasedItem
    log: str
    """The id of the key that signs the log of that store."""
    size: int
    entry: str
    at: str = ""
    mac: str = ""

    @classmethod
    def read(cls, line: str) -> Self | None:
        """The line; None where a crash tore it or it is not one of ours."""
        try:
            told = json.loads(line)
            going = ErasedItem(str(told["what"]), UUID(told["request"]), str(told["key"]))
            place = str(told["log"]), int(told["size"]), str(told["entry"])
            return cls(going, *place, str(told.get("at", "")), str(told.get("mac", "")))
        except (ValueError, TypeError, KeyError, AttributeError):
            return None

    def is_signed(self, secret: bytes) -> bool:
        """Whether this line was written with the master key from which `secret` comes."""
        return hmac.compare_digest(self.mac.encode(), self._computed_mac(secret).encode())

    def signed(self, secret: bytes) -> Self:
        """The same line with its MAC."""
        return self._replace(mac=self._computed_mac(secret))

    def text(self) -> str:
        """As it stands in the file, without the end of the line."""
        return json.dumps(self._told() | {"mac": self.mac}, sort_keys=True)

    def _told(self) -> dict[str, object]:
        return {
            "at": self.at,
            "entry": self.entry,
            "key": self.going.key,
            "log": self.log,
            "request": str(self.going.request),
            "size": self.size,
            "what": self.going.what,
        }

    def _computed_mac(self, secret: bytes) -> str:
        return hmac.digest(
            secret, json.dumps(self._told(), sort_keys=True).encode(), "sha256"
        ).hex()


class ErasureLedger:
    """The ledger of one log. For any thread and any number of processes.

    What `append` returned from survives a power cut.
    """

    def __init__(
        self,
        path: Path,
        log: str,
        store: LogStore,
        secret: bytes,
        logs: Mapping[str, int] | None = None,
    ) -> None:
        """`log` is the id of the log's key, `secret` the key under which lines are signed.

        `logs` are the ids of the logs of this office, each with its number: lines of a log that
        this one continues still tell what was erased. Raises OSError: the file cannot be made.
        """
        self.path = path
        self._log, self._store, self._secret = log, store, secret
        self._logs = logs or {log: 1}
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            _keep_name(path)

    def append(self, going: Sequence[ErasedItem]) -> None:
        """Write lines, durably: this is called before a key is destroyed.

        Raises OSError: then nothing may be destroyed yet.
        """
        if not going:
            return
        size, entry = _last_entry(self._store)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self.sign([ErasureLine(one, self._log, size, entry, at) for one in going])

    def sign(self, lines: Sequence[ErasureLine]) -> None:
        """Write these lines at the end, each with its MAC. Raises OSError."""
        append_lines(self.path, [line.signed(self._secret).text() for line in lines])

    def told(self) -> Iterator[ErasureLine]:
        """What was erased of this store, the oldest first: signed lines, and no others.

        Read piece by piece: a ledger grows with every erasure, and is never cut.
        """
        return (line for line in self._ours() if line.is_signed(self._secret))

    def lines(self) -> list[ErasureLine]:
        """The same, all at once."""
        return list(self.told())

    def unsigned(self) -> list[ErasureLine]:
        """Lines that name this log, that nobody signed, and of which no signed line tells."""
        told = {line.going for line in self.told()}
        return [
            line
            for line in self._ours()
            if not line.is_signed(self._secret) and line.going not in told
        ]

    def of_earlier_logs(self) -> list[ErasureLine]:
        """The signed lines of logs that this one continues: their events may be lost."""
        if self._logs[self._log] == min(self._logs.values()):
            return []
        return [line for line in self.told() if self._logs[line.log] < self._logs[self._log]]

    def is_later(self, line: ErasureLine) -> bool:
        """Whether a line is of a log that continues this one."""
        return self._logs[line.log] > self._logs[self._log]

    def newest(self) -> ErasureLine | None:
        """The last signed line of this log, or of one that continues it.

        Of the file no more is read than is needed.
        """
        with self.path.open("rb") as file:
            size, window = file.seek(0, os.SEEK_END), TAIL
            while True:
                file.seek(max(0, size - window))
                found = self._newest_of(self._read(file.read()))
                if found or window >= size:
                    return found
                window *= 8  # whoever added lines that nobody signed hides no line by it

    def lacking(self, gone: Iterable[ErasedItem]) -> list[ErasedItem]:
        """What is gone and no line tells, in its order, each once: so after the file was lost."""
        lacking = dict.fromkeys(gone)
        for line in self.told():
            lacking.pop(line.going._replace(key=""), None)
        return list(lacking)

    def _ours(self) -> Iterator[ErasureLine]:
        with self.path.open("rb") as file:
            while some := file.readlines(_PIECE):
                yield from self._read(b"".join(some))

    def _read(self, octets: bytes) -> list[ErasureLine]:
        return self._of(octets.decode("utf-8", "replace").splitlines())

    def _of(self, lines: Iterable[str]) -> list[ErasureLine]:
        return [one for one in map(ErasureLine.read, lines) if one and one.log in self._logs]

    def _newest_of(self, lines: Iterable[ErasureLine]) -> ErasureLine | None:
        own = self._logs[self._log]
        signed = [
            one for one in lines if self._logs[one.log] >= own and one.is_signed(self._secret)
        ]
        return max(signed, key=lambda one: (self._logs[one.log], one.size), default=None)


def _last_entry(store: LogStore) -> tuple[int, str]:
    """The size of the log, and the leaf hash of its last entry in hexadecimal."""
    size = store.log_size()
    return size, entry_at(store, size)


def entry_at(store: LogStore, size: int) -> str:
    """The leaf hash of the last entry of a log of this size; empty where there is none."""
    for position, entry in store.logged_from(size, 1) if size else ():
        if position == size:
            return leaf_hash(as_octets(entry)).hex()
    return ""


def append_lines(path: Path, lines: Sequence[str]) -> None:
    """Add lines at the end; a line that a crash tore is ended first. Raises OSError."""
    with _lock_file(path) as handle:
        end = os.lseek(handle, 0, os.SEEK_END)
        torn = end and os.pread(handle, 1, end - 1) != b"\n"
        octets = ("\n" * bool(torn) + "".join(f"{line}\n" for line in lines)).encode()
        write_whole(handle, octets)
        os.fsync(handle)


def merge(path: Path, others: Iterable[str]) -> int:
    """Add the lines of another copy that are missing here. Gives how many there were."""
    known = set(path.read_text("utf-8", "replace").splitlines()) if path.exists() else set()
    missing = [line for line in others if line not in known and ErasureLine.read(line)]
    append_lines(path, missing)
    _keep_name(path)
    return len(missing)


def _keep_name(path: Path) -> None:
    """A file that was flushed survives a power cut; its name does once its folder is flushed."""
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _lock_file(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)
