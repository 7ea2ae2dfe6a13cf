"""Who comes through a proxy is counted by the address that the proxy names, never by the proxy's.

uvicorn has put the forwarded address in the scope by then, for proxies that were named.
"""

from typing import Any

from griffie.api.http.addresses import counted_address
from griffie.api.server import answers
from griffie.api.server.crowd import Crowd


class ForwardedStrangers:
    """Counts messages that are not signed in, by forwarded address, while they are answered."""

    def __init__(self, app: Any, crowd: Crowd) -> None:
        self._app, self._crowd = app, crowd

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        known = scope.get("extensions") or {}
        client, peer = scope.get("client"), known.get("griffie.peer")
        address = counted_address(client[0]) if client and client != peer else None
        if scope["type"] != "http" or address is None:
            await self._app(scope, receive, send)
        elif self._crowd.enter(address):
            await self._counted(address, scope, receive, send)
        else:
            await answers.too_many(send)

    async def _counted(self, address: str, scope: Any, receive: Any, send: Any) -> None:
        here: str | None = address
        connection = scope["extensions"]["griffie.signed_in"]

        def sign_in() -> None:
            nonlocal here
            connection()
            self._crowd.leave(here)
            here = None

        scope["extensions"]["griffie.signed_in"] = sign_in
        try:
            await self._app(scope, receive, send)
        finally:
            self._crowd.leave(here)
