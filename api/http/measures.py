"""What an operator sees from outside: health, readiness, figures, and a line of log an answer.

No personal data and no address that holds an id: routes stand as they are written in the code.
"""

import logging
import platform
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from random import Random
from typing import Any, Protocol

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from griffie import __version__
from griffie.api.http.clock_loop import Clockwork
from griffie.application.engine import Engine
from griffie.application.maintenance.health import Sign, erasure_sign, signs_of, tick_sign

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
"""Asked all day by machines: counted, and in no line of the log unless something is wrong."""

_EXCHANGE = "griffie.exchange"
_CHANCE = Random()  # noqa: S311 - an id for the log, and no secret
log = logging.getLogger("griffie.http")
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""Of the message that is answered here; chosen by us, for what somebody sends may say anything."""


class Beside(Protocol):
    """What goes on beside the serving process, and is measured."""

    def signs(self, now: datetime) -> Iterator[Sign]:
        """Whether it goes well, at an instant in UTC."""

    def shown_in(self, registry: CollectorRegistry) -> None:
        """Put its figures among the metrics."""


class Measures:
    """The figures of one serving process."""

    def __init__(self, engine: Engine, clockwork: Clockwork, beside: Sequence[Beside]) -> None:
        self.registry = CollectorRegistry()
        self._engine, self._clockwork, self._beside = engine, clockwork, beside
        labels = ["route", "status"]
        self.answers = Counter(
            "griffie_answers", "Answers by route and status", labels, registry=self.registry
        )
        self.seconds = Histogram(
            "griffie_answer_seconds",
            "From the head of a message to the end of its answer, by route",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._kept = dict[tuple[str, int], tuple[Counter, Histogram]]()
        self.unavailable = Counter(
            "griffie_unavailable", "Answers of 503 by kind", ["kind"], registry=self.registry
        )
        self._well = Gauge("griffie_well", "1: well", ["sign"], registry=self.registry)
        self._free = Gauge("griffie_disk_free_bytes", "Free on the disk", registry=self.registry)
        made = Gauge("griffie_views_made_percent", "Views made anew", registry=self.registry)
        made.set_function(engine.views_made)
        self._behind = Gauge(
            "griffie_projection_behind_events",
            "Events that are in no row yet",
            ["projection"],
            registry=self.registry,
        )
        ProcessCollector(registry=self.registry)
        told = {"version": __version__, "python": platform.python_version()}
        Info("griffie", "What this is", registry=self.registry).info(
            told | {"sqlite": sqlite3.sqlite_version}
        )
        clockwork.shown_in(self.registry)
        for one in beside:
            one.shown_in(self.registry)

    def count(self, name: str, what: str, now: Callable[[], Mapping[str, float]]) -> None:
        """Show a count that somebody else keeps: `now` gives it by kind."""
        self.registry.register(_Kept(name, what, now))

    def note(self, route: str, status: int, seconds: float) -> None:
        """Count an answer of a route, and how long it took."""
        kept = self._kept.get((route, status))
        if kept is None:  # their names are asked for once, and not for every answer
            kept = self.answers.labels(route, status), self.seconds.labels(route)
            self._kept[route, status] = kept
        answers, taking = kept
        answers.inc()
        taking.observe(seconds)

    def signs(self) -> list[Sign]:
        """Everything that was looked at now."""
        now: datetime = self._engine.clock()
        clockwork = self._clockwork
        return [
            *signs_of(self._engine.vitals, now),
            tick_sign(clockwork.ticked_at, clockwork.began_at, now),
            erasure_sign(clockwork.erasures_waiting),
            *(sign for one in self._beside for sign in one.signs(datetime.now(UTC))),
        ]

    def written(self) -> bytes:
        """The figures, as Prometheus reads them."""
        signs = self.signs()
        for sign in signs:
            self._well.labels(sign.name).set(sign.well)
        vitals = self._engine.vitals
        if all(sign.well for sign in signs if sign.name in {"disk", "projections"}):
            self._free.set(vitals.free())
            newest = vitals.newest()
            for name, position in vitals.positions().items():
                self._behind.labels(name).set(newest - position)
        return generate_latest(self.registry)


class _Kept(Collector):
    """A count by kind that is kept elsewhere, such as that of the connections."""

    def __init__(self, name: str, what: str, now: Callable[[], Mapping[str, float]]) -> None:
        self._name, self._what, self._now = name, what, now

    def collect(self) -> Iterator[CounterMetricFamily]:
        family = CounterMetricFamily(self._name, self._what, labels=["kind"])
        for kind, value in dict(self._now()).items():
            family.add_metric([kind], value)
        yield family


class Exchange:
    """A message and its answer: its id, and when it began. It stands in the scope."""

    __slots__ = ("_before", "_begun", "id")

    def __init__(self, scope: Scope) -> None:
        self._begun, self.id = time.perf_counter(), f"{_CHANCE.getrandbits(64):016x}"
        self._before = request_id.set(self.id)
        scope[_EXCHANGE] = self

    def note(self, scope: Scope, status: int) -> None:
        """Count and time its answer, and write a line about it. Once, at the end."""
        _note(scope, status, time.perf_counter() - self._begun)
        request_id.reset(self._before)


class Measured:
    """Counts and times every answer, gives each message an id, and writes a line about it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        one: Exchange = scope.get(_EXCHANGE) or Exchange(scope)
        status = 0

        async def measured(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = one.id
            await send(message)

        try:
            await self._app(scope, receive, measured)
        finally:
            one.note(scope, status)


def _note(scope: Scope, status: int, seconds: float) -> None:
    measures: Measures = scope["app"].state.measures
    route = getattr(scope.get("route"), "path", "none")
    measures.note(route, status, seconds)
    kind = scope.get("griffie.problem")
    if status == 503:  # noqa: PLR2004
        measures.unavailable.labels(kind or "other").inc()
    level = logging.WARNING if status >= 500 else logging.INFO  # noqa: PLR2004
    if (route in _QUIET and status == 200) or not log.isEnabledFor(level):  # noqa: PLR2004
        return
    told: dict[str, Any] = {"method": scope["method"], "route": route, "status": status}
    told["ms"] = round(1000 * seconds, 1)
    if kind:
        told["problem"] = kind
    log.log(level, "answered", extra={"members": told})


_OPERATORS = 3
"""The addresses for operators that follow."""


def add_measures(app: FastAPI) -> None:
    """Put the addresses for operators on an application, and measure what it answers."""
    app.add_middleware(Measured)

    @app.api_route("/healthz", methods=["GET", "HEAD"], include_in_schema=False)
    async def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz", include_in_schema=False)
    def readyz(http: Request) -> JSONResponse:
        state = http.app.state
        signs: Iterable[Sign] = state.measures.signs()
        ticked = state.work.clockwork.ticked_at
        wrong = [sign for sign in signs if not sign.well]
        told = {
            "ready": not wrong,
            "events": state.engine.history.newest() if not wrong else None,
            "views_percent": state.engine.views_made() if not wrong else None,
            "ticked_at": ticked and ticked.isoformat(),
            "because": [{"sign": one.name, "said": one.said, "step": one.step} for one in wrong],
        }
        return JSONResponse(told, 503 if wrong else 200)

    @app.get("/metrics", include_in_schema=False)
    def metrics(http: Request) -> Response:
        return Response(http.app.state.measures.written(), media_type=CONTENT_TYPE_LATEST)

    routes = app.router.routes  # who asks every few seconds walks past no other route
    routes[:] = [*routes[-_OPERATORS:], *routes[:-_OPERATORS]]
