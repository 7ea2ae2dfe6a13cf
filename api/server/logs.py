"""The log of a server: a line of JSON each, with the id of the request; on a terminal, plain text.

No line holds what somebody sent: routes stand in it as they are written in the code, errors as
their class with lines of the code. Writing never waits: a reader that does not read (a full pipe)
loses lines, which are counted, and holds up nobody.
"""

import json
import logging
import os
from datetime import UTC, datetime
from logging.handlers import QueueHandler
from queue import Full, Queue
from threading import Thread
from traceback import extract_tb
from typing import Any

from griffie.api.http.measures import request_id
from griffie.api.http.whose import controller
from griffie.api.standard_streams import keep_standard_streams

_WAITING = 10_000
"""Lines that may wait to be written."""
_FRAMES = 8
_AT_THE_END = 1.0
"""Seconds that the last lines get to be written."""


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON. Instants are in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(members(record), ensure_ascii=False, default=type)


class PlainFormatter(logging.Formatter):
    """A record as a line for a person who looks on."""

    def format(self, record: logging.LogRecord) -> str:
        told = members(record)
        more = [f"{name}={told[name]}" for name in told if name not in _FIRST]
        return "  ".join([told["at"][11:19], told["message"], *more])


_FIRST = ("at", "level", "logger", "message")


def members(record: logging.LogRecord) -> dict[str, Any]:
    """What a line holds. Of an error: its class and lines of the code, never its words."""
    told: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": record.getMessage(),
    }
    if about := getattr(record, "request_id", None):
        told["request_id"] = about
    if whose := getattr(record, "controller", None):  # where one process serves many
        told["controller"] = whose
    if record.exc_info and record.exc_info[0]:
        told["error"] = record.exc_info[0].__name__
        frames = extract_tb(record.exc_info[2])[-_FRAMES:]
        told["code"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return told | getattr(record, "members", {})


class LogWriter(QueueHandler):
    """Takes lines from any thread without waiting; a thread of its own writes them."""

    def __init__(self, descriptor: int, formatter: logging.Formatter) -> None:
        super().__init__(Queue(_WAITING))
        self._descriptor = descriptor
        self.lost = 0
        """Lines that could not be written: nobody read, the disk is full, the pipe is closed."""
        self.setFormatter(formatter)
        self._thread = self._started()

    def prepare(self, record: logging.LogRecord) -> Any:
        record.request_id, record.controller = request_id.get(), controller.get()
        return f"{self.format(record)}\n".encode("utf-8", "backslashreplace")

    def enqueue(self, record: Any) -> None:
        try:
            self.queue.put_nowait(record)
        except Full:
            self.lost += 1

    def finish(self) -> None:
        """Write what waits, as far as somebody reads it; again, what came since."""
        if not self._thread.is_alive():
            self._thread = self._started()
        self.enqueue(None)
        self._thread.join(_AT_THE_END)

    def _started(self) -> Thread:
        thread = Thread(target=self._write, name="log", daemon=True)
        thread.start()
        return thread

    def _write(self) -> None:
        while (line := self.queue.get()) is not None:
            try:
                while line:
                    line = line[os.write(self._descriptor, line) :]
            except OSError:
                self.lost += 1


def start_logging() -> LogWriter:
    """Send every record to the standard error stream, from now on. Gives the writer."""
    keep_standard_streams()
    terminal = os.isatty(2)
    writer = LogWriter(os.dup(2), PlainFormatter() if terminal else JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [writer]
    root.setLevel(logging.INFO)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True
    return writer
