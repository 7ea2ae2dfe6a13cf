"""The page of an error: what went wrong, in the language of the reader, and what to do.

Nothing that was sent is repeated.
"""

import logging
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from eventsourcing.persistence import PersistenceError
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from griffie.api.console.frame.rendering import (
    A_YEAR,
    A_YEAR_OF_HTTPS,
    HEADERS,
    LANGUAGE_COOKIE,
    render_page,
    speech_for,
)
from griffie.api.console.frame.sign_in import (
    NotSignedInError,
    account_or_none,
    require_account,
    secure,
)
from griffie.api.http.beside_the_loop import beside_the_loop, in_thread
from griffie.api.http.message_check import asks
from griffie.api.http.problems import RequestRefusedError, name_problem
from griffie.api.http.refusal_record import record_refusal
from griffie.api.words.bad_input import reason_said
from griffie.api.words.names import msg
from griffie.api.words.speech import Speech, first_up
from griffie.application.clock_guard import ClockWrongError
from griffie.application.disclosure import KeyErasedError
from griffie.application.ports import StoreBehindError
from griffie.application.projections.making import ViewsBeingMadeError
from griffie.application.views import problem_type
from griffie.domain.errors import (
    ConflictError,
    DamagedStoreError,
    GriffieError,
    NotFoundError,
    TryAgainError,
    UnusableInputError,
    nearest,
)
from griffie.domain.law import Language
from griffie.domain.model.errors import BadInputError, StepRefusedError

log = logging.getLogger("griffie")

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

_TROUBLE = {
    400: (
        msg("This address cannot be read"),
        msg("Part of it is not in the form that is expected. Go back, or begin at the work queue."),
    ),
    403: (
        msg("Not for your role"),
        msg("Your role may not see or do this. Ask the data protection officer if you need it."),
    ),
    404: (msg("Nothing here"), msg("There is no such page or request, or it is not yours to see.")),
    409: (
        msg("Not possible now"),
        msg("The request does not allow this at the moment. Go back and look at it again."),
    ),
    405: (msg("Nothing here"), msg("There is no such page or request, or it is not yours to see.")),
    413: (msg("Too much"), msg("What was sent is larger than this page takes.")),
    500: (
        msg("Something is wrong here"),
        msg("Nothing was recorded that you were not told of. Ask your administrator to look."),
    ),
    503: (
        msg("Busy, try again in a moment"),
        msg("The store is busy or cannot be reached. Nothing was changed and nothing is lost."),
    ),
}
_BEING_MADE = (
    msg("The lists are being made anew"),
    msg(
        "As after every upgrade of a large store. Nothing is lost, and what is sent in meanwhile is"
        " recorded. Load this page again in a while. Done so far:"
    ),
)
_RETRY = {"Retry-After": "5"}


class PageRoute(APIRoute):
    """A route that answers errors with a page, and puts the headers of the console on answers.

    Its work is done beside the event loop. Nobody's form is read before it is known who sends it.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, beside_the_loop(endpoint), **options)

    def get_route_handler(self) -> Handler:
        answer, asks_who = super().get_route_handler(), asks(self.dependant, require_account)

        async def guarded(http: Request) -> Response:
            try:
                if asks_who and http.method == "POST":
                    await run_in_threadpool(require_account, http)
                response = _switch_language(http) or await answer(http)
            except NotSignedInError as out:
                response = RedirectResponse(out.where, 303)
            except tuple(_STATUSES) as error:
                name_problem(http, error)
                if refusal := _refusal_of(http, error):
                    await in_thread(http, partial(record_refusal, http, refusal), writes=True)
                response = trouble_page(http, status_of(error), error)
                if response.status_code == 500:  # noqa: PLR2004
                    log.exception("failed")
            add_headers(http, response)
            return response

        return guarded


_STATUSES: dict[type[Exception], int] = {
    GriffieError: 500,
    RequestRefusedError: 403,
    NotSignedInError: 403,
    StepRefusedError: 409,
    UnusableInputError: 400,
    NotFoundError: 404,
    ConflictError: 409,
    KeyErasedError: 404,
    TryAgainError: 503,
    ClockWrongError: 503,
    DamagedStoreError: 500,
    StoreBehindError: 503,
    RequestValidationError: 400,
    PersistenceError: 503,
    HTTPException: 404,
}
"""The page for each class of errors; one that is not named here has the page of its group."""


def status_of(error: Exception) -> int:
    """The HTTP status of the page for an error."""
    if isinstance(error, RequestRefusedError):
        return error.status if error.status in _TROUBLE else 400
    if isinstance(error, HTTPException):
        return error.status_code
    return nearest(error, _STATUSES)


def _refusal_of(http: Request, error: Exception) -> str | None:
    """The type of a refusal that is recorded (`/law/gdpr/12/6`); None for other errors."""
    if isinstance(error, RequestRefusedError) and error.status == 403:  # noqa: PLR2004
        return f"/problems/{error.kind}"
    if isinstance(error, StepRefusedError) and http.method == "POST":
        return problem_type(error.provision)
    return None


def trouble_page(http: Request, status: int, error: Exception | None = None) -> Response:
    """The page for an HTTP status. A person who is signed in keeps the menu."""
    title, advice = _TROUBLE.get(status, _TROUBLE[400])
    percent, why = None, _why(error, speech_for(http))
    if isinstance(error, ViewsBeingMadeError):
        (title, advice), percent = _BEING_MADE, error.percent
    try:
        account = account_or_none(http)
    except Exception:  # noqa: BLE001 - the trouble may be the very store that knows the session
        account = None
    response = render_page(
        http,
        "frame/problem.html",
        account,
        status=status,
        title=title,
        advice=advice,
        percent=percent,
        why=why,
    )
    if status == 503:  # noqa: PLR2004
        response.headers.update(_RETRY)
    return response


def _why(error: Exception | None, speech: Speech) -> str:
    """Why it was refused, where that can be said in the reader's language; it names nobody."""
    if isinstance(error, BadInputError):
        return first_up(reason_said(str(error), speech) or "")
    if isinstance(error, StepRefusedError) and speech.knows(error.reason):
        cited = f" ({speech.cite(error.provision)})" if error.provision else ""
        return first_up(speech.say(error.reason, **error.words)) + cited
    return ""


def add_headers(http: Request, response: Response) -> None:
    """Put the headers of the console on a response; a header that it has already stays."""
    for name, value in (HEADERS | (A_YEAR_OF_HTTPS if secure(http) else {})).items():
        response.headers.setdefault(name, value)


def _switch_language(http: Request) -> Response | None:
    """Where an address says `?lang=fr`: keep that in a cookie, and redirect without it."""
    chosen = http.query_params.get("lang", "")
    if http.method != "GET" or chosen not in set(Language):
        return None
    response = RedirectResponse(http.url.remove_query_params("lang"), 303)
    response.headers["location"] = _address_without_language(http)
    response.set_cookie(
        LANGUAGE_COOKIE,
        chosen,
        max_age=A_YEAR,
        path="/",
        httponly=True,
        samesite="lax",
        secure=secure(http),
    )
    return response


def _address_without_language(http: Request) -> str:
    """The path and query of an address without `lang`, and without a host."""
    query = http.url.remove_query_params("lang").query
    return http.url.path + (f"?{query}" if query else "")
