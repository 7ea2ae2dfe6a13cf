"""What went wrong, as RFC 9457 problem details. What the caller sent is never repeated.

/law/gdpr/12/3        409  the law forbids it: the article
/problems/state       409  only the order of things forbids it
/problems/malformed   422  it cannot mean anything: which field, and why
/problems/…                the rest: who one is, what exists, how busy we are
"""

from collections.abc import Sequence
from typing import Any

from eventsourcing.persistence import OperationalError, PersistenceError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException

from griffie.api.http import refusal_record
from griffie.application.disclosure import KeyErasedError, KeyUnavailableError, TamperedError
from griffie.application.past.moments import BeforeFirstEntryError, NoSuchMomentError
from griffie.application.ports import LogForkedError, StoreBehindError
from griffie.application.requests.histories import ClockBehindError
from griffie.application.requests.requests import (
    ContentionError,
    KeyReusedError,
    StaleVersionError,
    UnknownRequestError,
)
from griffie.application.views import path, problem_type
from griffie.domain.errors import GriffieError
from griffie.domain.law import Language
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.steps.step import ERASED

MEDIA_TYPE = "application/problem+json"


class RequestRefusedError(GriffieError):
    """Not signed in, not allowed, or a thing of HTTP."""

    code = "refused"
    sentence = "The request was refused"

    def __init__(self, status: int, kind: str, title: str, detail: str, **headers: str) -> None:
        super().__init__(title)
        self.status, self.kind, self.title, self.detail = status, kind, title, detail
        self.headers = headers


def not_signed_in() -> RequestRefusedError:
    detail = "Send a token that is still valid: Authorization: Bearer …"
    return RequestRefusedError(
        401, "signed-out", "Not signed in", detail, **{"WWW-Authenticate": "Bearer"}
    )


def not_allowed(what: str = "Your role may not do this.") -> RequestRefusedError:
    return RequestRefusedError(403, "role", "Not allowed", what)


def respond(
    status: int, kind: str, title: str, detail: str, headers: Any = None, **members: Any
) -> JSONResponse:
    about = kind if kind.startswith("/") else f"/problems/{kind}"
    body = {"type": about, "title": title, "status": status, "detail": detail, **members}
    return JSONResponse(body, status, headers, media_type=MEDIA_TYPE)


def refused(http: Request, error: RequestRefusedError) -> JSONResponse:
    if error.status == 403:  # noqa: PLR2004
        refusal_record.refused(http, f"/problems/{error.kind}")
    return respond(error.status, error.kind, error.title, error.detail, error.headers)


def forbidden(http: Request, error: StepRefusedError) -> JSONResponse:
    provision = error.provision
    title = provision.cite(Language.EN, short=True) if provision else "Not now"
    command = path(http.scope["route"].name)
    if http.method == "POST":  # a letter that cannot be written yet was no step
        refusal_record.refused(http, problem_type(provision))
    return respond(409, problem_type(provision), title, str(error), command=command)


def meaningless(_: Request, error: BadInputError) -> JSONResponse:
    return malformed([{"at": f"body.{error.word}", "because": str(error)}])


def malformed(errors: list[dict[str, str]], status: int = 422) -> JSONResponse:
    detail = "; ".join(f"{one['at']}: {one['because']}" for one in errors[:5])
    return respond(status, "malformed", "Malformed", detail, errors=errors)


def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
    return malformed([{"at": place(one), "because": because(one)} for one in error.errors()])


SAID_AS_IS = {
    "missing",
    "enum",
    "literal_error",
    "too_short",
    "too_long",
    "string_too_short",
    "string_too_long",
    "string_type",
    "value_error",
    "greater_than_equal",
    "less_than_equal",
    "text",
}
"""Sentences of pydantic that speak of what is expected, never of what came."""

NOT_A_WHOLE_NUMBER = "a whole number is expected"

SAID_BY_US = {
    "bool_parsing": "true or false is expected",
    "bool_type": "true or false is expected",
    "bytes_too_short": "a file that is not empty is expected",
    "bytes_type": "a file is expected",
    "date_from_datetime_parsing": "there is no such day",
    "datetime_from_date_parsing": "there is no such instant",
    "datetime_parsing": "there is no such instant",
    "dict_type": "an object is expected",
    "extra_forbidden": "there is no such field",
    "int_from_float": NOT_A_WHOLE_NUMBER,
    "int_parsing": NOT_A_WHOLE_NUMBER,
    "int_parsing_size": NOT_A_WHOLE_NUMBER,
    "int_type": NOT_A_WHOLE_NUMBER,
    "json_invalid": "not JSON in UTF-8 in which every member is named once",
    "model_attributes_type": "an object is expected",
    "string_pattern_mismatch": "not in the form that is documented",
    "string_unicode": "not text in Unicode",
    "timezone_aware": "an instant carries its zone",
    "tuple_type": "a list is expected",
    "uuid_parsing": "not a UUID",
    "uuid_type": "not a UUID",
}


def because(error: dict[str, Any]) -> str:
    kind: str = error["type"]
    if kind in SAID_AS_IS:
        return str(error["msg"]).removeprefix("Value error, ")
    return SAID_BY_US.get(kind, kind.replace("_", " "))


