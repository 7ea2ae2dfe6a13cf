"""Griffie against an earlier checkout of itself: processor of the server for each call over HTTP.

    python -m benchmarks itself --old FOLDER

FOLDER is a checkout of the other commit, set up there with its own `dev.py setup`. Each serves a
store of its own in a process of its own; the same calls go to both in turns, over one connection.
A figure is the least of what the turns gave: whatever else the machine does only adds to it.
"""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.common import RECEIVED, Measured
from benchmarks.load import Server, run_server_of
from griffie.domain.law.deadlines import BRUSSELS

TURNS, CALLS = 3, 250
_PATIENCE, _IDLE = 60, 0.02
"""Half seconds that are waited until a server is idle, and processor seconds that count as idle."""
AIM = 3.0
"""As a ratio of rates: a third of the processor."""
_FACTORY = "benchmarks.http:serve"
_MAKES = """
import sys
from pathlib import Path
try:
    from griffie.api.composition import open_store
    from griffie.application.access.roles import Role
except ImportError:
    from api.main import open_store
    from application.access import Role
opened = open_store(Path(sys.argv[1]))
print(opened.access.create_token(Role.DPO))
opened.engine.close()
"""
"""Makes a store and prints a token, in this checkout and in those before the folders moved."""
_LATE_ONES = 60
_LATE = "/api/v1/requests?deadline=overdue&limit=25"


class _Office(NamedTuple):
    """A served store, and how it is asked."""

    server: Server
    token: str

    def ask(self, method: str, paths: Sequence[str], body: object = None) -> tuple[float, str]:
        """Seconds of the server's processor a call, and the last answer."""
        said = json.dumps(body).encode() if body else None
        head = {"authorization": f"Bearer {self.token}", "content-type": "application/json"}
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port)
        begun, answer = self.server.processor(), ""
        for path in paths:
            connection.request(method, path, said, head)
            response = connection.getresponse()
            answer = response.read().decode()
            assert response.status in {200, 201}, answer
        spent = self.server.processor() - begun
        connection.close()
        return spent / len(paths), answer

    def settle(self) -> None:
        """Wait until the server does nothing more by itself, such as the audit of what is new."""
        for _ in range(_PATIENCE):
            before = self.server.processor()
            time.sleep(0.5)
            if self.server.processor() - before <= _IDLE:
                return

    def turn(self) -> dict[str, float]:
        """What each call costs, by its name."""
        today = {**RECEIVED, "received_on": f"{datetime.now(BRUSSELS):%Y-%m-%d}"}
        received, answer = self.ask("POST", ["/api/v1/requests"] * CALLS, today)
        one = json.loads(answer)["id"]
        self.ask("GET", [_LATE])  # what was received is folded into the register
        self.settle()
        late, page = self.ask("GET", [_LATE] * CALLS)
        assert len(json.loads(page)["items"]) == 25
        shown, _ = self.ask("GET", [f"/api/v1/requests/{one}"] * CALLS)
        return {"receive": received, "a page of the overdue list": late, "one request": shown}


def _served(checkout: Path, store: Path, running: ExitStack) -> _Office:
    python = str(checkout / ".venv/bin/python")
    asked = [python, "-c", _MAKES, str(store)]
    told = {"cwd": checkout, "env": os.environ | {"PYTHONPATH": "."}}
    made = subprocess.run(asked, check=True, capture_output=True, text=True, **told)  # type: ignore[call-overload]
    server = run_server_of(checkout, _FACTORY, {"GRIFFIE_DATA": str(store), "PYTHONPATH": "."})
    return _Office(running.enter_context(server), made.stdout.split()[-1])


def measure(old: Path) -> Iterator[Measured]:
    """Each call, ours against that of the other checkout."""
    with TemporaryDirectory() as name, ExitStack() as running:
        here, stores = Path(sys.prefix).parent, Path(name)
        ours = _served(here, stores / "ours", running)
        theirs = _served(old.resolve(), stores / "theirs", running)
        for side in (ours, theirs):  # what is late; of what comes in today the clock says nothing
            side.ask("POST", ["/api/v1/requests"] * _LATE_ONES, RECEIVED)
            side.turn()
        turns = [(ours.turn(), theirs.turn()) for _ in range(TURNS)]
        for call in turns[0][0]:
            us, them = (min(side[call] for side in both) for both in zip(*turns, strict=True))
            yield Measured(f"{call} / itself before, processor", 1 / us, 1 / them, AIM)
