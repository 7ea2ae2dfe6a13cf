"""Ends a process that was asked to stop and still waits: for a database or disk that is silent.

An orchestrator would kill it later or sooner. What was acknowledged is on disk, and what was not
counts as never taken: to end here is to be killed there, with a line that says so.
"""

import logging
import os
import time
from functools import partial
from threading import Thread

from griffie.api.server.logs import LogWriter

WITHIN = 40.0
"""Seconds [P]: more than the longest step of what goes on beside serving, such as a webhook."""

log = logging.getLogger("griffie.server")
_LATE = (
    "asked to stop %d seconds ago, and a database, a disk or a partner still does not answer: "
    "the process ends without waiting. What was acknowledged is recorded."
)


def end_in_time(written: LogWriter | None, within: float = WITHIN) -> None:
    """Let this process live on for so many seconds at most, once it was asked to stop.

    Who ends before that notices nothing. Ends with code 1, after the last line of the log.
    """
    Thread(target=partial(_end, written, within), name="end", daemon=True).start()


def _end(written: LogWriter | None, within: float) -> None:
    time.sleep(within)
    log.critical(_LATE, within)
    if written:
        written.finish()
    os._exit(1)
