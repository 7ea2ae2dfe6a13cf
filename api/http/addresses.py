"""Under what the address of a connection is counted, and under which name it was asked for."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any

_SUBSCRIBER = 64
"""Bits of an IPv6 address that are given to one subscriber, who may use all that follow."""


def counted_address(host: str) -> str | None:
    """Under what an address is counted: None on the same machine, a /64 for IPv6."""
    try:
        ip = ip_address(host)
    except ValueError:  # a socket of this machine
        return None
    if ip.version == 6:  # noqa: PLR2004
        if ip.ipv4_mapped:
            return counted_address(str(ip.ipv4_mapped))
        return None if ip.is_loopback else ip.exploded[: _SUBSCRIBER // 16 * 5 - 1]
    return None if ip.is_loopback else str(ip)


def asked_host(scope: Mapping[str, Any]) -> str:
    """The host that a message asks for, in small letters and without its port; empty for none."""
    asked = next((value for name, value in scope["headers"] if name == b"host"), b"")
    host: str = asked.decode("latin-1").lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
