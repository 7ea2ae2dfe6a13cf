"""Runs an application behind uvicorn, under our limits, in the foreground."""

import errno
import signal
import socket
from collections.abc import Sequence
from functools import partial
from typing import Any

import uvicorn
from uvicorn.middleware.proxy_headers import _TrustedHosts

from griffie.api.server.crowd import Crowd
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


def run(
    app: Any,
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
    start. `proxies` are the addresses and networks whose `X-Forwarded-For` and `-Proto` are
    believed, `hosts` the names that are answered (none: every name). On `watched`, if there is one,
    figures and readiness are answered, and nowhere else. On `portal`, if there is one, the pages
    for people who ask, and nothing else; without it they are answered here, or not at all.
    """
    crowd, trusted = Crowd(limits), _TrustedHosts(list(proxies))
    measures = app.state.measures
    measures.count("griffie_refused", "Connections refused or ended, by why", lambda: crowd.refused)
    if log:
        measures.count("griffie_log_lines", "Lines of log", lambda: {"lost": log.lost})
    served: Any = NamedHosts(ForwardedStrangers(app, crowd), hosts)
    if portal or not portal_here:
        served = PortalPort(served, portal.getsockname()[1] if portal else None)
    config = uvicorn.Config(
        OwnPort(served, watched.getsockname()[1]) if watched else served,
        http=partial(GuardedProtocol, crowd=crowd, limits=limits, proxies=trusted),  # type: ignore[arg-type]
        ws="none",
        log_config=None,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        timeout_graceful_shutdown=_AT_THE_END,
    )
    server = uvicorn.Server(config)
    app.state.live.stopping = lambda: server.should_exit
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, server.handle_exit)
    server.run(sockets=[one for one in (listening, watched, portal) if one])
