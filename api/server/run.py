"""Runs an application behind uvicorn, under our limits, in the foreground."""

import errno
import signal
import socket
from collections.abc import Sequence
from functools import partial
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import _TrustedHosts

from griffie.api.controllers.dispatch import Controllers
from griffie.api.server.crowd import Crowd
from griffie.api.server.end_in_time import end_in_time
from griffie.api.server.entrances import NamedHosts, OwnPort, PortalPort
from griffie.api.server.limits import Limits
from griffie.api.server.logs import LogWriter
from griffie.api.server.protocol import GuardedProtocol
from griffie.api.server.strangers import ForwardedStrangers
from griffie.domain.errors import OperatorNeededError

_AT_THE_END = 5
"""Seconds that answers which have begun may still take when the process is asked to stop."""


class AddressError(OperatorNeededError):
    """The address cannot be listened on. Says why, and what to do."""

    code = "address"
    sentence = "The server cannot listen on this address"


def bind(host: str, port: int) -> socket.socket:
    """A socket for an address, on which the server will listen. Raises AddressError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError:
        raise AddressError(f"{host} is no address of this machine. Say another --host.") from None
    # A name may stand for several addresses: the older protocol first, which proxies expect.
    family, kind, protocol, _, address = min(found, key=lambda one: one[0] != socket.AF_INET)
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
    except OSError as trouble:
        listening.close()
        raise AddressError(_why(trouble, host, port)) from None
    return listening


def _why(trouble: OSError, host: str, port: int) -> str:
    if trouble.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is taken by another program. Stop it, or say another --port."
    if trouble.errno == errno.EACCES:
        return f"This user may not listen on port {port}. Say a --port above 1023."
    return f"{host}, port {port}: {trouble.strerror}. Say another --host or --port."


class _EndsInTime(uvicorn.Server):
    """Asked to stop, it lets what has begun come to its end, and no longer than that."""

    def __init__(self, config: uvicorn.Config, written: LogWriter | None) -> None:
        super().__init__(config)
        self._written = written

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if not self.should_exit:
            end_in_time(self._written)
        super().handle_exit(sig, frame)


def on_ports(
    app: Any, watched: socket.socket | None, portal: socket.socket | None, *, portal_here: bool
) -> Any:
    """An application whose figures and whose portal are answered on ports of their own, if any."""
    if portal or not portal_here:
        app = PortalPort(app, portal.getsockname()[1] if portal else None)
    return OwnPort(app, watched.getsockname()[1]) if watched else app


def run(
    app: FastAPI | Controllers,
    listening: socket.socket,
    limits: Limits,
    *,
    proxies: Sequence[str] = (),
    hosts: Sequence[str] = (),
    watched: socket.socket | None = None,
    portal: socket.socket | None = None,
    portal_here: bool = True,
    log: LogWriter | None = None,
) -> None:
    """Serve until the process is asked to stop (SIGINT, SIGTERM). `limits` fit to its files.

    SIGHUP, which a terminal sends when it is closed, stops it too, unless it was ignored at the
    start. A process that cannot end, for its database is silent, ends all the same: `end_in_time`.
    `proxies` are the addresses and networks whose `X-Forwarded-For` and `-Proto` are
    believed, `hosts` the names that are answered (none: every name). On `watched`, if there is one,
    figures and readiness are answered, and nowhere else. On `portal`, if there is one, the pages
    for people who ask, and nothing else; without it they are answered here, or not at all. Many
    controllers were put behind `on_ports` each, for it sees the paths of one.
    """
    crowd, trusted = Crowd(limits), _TrustedHosts(list(proxies))
    many = isinstance(app, Controllers)
    apps = [one.app for one in app.every] if isinstance(app, Controllers) else [app]
    first = apps[0].state.measures  # these are of the process, and shown once
    first.count("griffie_refused", "Connections refused or ended, by why", lambda: crowd.refused)
    if log:
        first.count("griffie_log_lines", "Lines of log", lambda: {"lost": log.lost})
    served: Any = NamedHosts(ForwardedStrangers(app, crowd), hosts)
    config = uvicorn.Config(
        served if many else on_ports(served, watched, portal, portal_here=portal_here),
        http=partial(GuardedProtocol, crowd=crowd, limits=limits, proxies=trusted),  # type: ignore[arg-type]
        ws="none",
        log_config=None,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        timeout_graceful_shutdown=_AT_THE_END,
    )
    server = _EndsInTime(config, log)
    for one in apps:
        one.state.live.stopping = one.state.awaited.stopping = lambda: server.should_exit
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, server.handle_exit)
    server.run(sockets=[one for one in (listening, watched, portal) if one])
