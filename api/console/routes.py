"""The addresses of queue, request and documentation.

Only a look is recorded here.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BeforeValidator
from starlette.exceptions import HTTPException

from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame import api_docs, proof_page, provider_routes, sign_in_routes
from griffie.api.console.frame.problem_page import PageRoute, add_headers, trouble_page
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.said_why import SaidInForm, is_said
from griffie.api.console.frame.sign_in import FromHere, SignedIn, account_or_none
from griffie.api.console.frame.static_files import STATICS, VERSION
from griffie.api.console.queue import tabs
from griffie.api.console.queue.filter_words import filter_fields, filters_in_words
from griffie.api.console.queue.saved_views_page import saved_links
from griffie.api.console.queue.several import bulk_of
from griffie.api.console.queue.work_queue import Board
from griffie.api.console.request.replay_page import ReplayPage, version_on
from griffie.api.console.request.request_page import RequestPage
from griffie.api.http import problems
from griffie.api.http.guard import engine_of
from griffie.api.http.routes.requests import look
from griffie.api.words.checkpoint_lines import read_checkpoint_lines
from griffie.application.access.roles import Permission, Reach, may
from griffie.application.past.at_moment import register_then
from griffie.application.past.moments import When
from griffie.application.requests.commands import Day
from griffie.application.requests.requests import UnknownRequestError
from griffie.application.views import open_values
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.model.values import Account as Handler
from griffie.domain.request.vocabulary import Channel

router = APIRouter(route_class=PageRoute, include_in_schema=False)

F = TypeVar("F")
OrNone = Annotated[F | None, BeforeValidator(lambda said: said or None)]
"""A filter of a form, which sends an empty text where nothing is chosen."""
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


@router.get("/")
def board(  # noqa: PLR0917 - what an address of the queue may say
    http: Request,
    account: SignedIn,
    tab: tabs.Tab | None = None,
    right: OrNone[Right] = None,
    channel: OrNone[Channel] = None,
    state: OrNone[Standing] = None,
    handler: OrNone[Handler] = None,
    due: Day | None = None,
    within: Literal["7"] | None = None,
    order: OrNone[tabs.Order] = None,
    after: Annotated[str, Query(max_length=60)] = "",
    on: Day | None = None,
    knowledge: Literal["then", "now"] = "then",
) -> Response:
    """The work queue, today or as it stood at the end of a day."""
    engine, speech = engine_of(http), speech_for(http)
    lists, figures = may(account.role, Permission.LISTS), may(account.role, Permission.BOARD)
    if not (lists or figures):
        return render_page(http, "queue/no_lists.html", account, status=403)
    first = tab or ("open" if lists is Reach.OWN else "action")
    wanted = tabs.TabFilter(first, right, channel, state, due, within is not None, handler, order)
    today = engine.today()
    past = on is not None and on < today
    kept = {"on": on.isoformat(), "knowledge": knowledge} if on else {}
    when = When(on=on, hindsight=on is not None and knowledge == "now")
    with register_then(engine, when) as then:
        view = then.view
        built = Board(engine, view, account, on or today, speech, today)
        shown: dict[str, Any] = {"board": built, "wanted": wanted, "kept": kept, "past": past}
        if lists:
            found = tabs.tab_page(
                view, wanted, on or today, built.cover.mine, built.entered_by, after
            )
            shown |= {"rows": built.rows(found.items), "after": found.after, "later": bool(after)}
        shown |= {
            "lists": bool(lists),
            "bulk": None if past else bulk_of(account, built.known),
            "figures": bool(figures),
            "asked": http.query_params,
            "checkpoint": read_checkpoint_lines(engine.checkpoint()),
            "knowledge": knowledge,
            "left": then.left_since,
            "filtered": filters_in_words(wanted, built.known, speech),
            "saved": saved_links(engine, account, wanted) if lists else [],
            "filters": filter_fields(wanted, built.known, speech),
        }
        return render_page(http, "queue/board.html", account, **shown)


@router.get("/requests/{reference}", name="case")  # a refusal is recorded under this name
def request_page(
    http: Request,
    reference: Reference,
    account: SignedIn,
    done: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    """A request, without its personal data; `done` is the version that a step just made."""
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    speech = speech_for(http)
    shown = RequestPage(engine, request, account, engine.today(), speech, after=done)
    return render_page(http, "request/request.html", account, page=shown, reason_missing=False)


@router.post("/requests/{reference}/reveal", dependencies=[FromHere])
def reveal(http: Request, reference: Reference, account: SignedIn, why: SaidInForm) -> Response:
    """First the look is recorded, then the page shows the personal data."""
    engine, speech = engine_of(http), speech_for(http)
    request = request_of(engine, account, reference)
    if not is_said(account, why):
        shown = RequestPage(engine, request, account, engine.today(), speech)
        return render_page(
            http, "request/request.html", account, status=422, page=shown, reason_missing=True
        )
    look(engine, account, request, why, erased=request.erased)
    personal = open_values(request, engine.vault)
    shown = RequestPage(engine, request, account, engine.today(), speech, personal)
    return render_page(http, "request/request.html", account, page=shown, reason_missing=False)


@router.get("/requests/{reference}/reveal")
def unrevealed(reference: Reference) -> Response:
    """Reloaded, or reached again after a change of language: what was opened is closed again."""
    return RedirectResponse(f"/requests/{reference}", 303)


@router.get("/requests/{reference}/replay")
def replay(  # noqa: PLR0917 - what an address of the replay may say
    http: Request,
    reference: Reference,
    account: SignedIn,
    version: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    on: Day | None = None,
    beside: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    """A version, or what stood at the end of a day; `beside` compares it with another version."""
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    day = on if on and version is None and on <= engine.today() else None
    named = version or (version_on(engine, request, day) if day else request.version)
    shown = ReplayPage(engine, request, named, account, speech_for(http), day, beside)
    return render_page(http, "request/replay.html", account, replay=shown, reference=reference)


@router.get("/docs")
def docs(http: Request) -> Response:
    """The documentation of the API."""
    spec = http.app.openapi()
    shown = {"spec": spec, "groups": api_docs.groups(spec), "coded": api_docs.mark_code}
    return render_page(http, "frame/docs.html", account_or_none(http), **shown)


@router.get("/static/{version}/{name:path}")
async def static(version: str, name: str) -> Response:
    """Another version of a file has another address: what was loaded once is never asked again."""
    found = STATICS.get(name)
    if found is None or version != VERSION:
        raise UnknownRequestError
    return Response(found.content, media_type=found.kind, headers=_FOREVER)


@router.get("/favicon.ico")
async def favicon() -> Response:
    """The icon that browsers ask for by themselves."""
    return RedirectResponse(f"/static/{VERSION}/mark.svg", 303)


def install(app: FastAPI) -> None:
    """Put the addresses on an application, and pages for what no route answers."""
    app.include_router(sign_in_routes.router)
    app.include_router(provider_routes.router)
    app.include_router(proof_page.router)
    app.include_router(router)
    app.add_exception_handler(HTTPException, _for_people(problems.http_problem))
    app.add_exception_handler(Exception, _for_people(problems.failure_problem))


def _for_people(for_programs: Callable[..., Response]) -> Callable[..., Response]:
    """What no route answers: a page for people, a problem for programs."""

    def answer(http: Request, error: Exception) -> Response:
        people = "text/html" in http.headers.get("accept", "")
        if not people or http.url.path.startswith("/api/"):
            return for_programs(http, error)
        response = trouble_page(
            http, error.status_code if isinstance(error, HTTPException) else 500
        )
        add_headers(http, response)
        return response

    return answer
