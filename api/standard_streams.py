"""Standard streams that end no work: what nobody takes is dropped, and that is known afterwards.

A command may be started without a terminal, into a pipe whose reader has gone, or into a file on a
full disk. What it prints is then lost; what it does (a backup, an erasure) is done all the same.
"""

import io
import os
import sys
from typing import Any


class DroppingFile(io.FileIO):
    """A descriptor to which no write fails."""

    lost: OSError | None = None
    """Why the first octets were dropped, and all that came after them; None: nothing was."""

    def write(self, octets: Any, /) -> int:
        """Write some of it, as much as the system takes; or drop it all."""
        if self.lost is None:
            try:
                return super().write(octets)
            except BlockingIOError:
                raise  # nothing is wrong: it is full for the moment
            except OSError as trouble:
                self.lost = trouble
        return memoryview(octets).nbytes


def drop_what_nobody_takes() -> DroppingFile:
    """Let no write to the standard streams fail, from now on. Gives the standard output."""
    keep_standard_streams()
    output, errors = DroppingFile(1, "w", closefd=False), DroppingFile(2, "w", closefd=False)
    sys.stdout = _text(output, "strict")
    sys.stderr = _text(errors, "backslashreplace")
    return output


def _text(file: io.FileIO, errors: str) -> io.TextIOWrapper:
    lines = file.isatty() or errors != "strict"
    return io.TextIOWrapper(io.BufferedWriter(file), errors=errors, line_buffering=lines)


def keep_standard_streams() -> None:
    """Where a process was started without its standard streams, put /dev/null in their place.

    Else the next file that is opened would get their number, and be written to as if it were one.
    """
    while (opened := os.open(os.devnull, os.O_RDWR)) <= 2:  # noqa: PLR2004
        pass
    os.close(opened)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", closefd=False)
