"""The address of a database, with what every connection of ours asks for besides.

A machine that is cut off answers nothing, not even that it is away: so a connection is given up
after seconds and not after the quarter of an hour that systems wait by themselves. Where several
machines are named, the one that takes writes is sought: after a fail-over that is another one.
"""

from functools import cache
from os.path import realpath
from typing import Any, NamedTuple, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import Conninfo

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


class Whereabouts(NamedTuple):
    """Where a database is: the machine, the port and the name."""

    host: str
    port: str
    name: str


def whereabouts(url: str) -> frozenset[Whereabouts]:
    """Where the database of an address is, once for each machine that the address names.

    Two addresses that have one in common name one database, in whatever words: what is not said is
    what the driver takes then. Two names of one machine are not seen through. Raises psycopg.Error,
    also for a host with an @ in it, which is the end of a password.
    """
    usual = {one.keyword.decode(): (one.val or b"").decode() for one in Conninfo.get_defaults()}
    said = usual | {name: str(value) for name, value in conninfo_to_dict(url).items() if value}
    hosts, addresses, ports = (said[one].split(",") for one in ("host", "hostaddr", "port"))
    if any("@" in host[1:] for host in hosts):  # the first letter may say that it is a socket
        raise psycopg.ProgrammingError("a host has no @")
    several = max(len(hosts), len(addresses))
    if len(ports) == 1:
        ports *= several  # one port for all of them
    name = said["dbname"] or said["user"]
    return frozenset(
        Whereabouts(_machine(host), port.lstrip("0") or usual["port"], name)
        for those in (hosts, addresses)
        for host, port in zip(those, ports, strict=False)
        if host or not any(hosts + addresses)
    )


def _machine(host: str) -> str:
    if host.startswith("/"):  # a folder of sockets
        return realpath(host)
    return "localhost" if host in {"127.0.0.1", "::1"} else host.lower().rstrip(".")
