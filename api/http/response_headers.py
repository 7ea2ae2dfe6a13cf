"""What every answer says, and the answer to HEAD: that to GET, without its body."""

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope, Send

_OF_THE_API = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
"""An answer of the API may hold personal data: nobody keeps it, and nobody guesses what it is."""
HEADERS_OF_THE_API = [
    (name.lower().encode(), value.encode()) for name, value in _OF_THE_API.items()
]
"""The same, as they are sent."""


def headless(scope: Scope) -> Scope:
    """The scope under which a HEAD is answered: RFC 9110 §9.3.2."""
    return {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope


def with_headers(scope: Scope, send: Send) -> Send:
    """Sends answers of the API with their headers, and the answer to HEAD without a body."""
    api, head = scope["path"].startswith("/api/"), scope["method"] == "HEAD"

    async def sent(message: Message) -> None:
        if api and message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _OF_THE_API.items():
                headers.setdefault(name, value)
        if head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sent
