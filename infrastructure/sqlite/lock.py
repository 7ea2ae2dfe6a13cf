"""One serving process to a folder. The system lets go of the lock itself, even after a kill."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from griffie.application.errors import AlreadyServingError


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """Hold `serving.lock` in this folder; the file stays and names the last holder.

    Raises AlreadyServingError. The other commands may write beside the holder and do not ask.
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
