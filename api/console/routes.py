"""The console's addresses. Reading only: a page shows what the API would, in words."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, FastAPI, Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from griffie.api.console.frame import api_docs, sign_in_routes
from griffie.api.console.frame.page import page, spoken_in
from griffie.api.console.frame.problem_page import PageRoute, dress, trouble
from griffie.api.console.frame.sign_in import Auditing, FromHere, SignedIn, somebody
from griffie.api.console.frame.static_files import STATICS, VERSION
from griffie.api.console.oversight.audit_page import Ledger, signed
from griffie.api.console.queue import tabs
from griffie.api.console.queue.work_queue import Board
from griffie.api.console.request.page import Case
from griffie.api.console.request.replay import Replay, version_on
from griffie.api.http import problems
from griffie.api.http.guard import engine_of, may_read
from griffie.api.http.problems import not_allowed
from griffie.api.http.routes.lists import only_requests
from griffie.api.http.routes.requests import look
from griffie.api.words.names import CHANNELS, STANDINGS
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account, Permission, Reach, may
from griffie.application.commands import Day
from griffie.application.engine import Engine
from griffie.application.past.at_moment import register_then
from griffie.application.past.moments import When
from griffie.application.register.view import Query as RegisterQuery
from griffie.application.requests.requests import UnknownRequestError
from griffie.application.views import open_values
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Channel
from griffie.domain.rights_request import RightsRequest

router = APIRouter(route_class=PageRoute, include_in_schema=False)

REFERENCE = r"^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
LONGEST = 320
Reference = Annotated[str, Path(pattern=REFERENCE)]
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


@router.get("/")
def board(  # noqa: PLR0917 - what an address of the queue may say
    http: Request,
    account: SignedIn,
    tab: tabs.Tab | None = None,
    right: Right | None = None,
    channel: Channel | None = None,
    state: Standing | None = None,
    due: Day | None = None,
    within: Literal[7] | None = None,
    after: Annotated[str, Query(max_length=60)] = "",
    on: Day | None = None,
    knowledge: Literal["then", "now"] = "then",
) -> Response:
    """The work queue, today or as it stood at the end of a day."""
    engine, speech = engine_of(http), spoken_in(http)
    reach = may(account.role, Permission.LISTS)
    if reach is None:
        return page(http, "no_lists.html", account, status=403)
    first = tab or ("open" if reach is Reach.OWN else "action")
    wanted = tabs.Wanted(first, right, channel, state, due, within is not None)
    today = engine.today()
    past = on is not None and on < today
    kept = {"on": on.isoformat(), "knowledge": knowledge} if on else {}
    when = When(on=on, hindsight=on is not None and knowledge == "now")
    with register_then(engine, when) as then:
        view = then.view
        built = Board(engine, view, account, on or today, speech, today)
        shown: dict[str, Any] = {"board": built, "wanted": wanted, "kept": kept, "past": past}
        if reach is not Reach.FIGURES:
            found = tabs.page(view, wanted, on or today, account.id, built.entered_by, after)
            shown |= {"rows": built.rows(found.items), "after": found.after, "later": bool(after)}
        shown |= {
            "lists": reach is not Reach.FIGURES,
            "figures": reach is not Reach.OWN,
            "asked": http.query_params,
            "checkpoint": signed(engine.log.checkpoint()),
            "knowledge": knowledge,
            "left": then.left_since,
            "filtered": filtered(wanted, speech),
            "rights": [(one.value, speech.right(one)) for one in Right],
        }
        return page(http, "board.html", account, **shown)


def filtered(wanted: tabs.Wanted, speech: Speech) -> list[str]:
    """The filters that hold, in words."""
    found = []
    if wanted.right:
        found.append(speech.right(wanted.right))
    if wanted.channel:
        found.append(speech.say(CHANNELS[wanted.channel]))
    if wanted.state:
        found.append(speech.say(STANDINGS[wanted.state]))
    if wanted.due:
        found.append(speech.say("due on {on}", on=wanted.due))
    if wanted.within:
        found.append(speech.say("due within 7 days"))
    return found


@router.get("/search")
def search(
    http: Request, account: SignedIn, reference: Annotated[str, Query(max_length=LONGEST)] = ""
) -> Response:
    """By reference, which is not personal; anything else is asked with a form, never in a URL."""
    only_requests(account)
    if not reference:
        return page(http, "search.html", account, rows=None, tried="")
    return found_by_reference(http, account, reference) or page(
        http, "search.html", account, status=404, rows=None, tried="reference"
    )


@router.post("/search", dependencies=[FromHere])
def seek(
    http: Request, account: SignedIn, sought: Annotated[str, Form(max_length=LONGEST)] = ""
) -> Response:
    """A reference, an e-mail address or a name: what it is shows in how it is written."""
    engine, speech = engine_of(http), spoken_in(http)
    entered_by = only_requests(account)
    if found := found_by_reference(http, account, sought):
        return found
    value = sought.strip()
    if not value:
        return page(http, "search.html", account, rows=None, tried="")
    among = tuple(engine.vault.find("email" if "@" in value else "name", value))
    asked = RegisterQuery(among=among, sort="-received_on", limit=tabs.BATCH, entered_by=entered_by)
    view, today = engine.current(), engine.today()
    rows = Board(engine, view, account, today, speech, today).rows(view.items(asked, today))
    return page(http, "search.html", account, rows=rows, tried="person")


def found_by_reference(http: Request, account: Account, written: str) -> Response | None:
    """To the request, when what was written is a reference of one that this person may see."""
    plain = written.strip().upper().translate(MISREAD).replace("-", "").replace(" ", "")
    if len(plain) != 10 or not plain.isalnum():  # noqa: PLR2004
        return None
    reference = f"{plain[:5]}-{plain[5:]}"
    engine = engine_of(http)
    asked = RegisterQuery(reference=reference, entered_by=only_requests(account))
    if not engine.current().items(asked, engine.today()):
        return None
    return RedirectResponse(f"/requests/{reference}", 303)


def request_of(engine: Engine, account: Account, reference: str) -> RightsRequest:
    """Raises UnknownRequestError; also for what is somebody else's."""
    if not may(account.role, Permission.READ_STATE):
        raise not_allowed()
    for item in engine.current().items(RegisterQuery(reference=reference), engine.today()):
        request = engine.requests.load(item.id)
        may_read(account, request)
        return request
    raise UnknownRequestError


