"""What is compressed on its way to whoever accepts gzip (RFC 9110 §8.4.1.3): the large answers.

Nothing is compressed in which something secret of a session could stand beside what somebody else
chose: the length would tell of it (BREACH). So these are what everybody may read, and lists for a
program that shows its own token.
"""

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

LEAST = 2_000
"""Octets below which it is not worth the processor."""
_LEVEL = 6
_PUBLIC = ("/openapi.json", "/docs", "/static/", "/api/v1/law")
"""The page of the API, too: of its reader it holds the name and no more."""
_LISTS = frozenset({"/api/v1/requests", "/api/v1/audit/events", "/api/v1/people"})


class Compressed:
    """Compresses what may be; everything else goes on as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._compressing = GZipMiddleware(app, minimum_size=LEAST, compresslevel=_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _may_be_compressed(scope):
            await self._compressing(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _may_be_compressed(scope: Scope) -> bool:
    path: str = scope["path"]
    if scope["method"] != "GET":
        return False
    listed = path in _LISTS and "authorization" in Headers(scope=scope)
    return listed or path.startswith(_PUBLIC)
