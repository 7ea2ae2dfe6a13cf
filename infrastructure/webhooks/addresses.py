"""Which addresses a webhook may go to: those of the whole internet, unless it is allowed more.

Whoever may say where a program sends something could else reach what stands behind the firewall: a
database, a printer, the metadata of a cloud. The name is looked up once, every address that it has
is judged, and the connection goes to one that was judged: a name that changes meanwhile leads
nowhere else (DNS rebinding).
"""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from griffie.application.webhooks.webhook import BadWebhookError

_NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052: an address of IPv4 in its last four octets."""
_LONGEST = 2_000


def check_address(url: str, *, allows_private: bool) -> None:
    """Whether an address can be used. Raises BadWebhookError; nothing is looked up."""
    read_address(url, allows_private=allows_private)


def read_address(url: str, *, allows_private: bool) -> SplitResult:
    """The parts of an address. Raises BadWebhookError, with why."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise BadWebhookError("it is no address") from None
    if len(url) > _LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        raise BadWebhookError("it is no address")
    if parts.scheme != "https" and not (parts.scheme == "http" and allows_private):
        raise BadWebhookError("it begins with https://")
    if not parts.hostname or parts.username is not None or parts.password is not None:
        raise BadWebhookError("it names a host, and neither user nor password")
    if parts.fragment:
        raise BadWebhookError("it has no #")
    return parts


def resolve(host: str, port: int, *, allows_private: bool) -> str:
    """An address of this host to connect to, after all of them were judged.

    Raises BadWebhookError, OSError.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not allows_private and not all(map(is_public, addresses)):
        raise BadWebhookError("a private address")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an address is one of the whole internet, also where it stands inside another one."""
    one = ip_address(address.partition("%")[0])
    inside = _inside(one) if isinstance(one, IPv6Address) else None
    judged = inside or one
    return judged.is_global and not judged.is_multicast


def _inside(one: IPv6Address) -> IPv4Address | None:
    if one in _NAT64:
        return IPv4Address(int(one) & 0xFFFFFFFF)
    if one.teredo:
        return one.teredo[1]
    return one.ipv4_mapped or one.sixtofour
