"""Names of hosts that lead to doors on this machine: what a test has in place of the DNS.

`python -m tests.opendsr.names serve …` is `griffie serve …` with the names of `NAMES_OF_THE_TEST`
(JSON: the port of each). Each host has an address of its own, and its port 443 is the one named.
Everything else, TLS above all, is as it is.
"""

import json
import os
import socket
from collections.abc import Callable, Mapping
from typing import Any

VARIABLE = "NAMES_OF_THE_TEST"
_HTTPS = 443


class Names:
    """Where each host is found, by its name."""

    def __init__(self, ports: Mapping[str, int]) -> None:
        self._addresses = {host: f"127.0.0.{n}" for n, host in enumerate(sorted(ports), 2)}
        self._ports = {self._addresses[host]: port for host, port in ports.items()}
        self._found: Callable[..., Any] = socket.getaddrinfo
        self._connected: Callable[..., Any] = socket.create_connection

    def getaddrinfo(self, host: Any, *rest: Any, **more: Any) -> Any:
        """As `socket.getaddrinfo`."""
        return self._found(self._addresses.get(host, host), *rest, **more)

    def create_connection(self, at: tuple[str, int], *rest: Any, **more: Any) -> socket.socket:
        """As `socket.create_connection`."""
        if at[1] == _HTTPS and at[0] in self._ports:
            at = ("127.0.0.1", self._ports[at[0]])
        connected: socket.socket = self._connected(at, *rest, **more)
        return connected

    def lead(self, put: Callable[[Any, str, Any], None] = setattr) -> None:
        """From now on they lead there; `put` may be that of a test which takes it back."""
        put(socket, "getaddrinfo", self.getaddrinfo)
        put(socket, "create_connection", self.create_connection)


if __name__ == "__main__":
    from griffie.api.cli import main

    Names(json.loads(os.environ[VARIABLE])).lead()
    main()
