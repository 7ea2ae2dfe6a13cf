"""Locks beside a store. The system releases each by itself, even after a kill."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from griffie.application.errors import AlreadyServingError
from griffie.application.sending.outbox import SendingElsewhereError


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """One serving process for each folder: hold `serving.lock` in it.

    Raises AlreadyServingError. Other commands may write at the same time and do not ask for it.
    """
    path = folder / "serving.lock"

    def taken() -> AlreadyServingError:
        return AlreadyServingError(
            f"{folder} is being served already by process {_holder(path)}. Stop that one first, or"
            " serve another folder with --data."
        )

    with held_alone(path, taken):
        yield


def sending(folder: Path) -> AbstractContextManager[None]:
    """One sender of the outbox: hold `sending.lock`. Raises SendingElsewhereError."""
    return held_alone(folder / "sending.lock", SendingElsewhereError)


@contextmanager
def folding(database: str) -> Iterator[None]:
    """Fold projections anew, alone among processes and threads; who comes second waits.

    `database` is the file as SQLite is told it: a path, or a URI.
    """
    folder = Path(unquote(urlsplit(database).path)).parent
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def held_alone(path: Path, taken: Callable[[], Exception]) -> Iterator[None]:
    """Hold a file for the block; it stays, and names the last process that held it.

    Raises what `taken` gives where another holds it.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise taken() from None
        # Never removed: who deletes the file while another opens it would have two locks.
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def _holder(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(20).decode("ascii", "replace").strip() or "(just starting)"
