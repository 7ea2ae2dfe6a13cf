"""What a server serves: the JSON API and, on the same engine, the console."""

from fastapi import FastAPI

from griffie.api import console
from griffie.api.http.app import api_application
from griffie.api.http.clock_loop import EVERY
from griffie.application.engine import Engine


def application(engine: Engine, tick_every: float = EVERY) -> FastAPI:
    """API and console on an opened engine. `tick_every` is in seconds."""
    app = api_application(engine, tick_every)
    console.install(app)  # last: it also answers the addresses that no other route has
    return app
