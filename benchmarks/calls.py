"""How many functions a command calls: what a machine, however slow or busy, does not change.

In process, without a server: sixteen commands at once, as they come from sixteen clients, on the
event loop and in the thread that takes groups. Functions of Python and of C count alike.
"""

import asyncio
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from fastapi import FastAPI

from benchmarks.common import RECEIVE, WHO
from benchmarks.load import Kind
from griffie.api.composition import open_store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role

AT_ONCE, ROUNDS = 16, 8
_CALLS = frozenset({"call", "c_call"})
_GROUPS = "group"
"""So begins the name of the thread that takes groups."""


class _Counter:
    """Counts while it is on: in the thread of the event loop, and in that of the groups."""

    def __init__(self) -> None:
        self.calls, self.on = 0, False

    def note(self, _frame: FrameType, event: str, _what: Any) -> None:
        if self.on and event in _CALLS:
            self.calls += 1

    def begin(self, *given: Any) -> None:
        """The first call of a thread: what goes on beside is not counted."""
        counts = threading.current_thread().name.startswith(_GROUPS)
        sys.setprofile(self.note if counts else None)
        if counts:
            self.note(*given)


@contextmanager
def _counted() -> Iterator[_Counter]:
    counter = _Counter()
    threading.setprofile(counter.begin)
    sys.setprofile(counter.note)
    try:
        yield counter
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def of_commands(kinds: tuple[Kind, ...]) -> dict[str, float]:
    """Calls a command, by the name of its kind: the fewest of some rounds."""
    with TemporaryDirectory() as folder:
        opened = open_store(Path(folder) / "data")
        token = opened.access.create_token(Role.HANDLER)
        now = opened.engine.now(WHO)
        ids = [str(opened.requests.receive(RECEIVE, now).id) for _ in range(AT_ONCE)]
        return asyncio.run(_of_commands(application(opened.engine), ids, token, kinds))


async def _of_commands(
    app: FastAPI, ids: list[str], token: str, kinds: tuple[Kind, ...]
) -> dict[str, float]:
    found: dict[str, float] = {}
    with _counted() as counter:  # before the thread of the groups begins
        async with app.router.lifespan_context(app):
            for kind in kinds:
                rounds = []
                for turn in range(2 * ROUNDS):
                    counter.calls, counter.on = 0, turn >= 2
                    await asyncio.gather(*(_ask(app, one, token, kind, turn) for one in ids))
                    counter.on = False
                    rounds.append(counter.calls / AT_ONCE)
                # A pair of steps that undo each other: both count.
                pairs = [sum(pair) / 2 for pair in zip(rounds[2::2], rounds[3::2], strict=True)]
                found[kind.name] = min(pairs)
    return found


async def _ask(app: FastAPI, request_id: str, token: str, kind: Kind, turn: int) -> None:
    command, said = kind.asked(turn)
    body = json.dumps(said).encode()
    more = [line.split(": ", 1) for line in kind.heads(turn).splitlines()]
    headers = {
        "host": "x",
        "authorization": f"Bearer {token}",
        "content-type": "application/json",
        "content-length": str(len(body)),
        **dict(more),
    }
    path = f"/api/v1/requests/{request_id}/{command}"
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": "POST",
        "root_path": "",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 80),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "state": {},
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        assert message.get("status", 200) == 200, message

    await app(scope, receive, send)
