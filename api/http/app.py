"""The JSON API as a FastAPI application on one engine, with health, counts and the clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import copy
from datetime import datetime
from functools import partial

from anyio import CapacityLimiter
from fastapi import FastAPI, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest
from starlette.datastructures import State
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from griffie import __version__
from griffie.api.http import parameters, problems, refusal_record
from griffie.api.http.beside_the_loop import WRITERS
from griffie.api.http.clock_loop import EVERY, Clockwork
from griffie.api.http.message_check import StrictApplication
from griffie.api.http.openapi import describe
from griffie.api.http.routes import (
    access,
    advice,
    announcements,
    audit,
    differences,
    dossier,
    law,
    letters,
    lists,
    people,
    reports,
    requests,
    restricted,
)
from griffie.application.engine import Engine

_DESCRIPTION = """Data-subject requests under the GDPR, from receipt to close.

Each request is a history of events; every answer shows the state that follows from it. A step
that the law forbids answers 409 and quotes the article; `actions` says so beforehand.
"""
_TAGS = [
    {"name": "requests", "description": "Receive, read, reveal."},
    {"name": "commands", "description": "One step of the work each."},
    {"name": "lists", "description": "The register, search and the deadline dashboard."},
    {"name": "reports", "description": "The figures of a year, and what is due to be erased."},
    {"name": "audit", "description": "The trail, and the proofs of the transparency log."},
    {"name": "people", "description": "Accounts and tokens: who may sign in."},
    {"name": "law", "description": "Rights and grounds, cited, in four languages."},
]


def api_without_engine() -> FastAPI:
    """Every route of the JSON API; a route finds its engine in the state of its request."""
    app = StrictApplication(
        title="Griffie",
        version=__version__,
        description=_DESCRIPTION,
        openapi_tags=_TAGS,
        lifespan=living,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        max_body_size=parameters.LARGEST_BODY,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    answering = (lists, differences, requests, advice, letters, audit, dossier, law, access)
    for part in (*answering, announcements, restricted, reports, people):
        app.include_router(part.router)
    problems.install(app)
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    _add_health_and_metrics(app)
    return app


def with_engine(routes: FastAPI, engine: Engine, tick_every: float = EVERY) -> FastAPI:
    """A copy of an application that shares its routes and serves an opened engine.

    `tick_every` is in seconds. While the copy is served, its clock ticks; at the end the engine is
    closed.
    """
    app = copy(routes)
    clockwork, registry = Clockwork(engine, tick_every), CollectorRegistry()
    clockwork.shown_in(registry)
    answers = Counter(
        "griffie_answers", "Answers by route and status", ["route", "status"], registry=registry
    )
    app.state = State(
        {
            "engine": engine,
            "clockwork": clockwork,
            "registry": registry,
            "answers": answers,
            "writers": CapacityLimiter(WRITERS),
        }
    )
    return app


@asynccontextmanager
async def living(app: FastAPI) -> AsyncIterator[None]:
    """What goes on while an application is served: the clock; at the end its engine is closed."""
    engine: Engine = app.state.engine
    refusal_record.record_counts(engine)
    with app.state.clockwork.running():
        yield
    refusal_record.record_counts(engine)
    engine.close()


class _Counted:
    """Counts answers by route and status: the route, never the address that was asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "none")
                scope["app"].state.answers.labels(route, message["status"]).inc()
            await send(message)

        await self._app(scope, receive, counted if scope["type"] == "http" else send)


def _add_health_and_metrics(app: FastAPI) -> None:
    """Health and counts. No personal data, and no addresses that hold an id."""
    app.add_middleware(_Counted)

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz", include_in_schema=False)
    async def readyz(http: Request) -> dict[str, int | datetime | None]:
        state = http.app.state
        return {"events": state.engine.history.newest(), "ticked_at": state.clockwork.ticked_at}

    @app.get("/metrics", include_in_schema=False)
    async def metrics(http: Request) -> Response:
        return Response(generate_latest(http.app.state.registry), media_type=CONTENT_TYPE_LATEST)
