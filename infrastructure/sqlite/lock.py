"""One serving process for each folder. The system releases the lock itself, even after a kill."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from griffie.application.errors import AlreadyServingError


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """Hold `serving.lock` in a folder; the file stays and names the last process that held it.

    Raises AlreadyServingError. Other commands may write at the same time and do not ask for it.
    """
    handle = os.open(folder / "serving.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 20).decode("ascii", "replace").strip()
            raise AlreadyServingError(
                f"{folder} is being served already by process {holder or '(just starting)'}. Stop"
                " that one first, or serve another folder with --data."
            ) from None
        # Never removed: who deletes the file while another opens it would have two locks.
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
