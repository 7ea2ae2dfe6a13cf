"""Octets written whole, and why nothing can be opened or written: the reason, and the step."""

import os
from errno import EMFILE, ENFILE
from pathlib import Path

TOO_FEW_FILES = (
    "This process may open no more files. Raise the limit (ulimit -n 1200, or"
    " LimitNOFILE=1200 in the systemd unit) and start it again. Nothing was changed."
)
_LEAST = 1024 * 1024
"""Octets below which a transaction may fail: the next one needs as much for its log."""


def write_whole(handle: int, octets: bytes) -> None:
    """Write all of it, also where the system takes it in parts. Raises OSError."""
    while octets:
        octets = octets[os.write(handle, octets) :]


def free_octets(folder: Path) -> int:
    """How much a user without privileges may still write there. Raises OSError."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


def why_not_opened() -> str | None:
    """A sentence with the step to take where this process may open no further file; else None."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as trouble:
        if trouble.errno in {EMFILE, ENFILE}:
            return TOO_FEW_FILES
    return None


def why_not_written(folder: Path) -> str | None:
    """A sentence with the step to take; None where nothing is in the way. Raises OSError."""
    if why := why_not_opened():
        return why
    found = os.statvfs(folder)
    if found.f_flag & os.ST_RDONLY:
        return (
            f"The disk of {folder} is mounted read-only. Find out why (dmesg: a broken disk does"
            " that by itself), mount it for writing, and start again."
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"This user may not write in {folder}. Give it to the user that runs griffie."
    if found.f_files and not found.f_favail:
        return f"The disk of {folder} has no room for another file (inodes). Delete what may go."
    if free_octets(folder) < _LEAST:
        return (
            f"The disk of {folder} is full. Make room on it (100 MB at least) and start again;"
            " nothing was changed."
        )
    return None
