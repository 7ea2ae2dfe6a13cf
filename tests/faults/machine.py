"""A machine of the simulator: its clock is set by hand, and every command is a process of its own.

A command is `griffie` in a fork of this process, which has imported everything already: so a kill
falls into the work of the command and not into the start of Python.
"""

import gc
import importlib
import os
import pkgutil
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from griffie.api import cli
from griffie.api.cli import options
from griffie.api.composition import open_store, web, wiring
from tests.faults import shim

LONGEST = 60.0
"""Seconds after which a command that does not end is a finding."""


class Fault(NamedTuple):
    """The nth call that a command makes to the disk meets this trouble."""

    nth: int
    trouble: shim.Trouble


class Ended(NamedTuple):
    """How a command ended: its exit code (negative: by that signal), and after how many seconds."""

    code: int
    seconds: float

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL


class Running:
    """A process that was started."""

    def __init__(self, pid: int) -> None:
        self.pid, self.began = pid, time.monotonic()
        self._ended: Ended | None = None

    def kill_after(self, seconds: float) -> Ended:
        """Let it work so long, unless it ends before; then kill -9."""
        return self.wait(seconds) or self._end(signal.SIGKILL, LONGEST)

    def terminate(self, seconds: float) -> Ended:
        """Ask it to end; kill it when it does not."""
        if self._ended is None:
            os.kill(self.pid, signal.SIGTERM)
        return self.wait(time.monotonic() - self.began + seconds) or self._end(signal.SIGKILL, 30)

    def _end(self, by: signal.Signals, seconds: float) -> Ended:
        os.kill(self.pid, by)
        ended = self.wait(time.monotonic() - self.began + seconds)
        assert ended
        return ended

    def wait(self, seconds: float = LONGEST) -> Ended | None:
        """How it ended; None when it still works so many seconds after its start."""
        until = self.began + seconds
        while self._ended is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                self._ended = Ended(code, time.monotonic() - self.began)
            elif time.monotonic() >= until:
                break
            else:
                time.sleep(0.002)
        return self._ended


class Machine:
    """Everything in one place: the folder `data`, what lies beside it, backups, `said` (a log)."""

    def __init__(self, place: Path) -> None:
        self.place, self.ahead = place, timedelta()
        self.said = place / "said"

        def now() -> datetime:
            return datetime.now(UTC) + self.ahead

        self.now = now
        """What the clock of the machine shows, in UTC: one object, by which a store knows it."""

    def start(self, work: Callable[[], Any], fault: Fault | None = None) -> Running:
        """Begin some work in a process of its own, under the clock of this machine."""
        pid = os.fork()
        if pid:
            return Running(pid)
        code = 70
        try:
            self._be_a_process_of_its_own(fault)
            work()
            code = 0
        except SystemExit as ends:
            code = ends.code if isinstance(ends.code, int) else 1
        except BaseException:  # noqa: BLE001 - a process ends here, as Python ends it
            sys.excepthook(*sys.exc_info())
        finally:
            if fault:
                calls = shim.calls()
                shim.arm(self.place, 0)
                (self.place / "calls").write_text(str(calls), "utf-8")
            sys.stderr.flush()
            sys.stdout.flush()
            os._exit(code)

    def griffie(self, *words: str, fault: Fault | None = None) -> Running:
        """Begin `griffie` with these words."""

        def command() -> None:
            sys.argv = ["griffie", *words]
            sys.stdout.write(f"$ {' '.join(sys.argv)}\n")
            sys.stdout.flush()
            cli.main()

        return self.start(command, fault)

    def _be_a_process_of_its_own(self, fault: Fault | None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        said = os.open(self.said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(said, 1)
        os.dup2(said, 2)
        wiring.utc_now = self.now
        vars(options)["open_store"] = partial(open_store, clock=self.now)
        if fault:
            shim.arm(self.place, *fault)


def import_everything() -> None:
    """Import each page of the command line and the server, so that no command has to."""
    for page in pkgutil.iter_modules(cli.__path__, f"{cli.__name__}."):
        importlib.import_module(page.name)
    assert web
    gc.collect()
    gc.freeze()  # what is shared with every fork is not looked through in each
