"""The JSON API as a FastAPI application on one engine, with health, counts and the clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial

from fastapi import FastAPI, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from griffie import __version__
from griffie.api.http import parameters, problems, refusal_record
from griffie.api.http.clock_loop import EVERY, Clockwork
from griffie.api.http.message_check import StrictApplication
from griffie.api.http.openapi import describe
from griffie.api.http.routes import (
    access,
    advice,
    audit,
    differences,
    dossier,
    law,
    letters,
    lists,
    reports,
    requests,
)
from griffie.application.engine import Engine

DESCRIPTION = """Data-subject requests under the GDPR, from receipt to close.

Each request is a history of events; every answer shows the state that follows from it. A step
that the law forbids answers 409 and quotes the article; `actions` says so beforehand.
"""
TAGS = [
    {"name": "requests", "description": "Receive, read, reveal."},
    {"name": "commands", "description": "One step of the work each."},
    {"name": "lists", "description": "The register, search and the deadline dashboard."},
    {"name": "reports", "description": "The figures of a year, and what is due to be erased."},
    {"name": "audit", "description": "The trail, and the proofs of the transparency log."},
    {"name": "law", "description": "Rights and grounds, cited, in four languages."},
]


def api_application(engine: Engine, tick_every: float = EVERY) -> FastAPI:
    """The JSON API on an opened engine. `tick_every` is in seconds.

    While the application runs, its clock ticks; when it stops, the engine is closed.
    """
    clockwork = Clockwork(engine, tick_every)

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        refusal_record.record_counts(engine)
        with clockwork.running():
            yield
        refusal_record.record_counts(engine)
        engine.close()

    app = StrictApplication(
        title="Griffie",
        version=__version__,
        description=DESCRIPTION,
        openapi_tags=TAGS,
        lifespan=living,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        max_body_size=parameters.LARGEST_BODY,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.engine = engine
    answering = (lists, differences, requests, advice, letters, audit, dossier, law, access)
    for part in (*answering, reports):
        app.include_router(part.router)
    problems.install(app)
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    add_health_and_metrics(app, engine, clockwork)
    return app


class Counted:
    """Counts answers by route and status: the route, never the address that was asked for."""

    def __init__(self, app: ASGIApp, answers: Counter) -> None:
        self._app, self._answers = app, answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "none")
                self._answers.labels(route, message["status"]).inc()
            await send(message)

        await self._app(scope, receive, counted if scope["type"] == "http" else send)


def add_health_and_metrics(app: FastAPI, engine: Engine, clockwork: Clockwork) -> None:
    """Health and counts. No personal data, and no addresses that hold an id."""
    registry = CollectorRegistry()
    answers = Counter(
        "griffie_answers", "Answers by route and status", ["route", "status"], registry=registry
    )

    clockwork.shown_in(registry)
    app.add_middleware(Counted, answers=answers)

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz", include_in_schema=False)
    async def readyz() -> dict[str, int | datetime | None]:
        return {"events": engine.history.newest(), "ticked_at": clockwork.ticked_at}

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
