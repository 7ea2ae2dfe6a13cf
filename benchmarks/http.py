"""A durable command through HTTP, against what a user would write instead.

All run under the same uvicorn on SQLite with `synchronous=FULL`. Ours knows who asks, decides,
appends with log entry and sealed value, writes the anchor, and answers with the whole state and
what may be done next; or with four fields, after a step that changes everything, with an
idempotency key. Theirs is an endpoint that updates a row and writes an audit row (`plain.py`), the
same with our way of flushing, and one of equal duties (`duties.py`).
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from fastapi import FastAPI

from benchmarks import duties, plain, slow_flush
from benchmarks.common import RECEIVE, RECEIVED, WHO, Measured
from benchmarks.load import (
    MINIMAL,
    PLAIN,
    REQUESTS,
    Kind,
    Side,
    a_note,
    compared,
    no_more,
    promise_and_back,
    run_server,
    with_a_key,
)
from griffie.api.composition import open_store
from griffie.api.composition.web import application
from griffie.api.http.parameters import REQUESTS as REQUESTS_AT
from griffie.api.memory import collect_rarely
from griffie.application.access.roles import Role

FULL = Kind("full answer", a_note, no_more, (0.7, 1.4, 1.6))
SMALL = Kind("minimal", a_note, lambda _: MINIMAL, (0.8, 1.7, 2.0))
KINDS = (
    FULL,
    SMALL,
    Kind("changing all", promise_and_back, no_more, (0.6, 1.0, 1.0)),
    Kind("with a key", a_note, with_a_key, (0.65, 1.3, 1.4)),
)
NOTHING = Kind("nothing done", a_note, no_more, (0.8, 1.7, 2.0), "/healthz")
"""An answer of three words through the same server: more than it reaches, no command can."""
COMING_IN = Kind(
    "a request received", lambda _: ("", RECEIVED), no_more, (0.0, 0.0, 0.0), sends=REQUESTS_AT
)
"""No aim was set for it: every right judged for the first time, its key made, the whole answer."""
OF_EQUAL_DUTIES, IN_GROUPS, ON_A_SLOW_DISK = (0.9, 1.8, 2.2), (0.75, 0.75, 0.75), (0.9, 4.0, 6.0)
"""Aims. The second is what a prototype reached: it is told, not aimed at."""


class Office(NamedTuple):
    """A store with requests in a folder, and beside it the tables of each endpoint of theirs."""

    folder: Path
    ids: list[str]
    token: str


def serve() -> FastAPI:
    """Our application, for `uvicorn --factory benchmarks.http:serve`."""
    collect_rarely()
    return application(open_store(Path(os.environ["GRIFFIE_DATA"])).engine)


def made(folder: Path) -> Office:
    """Fill a folder with what both sides are asked about."""
    opened = open_store(folder)
    token = opened.access.create_token(Role.HANDLER)
    now = opened.engine.now(WHO)
    ids = [str(opened.requests.receive(RECEIVE, now).id) for _ in range(REQUESTS)]
    opened.engine.close()
    plain.fill(folder, ids)
    duties.fill(folder, ids, token)
    return Office(folder, ids, token)


def measure() -> Iterator[Measured]:
    """Ours against each of theirs, with one, sixteen and sixty-four clients."""
    with TemporaryDirectory() as name:
        office = made(Path(name) / "data")
        with ExitStack() as running:

            def side(factory: str, kind: Kind, **more: str) -> Side:
                server = run_server(factory, GRIFFIE_DATA=str(office.folder), **more)
                return Side([running.enter_context(server)], office.ids, office.token, kind)

            ours, theirs = (
                side("benchmarks.http:serve", FULL),
                side("benchmarks.plain:serve", PLAIN),
            )
            ours.run(1)  # every request is in memory, as in an office at work
            for kind in (*KINDS, NOTHING, COMING_IN):
                what = f"HTTP command, {kind.name} / UPDATE + INSERT audit"
                yield from compared(what, ours._replace(kind=kind), theirs, kind.aims)
            equal = side("benchmarks.duties:serve", PLAIN._replace(heads=with_a_key))
            keyed = ours._replace(kind=FULL._replace(heads=with_a_key))
            what = "HTTP command, full answer with a key / equal duties"
            yield from compared(what, keyed, equal, OF_EQUAL_DUTIES)
            small = ours._replace(kind=SMALL)
            grouped = side("benchmarks.plain:serve_in_groups", PLAIN)
            what = "HTTP command, minimal / UPDATE + INSERT in groups"
            yield from compared(what, small, grouped, IN_GROUPS)
        shim = slow_flush.built(Path(name))
        if shim is None:
            return  # no C compiler here: the last rows are not measured
        with ExitStack() as running:
            slow = {"LD_PRELOAD": str(shim)}
            small = side("benchmarks.http:serve", SMALL, **slow)
            small._replace(kind=FULL).run(1)
            theirs = side("benchmarks.plain:serve", PLAIN, **slow)
            what = "HTTP command, minimal, flush 1 ms slower / the same"
            yield from compared(what, small, theirs, ON_A_SLOW_DISK)
