"""What belongs to no single controller: the overview for who serves several, health, figures.

A browser has a session for each controller in which somebody signed in. The overview shows those
controllers and no other, each by its own session: who is signed in nowhere learns no name.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from anyio import to_thread
from fastapi import FastAPI
from jinja2 import Environment
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from griffie.api.console.frame.plain_pages import plain_pages
from griffie.api.console.frame.rendering import HEADERS
from griffie.api.console.frame.sign_in import session_name
from griffie.api.controllers.prefix import cookie_of
from griffie.api.words.speech import Speech, preferred_language
from griffie.application.access.roles import Permission, Reach, may
from griffie.application.engine import Engine
from griffie.application.register.view import Query
from griffie.domain.law import Language
from griffie.domain.law.deadlines import Standing

SOON = timedelta(days=7)
_NOT_READY = 503
_Apps = Sequence[tuple[str, FastAPI]]


class Row(NamedTuple):
    """One controller of the overview; numbers are of requests, `due_on` is the earliest day."""

    slug: str
    name: str
    today: date
    open: int = 0
    overdue: int = 0
    soon: int = 0
    unread: int | None = None
    due_on: date | None = None
    counted: bool = True
    """False where the role of who is signed in sees no lists."""


def overview_of(apps: _Apps) -> Starlette:
    """The application that answers what belongs to no single controller of these."""

    async def page(http: Request) -> Response:
        rows = await to_thread.run_sync(lambda: sorted(_rows(http, apps), key=_urgency))
        return _drawn(http, rows)

    async def ready(_: Request) -> Response:
        ready = await to_thread.run_sync(lambda: {slug: _is_ready(app) for slug, app in apps})
        well = all(ready.values())
        return JSONResponse({"ready": well, "controllers": ready}, 200 if well else _NOT_READY)

    async def metrics(_: Request) -> Response:
        written = await to_thread.run_sync(partial(_figures, apps))
        return Response(written, media_type=CONTENT_TYPE_LATEST)

    async def alive(_: Request) -> Response:
        return JSONResponse({"status": "alive"})

    _, any_one = apps[0]
    return Starlette(
        routes=[
            Route("/", page),
            Route("/healthz", alive),
            Route("/readyz", ready),
            Route("/metrics", metrics),
            Mount("/static", _Files(any_one)),
        ]
    )


class _Files:
    """Styles and scripts are those of every controller."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app({**scope, "root_path": ""}, receive, send)


def _rows(http: Request, apps: _Apps) -> Iterator[Row]:
    """The controllers in which this browser is signed in."""
    name = session_name(secured=http.url.scheme == "https")
    for slug, app in apps:
        engine: Engine = app.state.engine
        cookie = http.cookies.get(cookie_of(name, slug), "")
        account = engine.access.account_of_session(cookie, used=False) if cookie else None
        if account:
            counted = may(account.role, Permission.LISTS) is Reach.ALL
            yield _row(slug, engine, counted=counted)


def _row(slug: str, engine: Engine, *, counted: bool) -> Row:
    identity, today = engine.profile.identity, engine.today()
    name = identity.name if identity else slug
    if not counted:
        return Row(slug, name, today, counted=False)
    register = engine.current()
    first = register.items(Query(still_open=True, limit=1), today)
    counts = register.counts(today)
    due = register.due_days(today + SOON)
    return Row(
        slug,
        name,
        today,
        register.tally(today).open,
        counts.get(Standing.OVERDUE, 0),
        sum(number for day, number in due if day >= today),
        engine.messages.counts(engine.clock(), today).unread,
        first[0].deadline["due_on"] if first else None,
    )


def _urgency(row: Row) -> tuple[bool, date, str]:
    return (row.due_on is None, row.due_on or date.max, row.name)


def templates() -> Environment:
    """The template of the overview, and the drawings of the console."""
    return plain_pages("griffie.api.controllers")


def _drawn(http: Request, rows: Iterable[Row]) -> HTMLResponse:
    chosen = http.query_params.get("lang", "")
    accepted = preferred_language(http.headers.get("accept-language", ""), Language.EN)
    speech = Speech(Language(chosen) if chosen in set(Language) else accepted)
    html = (
        templates()
        .get_template("overview.html")
        .render(
            {
                "_": speech.say,
                "_n": speech.count,
                "speech": speech,
                "rows": list(rows),
                "languages": [(one.value, Speech(one).tongue(one)) for one in Language],
            }
        )
    )
    return HTMLResponse(html, headers=HEADERS | {"Cache-Control": "no-store"})


def _is_ready(app: FastAPI) -> bool:
    return all(sign.well for sign in app.state.measures.signs())


class _All(Collector):
    """The figures of every controller, each with its slug as a label."""

    def __init__(self, apps: _Apps) -> None:
        self._apps = apps

    def collect(self) -> Iterable[Metric]:
        found: dict[str, Metric] = {}
        for slug, app in self._apps:
            app.state.measures.written()  # looks at what is only known when somebody asks
            for one in app.state.measures.registry.collect():
                whole = found.setdefault(one.name, Metric(one.name, one.documentation, one.type))
                label = {"controller": slug}
                whole.samples += [
                    sample._replace(labels=label | sample.labels) for sample in one.samples
                ]
        return found.values()


def _figures(apps: _Apps) -> bytes:
    registry = CollectorRegistry()
    registry.register(_All(apps))
    return generate_latest(registry)
