"""What a connection is told that does not reach the application: problem details, RFC 9457."""

from http import HTTPStatus
from json import dumps

from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope


def _problem(status: HTTPStatus, kind: str, detail: str) -> bytes:
    about = {"type": f"/problems/{kind}", "title": status.phrase, "status": status.value}
    return dumps(about | {"detail": detail}).encode()


def _whole(status: HTTPStatus, kind: str, detail: str, again: int = 0) -> bytes:
    """A whole answer, after which the connection is closed."""
    body = _problem(status, kind, detail)
    head = [
        f"HTTP/1.1 {status.value} {status.phrase}",
        "content-type: application/problem+json",
        f"content-length: {len(body)}",
        *([f"retry-after: {again}"] if again else []),
        "connection: close",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body


_FULL = (HTTPStatus.SERVICE_UNAVAILABLE, "full", "Too many are connected. Try again in a moment.")

HEAD_TOO_LARGE = _whole(
    HTTPStatus.BAD_REQUEST, "malformed", "The head of the message is larger than 64 KiB."
)
TOO_SLOW = _whole(HTTPStatus.REQUEST_TIMEOUT, "slow", "The message came in too slowly.")
TOO_MANY = _whole(
    HTTPStatus.TOO_MANY_REQUESTS,
    "too-many",
    "Too many connections from this address have not signed in.",
    again=10,
)
FULL = _whole(*_FULL, again=2)


async def full(_: Scope, __: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """An application that answers that all places are taken."""
    await _send(send, *_FULL, again=b"2")


async def too_many(send: ASGISendCallable) -> None:
    """Answer that too many strangers come from the address of this message."""
    detail = "Too many messages from this address are not signed in."
    await _send(send, HTTPStatus.TOO_MANY_REQUESTS, "too-many", detail, again=b"10")


async def other_host(send: ASGISendCallable) -> None:
    """Answer that the name that was asked for is none of ours."""
    detail = "This name is not served here: griffie serve --allowed-host names those that are."
    await _send(send, HTTPStatus.MISDIRECTED_REQUEST, "host", detail)


async def elsewhere(send: ASGISendCallable) -> None:
    """Answer that an address is not on this port."""
    await _send(send, HTTPStatus.NOT_FOUND, "unknown", "There is nothing at this address.")


async def _send(
    send: ASGISendCallable, status: HTTPStatus, kind: str, detail: str, *, again: bytes = b""
) -> None:
    body = _problem(status, kind, detail)
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        *([(b"retry-after", again)] if again else []),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
