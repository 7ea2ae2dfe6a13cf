"""The JSON API as a FastAPI application on one engine, with health, counts and the clock."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from copy import copy
from functools import partial

from anyio import CapacityLimiter
from fastapi import FastAPI
from starlette.datastructures import State

from griffie import __version__
from griffie.api.http import parameters, problems, refusal_record, route_memory
from griffie.api.http.awaited import AwaitedPositions
from griffie.api.http.beside_the_loop import WRITERS
from griffie.api.http.clock_loop import EVERY
from griffie.api.http.commands_taken import groups_of
from griffie.api.http.compressed import Compressed
from griffie.api.http.group import Groups
from griffie.api.http.in_front import InFront
from griffie.api.http.live import LiveChanges
from griffie.api.http.measures import Measures, add_measures
from griffie.api.http.message_check import StrictApplication
from griffie.api.http.of_loop import OfLoop
from griffie.api.http.on_loop import OnLoop
from griffie.api.http.one_turn import OneTurn
from griffie.api.http.openapi import describe
from griffie.api.http.operation_ids import operation_id
from griffie.api.http.routes import (
    access,
    advice,
    announcements,
    audit,
    copies,
    differences,
    documents,
    dossier,
    drp,
    inspection,
    law,
    letters,
    lists,
    messages,
    opendsr,
    outbox,
    people,
    portal_code,
    recipient_notices,
    redaction,
    reports,
    requests,
    restricted,
    search_links,
    searches,
    signed,
)
from griffie.api.http.way_in import WayIn
from griffie.api.http.way_to_read import WayToRead
from griffie.api.http.work_beside import WorkBeside
from griffie.application.engine import Engine
from griffie.application.intake.watched_mailbox import Watched
from griffie.application.opendsr.processors import HandingOn
from griffie.application.sending.mail import Relay

_DESCRIPTION = """Data-subject requests under the GDPR, from receipt to close.

Each request is a history of events; every answer shows the state that follows from it. A step
that the law forbids answers 409 and quotes the article; `actions` says so beforehand.
"""
_TAGS = [
    {"name": "requests", "description": "Receive, read, reveal."},
    {"name": "commands", "description": "One step of the work each."},
    {"name": "lists", "description": "The register, search and the deadline dashboard."},
    {"name": "messages", "description": "The inbox: a mail comes in, a person says what it is."},
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
        generate_unique_id_function=operation_id,
        max_body_size=parameters.LARGEST_BODY,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    answering = (lists, differences, requests, advice, letters, audit, dossier, law, access)
    beside = (searches, messages, announcements, restricted, reports, people)
    filed = (documents, redaction, copies, portal_code)
    mailed = (search_links, recipient_notices, outbox)
    of_others = (signed, opendsr, drp)
    for part in (*answering, inspection, *beside, *filed, *mailed, *of_others):
        app.include_router(part.router)
    app.add_middleware(Compressed)
    problems.install(app)
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    add_measures(app)
    route_memory.install(app)
    app.in_front = InFront(app, (WayIn(), WayToRead()))
    return app


def with_engine(
    routes: FastAPI,
    engine: Engine,
    tick_every: float = EVERY,
    mailboxes: Sequence[Watched] = (),
    relay: Relay | None = None,
    *,
    handing: HandingOn | None = None,
) -> FastAPI:
    """A copy of an application that shares its routes and serves an opened engine.

    `tick_every` is in seconds. While the copy is served, its clock ticks, its mailboxes are
    watched, `relay` is given what waits in the outbox and `handing` what is handed on; at the end
    the engine is closed.
    """
    app = copy(routes)
    work = WorkBeside(engine, tick_every, mailboxes, relay, handing)
    measures = Measures(engine, work.clockwork, work.measured)
    work.audits.shown_in(measures.registry)
    awaited = AwaitedPositions(engine.history.newest)
    awaited.shown_in(measures.registry)
    app.state = State(
        {
            "engine": engine,
            "work": work,
            "measures": measures,
            "live": LiveChanges(engine),
            "awaited": awaited,
            "writers": CapacityLimiter(WRITERS),
            "groups": groups_of(engine),
            "reading": OfLoop(lambda _: OnLoop()),
            "askers": Groups(engine.access.accounts_of),
            "signed": OfLoop(partial(OneTurn, engine.access.account_of)),
        }
    )
    return app


@asynccontextmanager
async def living(app: FastAPI) -> AsyncIterator[None]:
    """What goes on while it is served: clock, audits, mail; then its engine is closed."""
    engine: Engine = app.state.engine
    refusal_record.record_counts(engine)
    route_memory.make_ready(app)  # else the first visitor waits for it
    state = app.state
    with state.work.running(), state.live.running():
        yield
    app.state.groups.close()
    app.state.askers.close()
    refusal_record.record_counts(engine)
    engine.close()
