"""The address of a database, with what every connection of ours asks for besides.

A machine that is cut off answers nothing, not even that it is away: so a connection is given up
after seconds and not after the quarter of an hour that systems wait by themselves. Where several
machines are named, the one that takes writes is sought: after a fail-over that is another one.
"""

from functools import cache
from typing import Any, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from griffie.infrastructure.postgres.errors import translated_errors

C = TypeVar("C", bound=psycopg.Connection[Any])
_ASKED: dict[str, Any] = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""In seconds; the last one in milliseconds. What the operator's address says stands above it."""


@cache
def complete(url: str, *, writes: bool = True) -> str:
    """The address as it is given to the driver; what the operator says in it is never changed.

    With `writes` the machine that takes writes is sought, where several are named.
    """
    said = conninfo_to_dict(url)
    several = "," in str(said.get("host") or said.get("hostaddr") or "")
    asked = _ASKED | ({"target_session_attrs": "read-write"} if several and writes else {})
    return make_conninfo(url, **{name: asked[name] for name in asked.keys() - said.keys()})


def connected(url: str, name: str) -> psycopg.Connection[Any]:
    """One connection, each statement a transaction by itself; `name` is seen on the server.

    Raises OperationalError where the server cannot be reached.
    """
    with translated_errors():
        return connect(psycopg.Connection[Any], complete(url), name)


def connect(kind: type[C], address: str, name: str) -> C:
    """The same of a kind, to an address that is complete. Raises psycopg's OperationalError."""
    try:
        return kind.connect(address, autocommit=True, application_name=name)
    except OSError as trouble:  # this process may open no more files
        raise psycopg.OperationalError(str(trouble)) from trouble