@router.get("/requests/{reference}")
def case(http: Request, reference: Reference, account: SignedIn) -> Response:
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    shown = Case(engine, request, account, engine.today(), spoken_in(http))
    return page(http, "case.html", account, case=shown, reason_missing=False)


@router.post("/requests/{reference}/reveal", dependencies=[FromHere])
def reveal(
    http: Request,
    reference: Reference,
    account: SignedIn,
    reason: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """First the look is recorded, then the page shows the personal data."""
    engine, speech = engine_of(http), spoken_in(http)
    request = request_of(engine, account, reference)
    needed = may(account.role, Permission.REVEAL) is Reach.WITH_REASON
    if needed and not any(letter.isprintable() and not letter.isspace() for letter in reason):
        shown = Case(engine, request, account, engine.today(), speech)
        return page(http, "case.html", account, status=422, case=shown, reason_missing=True)
    look(engine, account, request, reason if needed else None, erased=request.erased)
    words = open_values(request, engine.vault)
    shown = Case(engine, request, account, engine.today(), speech, words)
    return page(http, "case.html", account, case=shown, reason_missing=False)


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
    shown = Replay(engine, request, named, account, spoken_in(http), day, beside)
    return page(http, "replay.html", account, replay=shown, reference=reference)


@router.get("/audit")
def audit(http: Request, account: Auditing) -> Response:
    engine = engine_of(http)
    engine.current()
    return page(http, "audit.html", account, ledger=Ledger(engine, spoken_in(http)))


@router.get("/docs")
def docs(http: Request) -> Response:
    spec = http.app.openapi()
    shown = {"spec": spec, "groups": api_docs.groups(spec), "coded": api_docs.coded}
    return page(http, "docs.html", somebody(http), **shown)


@router.get("/static/{version}/{name:path}")
async def static(version: str, name: str) -> Response:
    """Another version of a file has another address: what was loaded once is never asked again."""
    found = STATICS.get(name)
    if found is None or version != VERSION:
        raise UnknownRequestError
    return Response(found.content, media_type=found.kind, headers=FOREVER)


@router.get("/favicon.ico")
async def favicon() -> Response:
    return RedirectResponse(f"/static/{VERSION}/mark.svg", 303)


def install(app: FastAPI) -> None:
    """The pages, and what is said where none answers."""
    app.include_router(sign_in_routes.router)
    app.include_router(router)
    app.add_exception_handler(HTTPException, for_people(problems.http_error))
    app.add_exception_handler(Exception, for_people(problems.failed))


def for_people(for_programs: Callable[..., Response]) -> Callable[..., Response]:
    """What no route answers: a page for people, a problem for programs."""

    def answer(http: Request, error: Exception) -> Response:
        people = "text/html" in http.headers.get("accept", "")
        if not people or http.url.path.startswith("/api/"):
            return for_programs(http, error)
        response = trouble(http, error.status_code if isinstance(error, HTTPException) else 500)
        dress(http, response)
        return response

    return answer
