"""One connection: uvicorn's protocol over the fast parser, with an end to everybody's patience.

The head of a message is counted as it comes in, whole or not: an endless one never finishes, so
that counting finished headers would not notice it. Each connection has one time by which something
must have happened, and a timer that is set anew only when it goes off too early.
"""

import asyncio
from collections.abc import Container
from math import inf
from typing import Any

from uvicorn._types import ASGI3Application
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from griffie.api.http.addresses import counted_address
from griffie.api.server import answers
from griffie.api.server.crowd import Crowd, Place
from griffie.api.server.limits import Limits

_SLICE = 8 * 1024
"""Octets that are parsed at a time while a head comes in: by so much it may exceed its limit."""

HEALTH = "/healthz"


class GuardedProtocol(HttpToolsProtocol):
    """A connection under limits. `proxies` are the addresses whose connections are not counted."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        crowd: Crowd,
        limits: Limits,
        proxies: Container[str] = (),
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._crowd, self._limits, self._proxies = crowd, limits, proxies
        self._place = Place.NONE
        self._address: str | None = None
        self._in_head, self._in_body = True, False
        self._head = self._body = 0
        self._begun = 0.0
        self._due = self._read_by = self._timer_at = inf
        self._timer: asyncio.TimerHandle | None = None
        self._signed_in = False

    # From here on in the order of a message's life.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        host = self.client[0] if self.client else ""
        address = None if host in self._proxies else counted_address(host)
        self._place = self._crowd.admit(self, address)
        if self._place in {Place.ORDINARY, Place.RESERVE}:
            self._address = address
            self._give(self._limits.head_seconds)
        else:
            crowded = self._place is Place.TOO_MANY_OF_THESE
            self._refuse(answers.TOO_MANY if crowded else answers.FULL)

    def data_received(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest and not self.transport.is_closing():
            size = _SLICE if self._in_head else len(rest)
            if self._in_head:
                self._head += min(size, len(rest))
            super().data_received(bytes(rest[:size]))
            rest = rest[size:]
            if self._in_head and self._head > self._limits.head_octets:
                self._crowd.refused["a head without end"] += 1
                self._refuse(answers.HEAD_TOO_LARGE)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if not self._in_head:  # a later message on a connection that was kept
            self._in_head, self._head = True, 0
            self._give(self._limits.head_seconds)

    def on_headers_complete(self) -> None:
        self._in_head, self._in_body, self._body = False, True, 0
        self._begun = self.loop.time()
        self._give(self._limits.body_grace)
        super().on_headers_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._crowd.is_heard(self)
        if self._place is Place.RESERVE and cycle.scope["path"] != HEALTH:
            app = answers.full
        extensions = {"griffie.signed_in": self._sign_in, "griffie.peer": self.client}
        cycle.scope["extensions"] = extensions  # type: ignore[typeddict-item]
        super()._start_asgi_task(cycle, app)

    def on_body(self, body: bytes) -> None:
        self._body += len(body)
        if not self.cycle.response_complete:
            by = self._begun + self._limits.body_grace + self._body / self._limits.body_rate
            self._give(by - self.loop.time())
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._in_body = False
        super().on_message_complete()
        self._give(self._limits.idle_seconds if self.cycle.response_complete else inf)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.cycle.response_complete and not self._in_head:
            self._give(self._limits.linger_seconds if self._in_body else self._limits.idle_seconds)
            if not self._signed_in:
                self._crowd.is_silent(self)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer:
            self._timer.cancel()
        self._leave_crowd()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        self._read_by = self.loop.time() + self._limits.idle_seconds
        self._look_by(self._read_by)
        super().pause_writing()

    def resume_writing(self) -> None:
        self._read_by = inf
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Uvicorn's own timer, which any octet stops: ours does the same and is not stopped."""

    def _sign_in(self) -> None:
        """Called by the application, in any thread, when it knows who asks."""
        if not self._signed_in:
            self._signed_in = True
            self.loop.call_soon_threadsafe(self._is_no_stranger)

    def _is_no_stranger(self) -> None:
        self._crowd.leave(self._address)
        self._address = None

    def give_up(self) -> None:
        self._leave_crowd()
        self.transport.abort()

    def _leave_crowd(self) -> None:
        self._crowd.forget(self)
        self._is_no_stranger()

    def _refuse(self, answer: bytes) -> None:
        """Say why and close; where an answer has begun already, only close."""
        cycle = self.cycle
        answering = cycle is not None and not cycle.response_complete
        if answering:
            cycle.disconnected = True  # the application finds that nobody is there any more
            cycle.message_event.set()
        if not (answering and cycle.response_started):
            self.transport.write(answer)
        self._close()

    def _close(self) -> None:
        """Close, with a little time for what was written; who does not take it is cut off."""
        self.transport.close()
        self.loop.call_later(self._limits.flush_seconds, self.transport.abort)

    def _give(self, seconds: float) -> None:
        """What is awaited from the other side must come within so many seconds from now."""
        self._due = self.loop.time() + seconds
        self._look_by(self._due)

    def _look_by(self, at: float) -> None:
        if at < self._timer_at:
            if self._timer:
                self._timer.cancel()
            self._timer_at, self._timer = at, self.loop.call_at(at, self._on_timer)

    def _on_timer(self) -> None:
        self._timer, self._timer_at = None, inf
        now = self.loop.time()
        if self.transport.is_closing():
            return
        if self._read_by <= now:
            self._close()
        elif self._due > now:
            self._look_by(min(self._due, self._read_by))
        elif self.flow.read_paused and (self._in_head or self._in_body):  # we do not take it
            self._give(self._limits.body_grace)
        else:
            self._out_of_time()

    def _out_of_time(self) -> None:
        if (self._in_head and self._head) or (self._in_body and not self.cycle.response_complete):
            self._crowd.refused["too slow"] += 1
            self._refuse(answers.TOO_SLOW)
        else:
            self._close()
