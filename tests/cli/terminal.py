"""A real terminal for a command: it is answered as a person would, and its screen is read."""

import os
import pty
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 180.0


class Terminal:
    """A command that runs in a terminal of its own."""

    def __init__(self, process: subprocess.Popen[bytes], screen: int) -> None:
        self.process, self._screen = process, screen
        self.shown = self._unread = ""

    def until(self, words: str) -> None:
        """Wait until these words stand on the screen, after those of the last wait."""
        end = time.monotonic() + PATIENCE
        while words not in self._unread:
            assert time.monotonic() < end, f"never came: {words}; but {self._unread[-800:]}"
            assert self._read() or self.process.poll() is None, f"{words}: {self._unread[-800:]}"
        self._unread = self._unread.partition(words)[2]

    def _read(self) -> bool:
        if not select.select([self._screen], [], [], 0.2)[0]:
            return False
        try:
            came = os.read(self._screen, 65_536).decode(errors="replace")
        except OSError:  # the command ended
            return False
        self.shown += came
        self._unread += came
        return bool(came)

    def type(self, words: str) -> None:
        os.write(self._screen, f"{words}\n".encode())

    def answer(self, question: str, words: str) -> None:
        self.until(question)
        self.type(words)

    def press_ctrl_c(self) -> None:
        os.write(self._screen, b"\x03")

    def hang_up(self) -> int:
        """Press Ctrl-C as a person does, again where nothing happens; gives the exit code.

        Who reads a line misses a signal that comes after its prompt and before it waits.
        """
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it goes on: {self._unread[-800:]}"
            with suppress(OSError):  # it ended just now
                self.press_ctrl_c()
            looks = time.monotonic() + 5
            while time.monotonic() < looks and (self._read() or self.process.poll() is None):
                pass
        return self.ended()

    def ended(self) -> int:
        """The exit code, once the command has ended; what it said last is on `shown`."""
        while self._read() or self.process.poll() is None:
            pass
        return self.process.wait(timeout=PATIENCE)


@contextmanager
def terminal(*words: object, cwd: Path, **environment: str) -> Iterator[Terminal]:
    """A command in a terminal; it is ended at the end of the block."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        ["setsid", "--ctty", "--wait", *map(str, words)],  # so that Ctrl-C is a signal
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=cwd,
        env={**os.environ, "TERM": "dumb", "COLUMNS": "200", **environment},
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.wait()
        os.close(ours)
