"""Tells who looks at a page that requests changed meanwhile: server-sent events (WHATWG HTML).

Of a request its reference and version are told, and only to who may list it. A stream ends with the
session, and never prolongs it. Nothing is told by an application that is not served.
"""

import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from json import dumps
from time import monotonic
from typing import NamedTuple

from anyio import sleep, to_thread

from griffie.api.http.problems import RequestRefusedError
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.register.view import Query

EVERY = 1.0
"""Seconds between two looks at the log, for all streams together."""
HEARTBEAT = 15.0
"""Seconds after which a line without meaning is sent, so that nobody in between hangs up."""
LONGEST = 600.0
"""Seconds after which a stream ends; the browser asks again from where it stopped."""
PLACES, OF_ONE = 200, 8
"""Streams in all, and of one account: browsers hold one for each page that is in sight."""
MOST = 100
"""Requests that are named at once; beyond them it is only said that there are more."""

log = logging.getLogger("griffie.live")


class Watching(NamedTuple):
    """Who watches, of whose requests (None: everybody's), and whether the session still holds."""

    account: Account
    entered_by: str | None
    still_open: Callable[[], bool]


class LiveChanges:
    """The streams of one application."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._streams: Counter[str] = Counter()
        self._serving = False
        self._looked, self._newest = -EVERY, 0
        self.stopping: Callable[[], bool] = lambda: False
        """Whether the server was asked to stop: streams end then, for it waits for them."""

    @property
    def streams(self) -> int:
        """How many are open."""
        return self._streams.total()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Streams are held open until the end of the block."""
        self._serving = True
        try:
            yield
        finally:
            self._serving = False

    def check_for_room(self, account: Account) -> None:
        """Raises RequestRefusedError (503) where there are too many streams already."""
        if self.streams >= PLACES or self._streams[account.id] >= OF_ONE:
            raise RequestRefusedError(
                503, "full", "Too many", "Too many pages are told of changes."
            )

    async def told(self, watching: Watching, since: int) -> AsyncIterator[bytes]:
        """What changed after a position of the log, as it happens, until the stream ends."""
        account = watching.account.id
        self._streams[account] += 1
        try:
            yield b"retry: 5000\n\n"
            async for piece in self._pieces(watching, since):
                yield piece
        except Exception as trouble:  # noqa: BLE001 - the browser asks again
            log.warning("a stream ended: %s", type(trouble).__name__)
        finally:
            self._streams[account] -= 1
            if not self._streams[account]:
                del self._streams[account]

    async def _pieces(self, watching: Watching, since: int) -> AsyncIterator[bytes]:
        begun = spoken = monotonic()
        while self._serving and not self.stopping() and monotonic() - begun < LONGEST:
            newest = await self._position()
            silent = monotonic() - spoken >= HEARTBEAT
            if newest > since or silent:
                if not await to_thread.run_sync(watching.still_open):
                    yield b"event: ended\ndata:\n\n"
                    return
                found = await to_thread.run_sync(self._changed, watching, since, newest)
                since = newest
                if found or silent:
                    spoken = monotonic()
                    yield found or b":\n\n"
            await sleep(EVERY)

    async def _position(self) -> int:
        """The newest position of the log; asked once for all streams that look at once."""
        if monotonic() - self._looked >= EVERY:
            self._looked = monotonic()
            self._newest = await to_thread.run_sync(self._engine.history.newest)
        return self._newest

    def _changed(self, watching: Watching, since: int, newest: int) -> bytes:
        """The message that names what changed and may be seen; nothing where nothing did."""
        since_then = self._engine.history.stirred_since(since) if newest > since else ()
        stirred = tuple(stream for stream, _ in since_then)
        if not stirred:
            return b""
        asked = Query(
            among=stirred, entered_by=watching.entered_by, sort="-received_on", limit=MOST + 1
        )
        items = self._engine.current().items(asked, self._engine.today())
        if not items:
            return b""
        named = [{"reference": one.reference, "version": one.version} for one in items[:MOST]]
        data = dumps({"requests": named, "more": len(items) > MOST})
        return f"id: {newest}\nevent: changed\ndata: {data}\n\n".encode()
