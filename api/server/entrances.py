"""Which addresses are answered under which name and on which port.

A page of somebody else that has its own name point to this machine (DNS rebinding) would be
answered by a server that answers to any name. Figures and readiness say how an office works, so
they may have a port of their own, which a firewall keeps apart.
"""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

from griffie.api.http.addresses import asked_host
from griffie.api.server import answers

_WATCHED = frozenset({"/metrics", "/readyz"})
_ALIVE = "/healthz"
_PORTAL = "/portal"


class NamedHosts:
    """Answers messages to these hosts, and to this machine by its loopback addresses.

    A host is a name or `*.name`. Without any, every name is answered. `/healthz` is answered under
    every name: it says nothing, and those who ask it use an address.
    """

    def __init__(self, app: Any, hosts: Sequence[str]) -> None:
        self._app = app
        self._names = {one.lower() for one in hosts if not one.startswith("*.")}
        self._under = tuple(one[1:].lower() for one in hosts if one.startswith("*."))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] == _ALIVE or self._is_ours(scope):
            await self._app(scope, receive, send)
        else:
            await answers.other_host(send)

    def _is_ours(self, scope: Any) -> bool:
        if not (self._names or self._under):
            return True
        host = asked_host(scope)
        return host in self._names or host.endswith(self._under) or is_loopback(host)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, by an address or as `localhost`."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class OwnPort:
    """Answers `/metrics` and `/readyz` on a port of their own, and nowhere else."""

    def __init__(self, app: Any, port: int) -> None:
        self._app, self._port = app, port

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if (
            scope["type"] != "http"
            or scope["path"] == _ALIVE
            or (scope["path"] in _WATCHED) == (scope["server"][1] == self._port)
        ):
            await self._app(scope, receive, send)
        else:
            await answers.elsewhere(send)


class PortalPort:
    """Answers the portal on a port of its own, and there nothing else; without one nowhere.

    So an office shows the portal to everybody, and keeps the console in its own network.
    """

    def __init__(self, app: Any, port: int | None) -> None:
        self._app, self._port = app, port

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] == _ALIVE or self._belongs(scope):
            await self._app(scope, receive, send)
        else:
            await answers.elsewhere(send)

    def _belongs(self, scope: Any) -> bool:
        path: str = scope["path"]
        here: bool = scope["server"][1] == self._port
        if path == _PORTAL or path.startswith(f"{_PORTAL}/"):
            return here
        return not here or path.startswith("/static/")
