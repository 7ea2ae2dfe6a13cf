"""A controller's pages below a path of their own: `/c/{slug}/…` outside, `/…` inside.

The application of a controller knows nothing of it. On the way in the prefix is taken off; on the
way out it is put before each local address that a browser follows: `Location`, and in a page the
attributes that hold an address. Cookies get the slug at the end of their name, so that each
controller has its own on a host that several share, and none ever sees another's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from starlette.types import Message, Scope, Send

_ADDRESSES = re.compile(rb'\b((?:href|action|formaction|src|data-[a-z-]+)=")/(?!/)')
"""Attributes that begin with a local path. In text and in values the quotation mark is escaped."""
Header = tuple[bytes, bytes]


def below(prefix: str, slug: str, scope: Scope) -> Scope:
    """The scope of a message as the controller of this slug sees it."""
    return {
        **scope,
        "path": scope["path"][len(prefix) :] or "/",
        "raw_path": scope.get("raw_path", b"")[len(prefix) :] or b"/",
        # What Starlette puts before the absolute addresses that it makes.
        "app_root_path": prefix,
        "headers": list(_own_cookies(scope["headers"], slug)),
    }


def cookie_of(name: str, slug: str) -> str:
    """What a cookie of a controller is called in a browser."""
    return f"{name}.{slug}"


def _own_cookies(headers: Iterable[Header], slug: str) -> Iterator[Header]:
    end = f".{slug}".encode()
    for name, value in headers:
        if name != b"cookie":
            yield name, value
            continue
        pairs = (one.strip().partition(b"=") for one in value.split(b";"))
        own = [(key[: -len(end)], said) for key, _, said in pairs if key.endswith(end)]
        if own:
            yield name, b"; ".join(b"%b=%b" % one for one in own)


def put_before(prefix: str, slug: str, scope: Scope, send: Send) -> Send:
    """Sends what the controller answers, with the prefix before each local address."""
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    here = b"%b://%b/" % (scope["scheme"].encode(), host)
    before = prefix.encode()
    start: dict[str, Any] = {}
    page: list[bytes] = []

    async def sent(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            headers = [_outside(one, before, here, slug) for one in message["headers"]]
            message = {**message, "headers": headers}
            if _is_page(dict(headers)):
                start = dict(message)  # it goes out with its new length
                return
        elif start:
            page.append(message.get("body", b""))
            if message.get("more_body"):
                return
            whole = _ADDRESSES.sub(rb"\1%b/" % before, b"".join(page))
            await send(start | {"headers": _of_length(start["headers"], len(whole))})
            start, message = {}, {"type": "http.response.body", "body": whole}
        await send(message)

    return sent


def _outside(header: Header, before: bytes, here: bytes, slug: str) -> Header:
    name, value = header
    if name == b"location":
        path = b"/" + value[len(here) :] if value.startswith(here) else value
        local = path.startswith(b"/") and not path.startswith(b"//")
        return name, before + path if local and not path.startswith(before + b"/") else path
    if name == b"set-cookie":
        key, equals, rest = value.partition(b"=")
        return name, cookie_of(key.decode("latin-1"), slug).encode() + equals + rest
    return header


def _is_page(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a browser shows it as a page of ours; a file of somebody stays as it is."""
    kind = headers.get(b"content-type", b"")
    return kind.startswith(b"text/html") and b"content-disposition" not in headers


def _of_length(headers: Iterable[Header], length: int) -> list[Header]:
    others = [one for one in headers if one[0] != b"content-length"]
    return [*others, (b"content-length", b"%d" % length)]
