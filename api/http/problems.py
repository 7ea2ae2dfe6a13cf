"""Errors as RFC 9457 problem details. What the caller sent is never repeated.

/law/gdpr/12/3        409  the law forbids it: the article
/problems/state       409  only the order of steps forbids it
/problems/malformed   422  it cannot mean anything: which field, and why
/problems/…                the rest: who asks, what exists, how busy the store is
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from eventsourcing.persistence import OperationalError, PersistenceError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException

from griffie.api.http import refusal_record
from griffie.api.http.beside_the_loop import in_thread
from griffie.api.http.validation_words import NO_JSON, what_is_wrong
from griffie.application.clock_guard import ClockWrongError
from griffie.application.disclosure import KeyErasedError, KeyUnavailableError, TamperedError
from griffie.application.dossier.errors import NotSignedError
from griffie.application.errors import SignInUnavailableError
from griffie.application.past.moments import BeforeFirstEntryError, NoSuchMomentError
from griffie.application.ports import LogForkedError, StoreBehindError
from griffie.application.projections.making import ViewsBeingMadeError
from griffie.application.requests.requests import ContentionError, KeyReusedError, StaleVersionError
from griffie.application.views import path, problem_type
from griffie.domain.errors import (
    ConflictError,
    DamagedStoreError,
    GriffieError,
    NotFoundError,
    TryAgainError,
    UnusableInputError,
)
from griffie.domain.law import Language
from griffie.domain.model.errors import BadInputError, StepRefusedError, UnsaidError
from griffie.domain.steps.step import ERASED

log = logging.getLogger("griffie")

MEDIA_TYPE = "application/problem+json"


class RequestRefusedError(GriffieError):
    """Not signed in, not allowed, or refused for a reason of HTTP."""

    code = "refused"
    sentence = "The request was refused"

    def __init__(self, status: int, kind: str, title: str, detail: str, **headers: str) -> None:
        super().__init__(title)
        self.status, self.kind, self.title, self.detail = status, kind, title, detail
        self.headers = headers


def not_signed_in_error() -> RequestRefusedError:
    """What to raise where no valid token was sent (401)."""
    detail = "Send a token that is still valid: Authorization: Bearer …"
    return RequestRefusedError(
        401, "signed-out", "Not signed in", detail, **{"WWW-Authenticate": "Bearer"}
    )


def not_allowed_error(what: str = "Your role may not do this.") -> RequestRefusedError:
    """What to raise where the role may not do this (403)."""
    return RequestRefusedError(403, "role", "Not allowed", what)


def _problem_response(
    status: int, kind: str, title: str, detail: str, headers: Any = None, **members: Any
) -> JSONResponse:
    about = kind if kind.startswith("/") else f"/problems/{kind}"
    body = {"type": about, "title": title, "status": status, "detail": detail, **members}
    return JSONResponse(body, status, headers, media_type=MEDIA_TYPE)


def _refusal_problem(http: Request, error: RequestRefusedError) -> JSONResponse:
    if error.status == 403:  # noqa: PLR2004
        refusal_record.record_refusal(http, f"/problems/{error.kind}")
    return _problem_response(error.status, error.kind, error.title, error.detail, error.headers)


def _step_refused_problem(http: Request, error: StepRefusedError) -> JSONResponse:
    provision = error.provision
    title = provision.cite(Language.EN, short=True) if provision else "Not now"
    command = path(http.scope["route"].name)
    if http.method == "POST":  # a letter that cannot be written yet was no step
        refusal_record.record_refusal(http, problem_type(provision))
    members = {"missing": list(map(str, error.missing))} if isinstance(error, UnsaidError) else {}
    return _problem_response(
        409, problem_type(provision), title, str(error), command=command, **members
    )


def _bad_input_problem(http: Request, error: BadInputError) -> JSONResponse:
    place = "body" if http.method == "POST" else "query"
    return malformed_problem([{"at": f"{place}.{error.word}", "because": str(error)}])


def malformed_problem(errors: list[dict[str, str]], status: int = 422) -> JSONResponse:
    """The answer to a message that cannot be read.

    `errors` say `at` which place, `because` of what.
    """
    detail = "; ".join(f"{one['at']}: {one['because']}" for one in errors[:5])
    return _problem_response(status, "malformed", "Malformed", detail, errors=errors)


def _validation_problem(http: Request, error: RequestValidationError) -> JSONResponse:
    if getattr(http.state, "no_json", False):
        return malformed_problem([{"at": "body", "because": NO_JSON}])
    return malformed_problem(what_is_wrong(error))


def _before_first_entry_problem(_: Request, error: BeforeFirstEntryError) -> JSONResponse:
    return _problem_response(404, "unknown", "Unknown", f"{error}.")


def _no_moment_problem(_: Request, error: NoSuchMomentError) -> JSONResponse:
    return malformed_problem([{"at": "query", "because": str(error)}])


def _store_problem(http: Request, error: PersistenceError) -> JSONResponse:
    """A full disk or a damaged file: nothing was done, and somebody must look."""
    if _is_busy(error):
        return _BUSY(http, ContentionError())
    detail = "The store could not write or read (disk full, or a damaged file): nothing was done."
    return _problem_response(503, "store", "The store failed", detail, {"Retry-After": "60"})


def _is_busy(error: Exception) -> bool:
    return isinstance(error, PersistenceError) and any(
        word in str(error) for word in ("locked", "busy")
    )


def _answer_of_class(
    status: int, title: str, form: str = "", *, kind: str = "", again: int | None = None
) -> Callable[[Request, GriffieError], JSONResponse]:
    """How errors of a class are answered: their own words are not shown, those of the class are.

    `form` is how sentence and remedy are joined, `kind` the type where it is not the code, `again`
    the seconds after which a client may try again.
    """

    def answer(_: Request, error: GriffieError) -> JSONResponse:
        remedy = error.remedy
        words = {"remedy": remedy, "Remedy": remedy[:1].upper() + remedy[1:]}
        joined = form or ("{sentence}: {remedy}." if remedy else "{sentence}.")
        headers = {"Retry-After": str(again)} if again else None
        detail = joined.format(sentence=error.sentence, **words)
        return _problem_response(status, kind or error.code, title, detail, headers)

    return answer


def _unusable_problem(_: Request, error: UnusableInputError) -> JSONResponse:
    because = f"{error.sentence}: {error.remedy}" if error.remedy else error.sentence
    return malformed_problem([{"at": "request", "because": because}])


def too_large_problem() -> JSONResponse:
    """The answer to a body that is larger than its address takes (413)."""
    return _problem_response(
        413, "too-large", "Too large", "The body is larger than this address takes."
    )


def failure_problem(_: Request, error: Exception) -> JSONResponse:
    """The answer to an error that no other handler knows (500). Its text goes to the log only."""
    if isinstance(error, GriffieError):  # others are logged by the server
        log.error("failed", exc_info=error)
    detail = "Griffie failed at this. Nothing was recorded that you were not told of."
    return _problem_response(500, "failed", "Failed", detail)


def _method_problem(http: Request) -> JSONResponse:
    """RFC 9110 §15.5.6: with every method that the address knows, on whichever route it stands."""
    here = http.scope["route"].path
    routes = [
        route
        for route in iter_route_contexts(http.app.routes)
        if route.path == here and route.include_in_schema
    ]
    known = {method for route in routes for method in route.methods or ()}
    known |= {"HEAD"} if "GET" in known else set()
    detail = "This address does not know that method."
    headers = {"Allow": ", ".join(sorted(known))}
    return _problem_response(405, "method", "Not that way", detail, headers)


def http_problem(http: Request, error: HTTPException) -> JSONResponse:
    """The answer to an error of Starlette, such as an unknown address or method."""
    if error.status_code == 413:  # noqa: PLR2004
        return too_large_problem()
    if error.status_code == 400:  # noqa: PLR2004 - what cannot be read is malformed like the rest
        return malformed_problem([{"at": "body", "because": "it cannot be read"}])
    if error.status_code == 405:  # noqa: PLR2004
        return _method_problem(http)
    if error.status_code == 404:  # noqa: PLR2004
        return _problem_response(404, "unknown", "Unknown", "There is nothing at this address.")
    detail = "The request was refused."
    return _problem_response(error.status_code, "http", "Refused", detail, error.headers)


def _views_problem(_: Request, error: ViewsBeingMadeError) -> JSONResponse:
    detail = f"{error.sentence}: {error.percent} % are done. {error.remedy.capitalize()}."
    return _problem_response(503, error.code, "Being made anew", detail, {"Retry-After": "10"})


_BUSY = _answer_of_class(503, "Busy", again=2)

_HANDLERS: dict[type[Exception], Any] = {
    GriffieError: failure_problem,
    RequestRefusedError: _refusal_problem,
    StepRefusedError: _step_refused_problem,
    UnusableInputError: _unusable_problem,
    BadInputError: _bad_input_problem,
    NoSuchMomentError: _no_moment_problem,
    BeforeFirstEntryError: _before_first_entry_problem,
    NotFoundError: _answer_of_class(404, "Unknown", kind="unknown"),
    NotSignedError: _answer_of_class(404, "No such checkpoint"),
    ConflictError: _answer_of_class(409, "Not now", kind="state"),
    # Erased while this was asked: at a later look the request itself says so.
    KeyErasedError: _answer_of_class(
        409, "Not now", f"{ERASED[0].upper()}{ERASED[1:]}.", kind="state"
    ),
    StaleVersionError: _answer_of_class(412, "Stale"),
    KeyReusedError: _answer_of_class(422, "Key used before"),
    TryAgainError: _BUSY,
    ViewsBeingMadeError: _views_problem,
    KeyUnavailableError: _answer_of_class(503, "Key unavailable", again=30),
    SignInUnavailableError: _answer_of_class(503, "Sign-in unavailable", again=30),
    DamagedStoreError: _answer_of_class(500, "Damaged"),
    TamperedError: _answer_of_class(500, "Tampered with"),
    LogForkedError: _answer_of_class(500, "The log is broken", "{sentence}. {Remedy}.", kind="log"),
    StoreBehindError: _answer_of_class(503, "The store is an old copy", "{sentence}. {Remedy}."),
    ClockWrongError: _answer_of_class(
        503, "The clock is wrong", "{sentence}: {remedy}. Nothing done.", again=60
    ),
    RequestValidationError: _validation_problem,
    OperationalError: _store_problem,
    PersistenceError: _store_problem,
    HTTPException: http_problem,
    Exception: failure_problem,
}
"""How each class of errors is answered; one that is not named here is answered as its group."""


def install(app: FastAPI) -> None:
    """Answer the errors of every class as `HANDLERS` says."""
    for error, handler in _HANDLERS.items():
        app.add_exception_handler(error, _answered_by(handler))


def _answered_by(handler: Callable[..., JSONResponse]) -> Callable[..., Any]:
    """A handler that names the error for the figures; a refusal may be recorded on the way."""

    async def answer(http: Request, error: Exception) -> JSONResponse:
        name_problem(http, error)
        return await in_thread(http, partial(handler, http, error), writes=True)

    return answer


def name_problem(http: Request, error: Exception) -> None:
    """Keep the code of an error with its message, by which answers of 503 are counted."""
    kind = error.code if isinstance(error, GriffieError) else "store"
    kind = ContentionError.code if _is_busy(error) else kind
    http.scope["griffie.problem"] = kind