def place(error: dict[str, Any]) -> str:
    """Where it went wrong. The name of a field nobody asked for is input too: leave it out."""
    where: Sequence[Any] = error["loc"]
    known = where[:-1] if error["type"] in {"extra_forbidden", "json_invalid"} else where
    return ".".join(map(str, known))


def stale(_: Request, __: StaleVersionError) -> JSONResponse:
    detail = "The request has moved on since you looked: read it again, then decide."
    return respond(412, "stale", "Stale", detail)


def clock_behind(_: Request, __: Exception) -> JSONResponse:
    detail = "This machine's clock is behind what is recorded already: set it right. Nothing done."
    return respond(503, "clock", "The clock is wrong", detail, {"Retry-After": "60"})


def reused(_: Request, __: KeyReusedError) -> JSONResponse:
    detail = "This Idempotency-Key was sent before, with something else: use a new one."
    return respond(422, "key-reused", "Key used before", detail)


def unknown(_: Request, __: UnknownRequestError) -> JSONResponse:
    return respond(404, "unknown", "Unknown", "There is no such request, or was none yet.")


def no_moment(_: Request, error: NoSuchMomentError) -> JSONResponse:
    if isinstance(error, BeforeFirstEntryError):
        return respond(404, "unknown", "Unknown", f"{error}.")
    return malformed([{"at": "query", "because": str(error)}])


def busy(_: Request, __: Exception) -> JSONResponse:
    detail = "Others keep changing this, or the store is locked: try again in a moment."
    return respond(503, "busy", "Busy", detail, {"Retry-After": "2"})


def store_failed(http: Request, error: PersistenceError) -> JSONResponse:
    """A full disk or a damaged file: nothing was done, and somebody must look."""
    reason = str(error)
    if "locked" in reason or "busy" in reason:
        return busy(http, error)
    detail = "The store could not write or read (disk full, or a damaged file): nothing was done."
    return respond(503, "store", "The store failed", detail, {"Retry-After": "60"})


def erased(_: Request, __: KeyErasedError) -> JSONResponse:
    """In this very moment: whoever looks later is told by the request itself."""
    return respond(409, "state", "Not now", f"{ERASED[0].upper()}{ERASED[1:]}.")


def key_away(_: Request, __: KeyUnavailableError) -> JSONResponse:
    detail = "The key of these data cannot be had at the moment. Nothing is lost: try again."
    return respond(503, "key-unavailable", "Key unavailable", detail, {"Retry-After": "30"})


def tampered(_: Request, __: TamperedError) -> JSONResponse:
    detail = "What is kept is not what the history committed to: run griffie audit."
    return respond(500, "tampered", "Tampered with", detail)


def log_broken(_: Request, __: Exception) -> JSONResponse:
    detail = "The log no longer leads from what was signed: nothing is signed. Run griffie audit."
    return respond(500, "log", "The log is broken", detail)


def log_behind(_: Request, __: Exception) -> JSONResponse:
    detail = (
        "This store is an old copy: a later state of it was signed. It can be read; nothing is"
        " recorded or signed. The operator has to put the newest one in its place."
    )
    return respond(503, "log-behind", "The store is an old copy", detail)


def too_large() -> JSONResponse:
    return respond(413, "too-large", "Too large", "The body is larger than this address takes.")


def failed(_: Request, __: Exception) -> JSONResponse:
    detail = "Griffie failed at this. Nothing was recorded that you were not told of."
    return respond(500, "failed", "Failed", detail)


def not_that_way(http: Request) -> JSONResponse:
    """RFC 9110 §15.5.6: with every method that the address knows, on whichever route it stands."""
    here = http.scope["route"].path
    routes = [
        route
        for route in iter_route_contexts(http.app.routes)
        if route.path == here and route.include_in_schema
    ]
    known = sorted({method for route in routes for method in route.methods or ()})
    detail = "This address does not know that method."
    headers = {"Allow": ", ".join(known)}
    return respond(405, "method", "Not that way", detail, headers)


def http_error(http: Request, error: HTTPException) -> JSONResponse:
    if error.status_code == 413:  # noqa: PLR2004
        return too_large()
    if error.status_code == 400:  # noqa: PLR2004 - what cannot be read is malformed like the rest
        return malformed([{"at": "body", "because": "it cannot be read"}])
    if error.status_code == 405:  # noqa: PLR2004
        return not_that_way(http)
    if error.status_code == 404:  # noqa: PLR2004
        return respond(404, "unknown", "Unknown", "There is nothing at this address.")
    detail = "The request was refused."
    return respond(error.status_code, "http", "Refused", detail, error.headers)


HANDLERS: dict[type[Exception], Any] = {
    RequestRefusedError: refused,
    StepRefusedError: forbidden,
    BadInputError: meaningless,
    RequestValidationError: invalid,
    StaleVersionError: stale,
    KeyReusedError: reused,
    UnknownRequestError: unknown,
    NoSuchMomentError: no_moment,
    ContentionError: busy,
    ClockBehindError: clock_behind,
    OperationalError: store_failed,
    PersistenceError: store_failed,
    KeyErasedError: erased,
    KeyUnavailableError: key_away,
    TamperedError: tampered,
    LogForkedError: log_broken,
    StoreBehindError: log_behind,
    HTTPException: http_error,
    Exception: failed,
}


def install(app: FastAPI) -> None:
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)
