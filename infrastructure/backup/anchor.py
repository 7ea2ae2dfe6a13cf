"""The anchor: a file beside the store that says where the log ended, written with every commit.

    <size of the log> <leaf hash of its last entry> <MAC>

It is written after the commit and before the answer. One small write survives the end of the
process (kill -9), whatever became of the files of the database: a write-ahead log that was lost or
cut leaves a store that is behind its anchor. The disk is asked to keep it at the latest a quarter
of a second later, in a thread of its own, so that no command waits for it.

The file has one page of places, and a size has its own: two processes that write at once, or a
write that a power cut tore, spoil no other place. A MAC under a key from the master key says that
it is ours.
"""

import hmac
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock, Thread
from typing import NamedTuple

from griffie.domain.log.entry import leaf_hash
from griffie.infrastructure.sqlite.datastore import flush_folder

PLACES, WIDTH = 24, 160
NOTHING = "-"
"""Stands for the last entry of a log that has none."""
FLUSHED_WITHIN = 0.25
"""Seconds from a write until the disk is asked to keep it."""

log = logging.getLogger("griffie.anchor")


class Mark(NamedTuple):
    """How many entries the log had, and the leaf hash of its last one in hexadecimal."""

    size: int
    entry: str


def _put_whole(handle: int, octets: bytes, place: int) -> None:
    """Write all of it, also where the system takes it in parts. Raises OSError."""
    while octets:
        written = os.pwrite(handle, octets, place)
        octets, place = octets[written:], place + written


class Anchor:
    """The anchor of one log. For any thread and any number of processes.

    With `flush` every write waits for the disk.
    """

    def __init__(self, path: Path, log_id: str, secret: bytes, *, flush: bool = False) -> None:
        self.path, self._flush_each = path, flush
        self._secret, self._log_id = secret, log_id
        self._handle: int | None = None
        self._turn, self._written, self._closing = Lock(), Event(), Event()
        self._flusher: Thread | None = None

    def newest(self) -> Mark | None:
        """The greatest mark in the file that we wrote; None where there is none."""
        return max(self._marks(), default=None)

    def write(self, size: int, entry: bytes) -> None:
        """Say that the log has so many entries, and that this is the last (75 bytes).

        What is answered afterwards is committed already: where the file cannot be written, that is
        logged.
        """
        try:
            self._put(Mark(size, leaf_hash(entry).hex()))
        except OSError as trouble:
            log.warning("the anchor beside the store cannot be written: %s", trouble.strerror)

    def begin_anew(self, mark: Mark | None) -> None:
        """Forget greater marks; with `mark`, say that the log ends there. Raises OSError."""
        handle = self._opened()
        _put_whole(handle, b" " * PLACES * WIDTH, 0)
        if mark:
            self._put(mark)
        os.fsync(handle)

    def touched_at(self) -> datetime | None:
        """When the file was last written to or touched, by the file system; None without one."""
        with suppress(FileNotFoundError):
            return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        return None

    def touch(self) -> None:
        """Leave a sign of life: nothing is written, the file is as of now."""
        with suppress(OSError):
            os.utime(self.path)

    def flush(self) -> None:
        """Wait until the disk holds what was written."""
        self._written.clear()
        if self._handle is not None:
            with suppress(OSError):
                os.fdatasync(self._handle)

    def close(self) -> None:
        """Flush, and end the thread that flushes."""
        self._closing.set()
        self._written.set()
        if self._flusher:
            self._flusher.join(5)
        self.flush()
        with self._turn:
            if self._handle is not None:
                os.close(self._handle)
                self._handle = None

    def _put(self, mark: Mark) -> None:
        place = mark.size % PLACES * WIDTH
        _put_whole(self._opened(), self._text(mark).ljust(WIDTH - 1).encode() + b"\n", place)
        if self._flush_each:
            self.flush()
        elif not self._written.is_set():
            self._written.set()
            self._begin_flushing()

    def _begin_flushing(self) -> None:
        with self._turn:
            if self._flusher is None:
                self._flusher = Thread(target=self._keep_flushing, name="anchor", daemon=True)
                self._flusher.start()

    def _keep_flushing(self) -> None:
        while self._written.wait() and not self._closing.wait(FLUSHED_WITHIN / 2):
            self.flush()

    def _opened(self) -> int:
        if self._handle is None:
            with self._turn:
                if self._handle is None:
                    new = not self.path.exists()
                    self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
                    if new:
                        flush_folder(self.path.parent)
        return self._handle

    def _marks(self) -> Iterator[Mark]:
        with suppress(FileNotFoundError):
            octets = self.path.read_bytes()[: PLACES * WIDTH]
            for place in range(0, len(octets), WIDTH):
                written = octets[place : place + WIDTH].decode("ascii", "replace").split()
                with suppress(ValueError):
                    size, entry, _ = written
                    mark = Mark(int(size), entry)
                    if hmac.compare_digest(" ".join(written).encode(), self._text(mark).encode()):
                        yield mark

    def _text(self, mark: Mark) -> str:
        said = f"griffie-anchor/1\n{self._log_id}\n{mark.size}\n{mark.entry}"
        return (
            f"{mark.size} {mark.entry} {hmac.digest(self._secret, said.encode(), 'sha256').hex()}"
        )
