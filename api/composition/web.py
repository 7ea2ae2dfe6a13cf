"""What a server serves: the JSON API and, on the same engine, the console."""

from collections.abc import Sequence
from functools import cache

from fastapi import FastAPI

from griffie.api import console
from griffie.api.http.app import api_without_engine, with_engine
from griffie.api.http.clock_loop import EVERY
from griffie.application.engine import Engine
from griffie.application.intake.watched_mailbox import Watched


def application(
    engine: Engine, tick_every: float = EVERY, mailboxes: Sequence[Watched] = ()
) -> FastAPI:
    """API and console on an opened engine, which watches mailboxes. `tick_every` is in seconds."""
    return with_engine(_routes(), engine, tick_every, mailboxes)


@cache
def _routes() -> FastAPI:
    """Every route, made once in a process.

    FastAPI works out parameters and bodies of all routes at the first request to an application.
    That takes a fifth of a second, and depends on no engine.
    """
    app = api_without_engine()
    console.install(app)  # last: it also answers the addresses that no other route has
    return app
