"""How much the server gives to somebody who has not signed in [P]."""

import resource
from dataclasses import dataclass

from griffie.domain.errors import OperatorNeededError

_FOR_OURSELVES = 100
"""Files that the process itself has open: the store, its views, the log, libraries."""
_FOR_ANOTHER_STORE = 40
"""Of each further store: fourteen while nobody asks, more while many read at once."""
_FEWEST = 32
"""Connections with fewer than which nobody can work."""


@dataclass(frozen=True)
class Limits:
    """Limits for connections. Times are in seconds, sizes in octets."""

    head_seconds: float = 10.0
    """From the connection, or from the first octet of a later message, to the end of its head."""
    head_octets: int = 64 * 1024
    body_grace: float = 10.0
    """A body may take so long, and a second more for each `body_rate` octets of it."""
    body_rate: int = 1024
    idle_seconds: float = 30.0
    """Between two messages; also how long somebody may not take what we send."""
    linger_seconds: float = 10.0
    """After an answer that did not wait for the body: how long what still comes is thrown away."""
    flush_seconds: float = 5.0
    """After the end of a connection: how long what was written may still take to be read."""
    connections: int = 1000
    """All together."""
    strangers: int = 100
    """Connections from one address that have not signed in."""
    reserve: int = 16
    """Connections beyond all: they are answered one question, whether the server is alive."""


class TooFewFilesError(OperatorNeededError):
    """The system lets this process open too few files to serve anybody."""

    code = "too-few-files"
    sentence = "This process may open too few files to serve"


def fitted_to_files(limits: Limits, stores: int = 1) -> Limits:
    """The limits, with no more connections than this process may open files for.

    `stores` are served, each with files of its own.

    Raises the process's own limit first, as far as the system allows. Raises TooFewFilesError.
    """
    ours = _FOR_OURSELVES + (stores - 1) * _FOR_ANOTHER_STORE
    wanted = limits.connections + limits.reserve + ours
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    files = wanted if soft == resource.RLIM_INFINITY else min(soft, wanted)
    room = files - limits.reserve - ours
    if room < min(_FEWEST, limits.connections):
        fewest, named = _FEWEST + limits.reserve + ours, max(1200, wanted)
        raise TooFewFilesError(
            f"This process may have {files} files open; it needs at least"
            f" {fewest}. Raise the limit (ulimit -n {named}, or LimitNOFILE={named} in the systemd"
            " unit) and start it again. Nothing was changed."
        )
    return Limits(**(vars(limits) | {"connections": room}))
