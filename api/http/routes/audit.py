"""The addresses of the audit trail and of the proofs of the log (RFC 9162)."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from eventsourcing.persistence import PersistenceError
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse, StreamingResponse
from pydantic_core import to_json

from griffie.api.http.beside_the_loop import records
from griffie.api.http.guard import Auditor, engine_of
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import PROBLEMS, problem_responses
from griffie.api.http.problems import RequestRefusedError
from griffie.application.engine import Engine
from griffie.application.ports import LogLine
from griffie.application.views.events import log_entry_shown
from griffie.application.views.proofs import (
    ConsistencyShown,
    InclusionShown,
    consistency_shown,
    inclusion_shown,
)
from griffie.domain.housekeeping import Export

router = APIRouter(prefix="/api/v1/audit", tags=["audit"], route_class=StrictRoute)

PAGE = 500
Number = Annotated[int, Query(ge=0, le=2**53)]


@router.get(
    "/events",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"application/jsonl": {"schema": {"type": "string"}}}},
        **problem_responses(422),
    },
)
@records
def trail(
    http: Request,
    account: Auditor,
    after: Annotated[int | None, Query(ge=0, le=2**53, description="Begin after it.")] = None,
) -> StreamingResponse:
    """Everything that happened, a JSON object a line, in the order of the log.

    What cannot be read ends it: with 503 at its very beginning, else with a last line that has an
    `error` and the index after which to look. That it was asked for is recorded, once a day.
    """
    engine = engine_of(http)
    engine.access_trail.record_export(None, Export.AUDIT_TRAIL, engine.now(account))
    first = -1 if after is None else after
    lines = _stream(engine, first, engine.history.lines(first, PAGE))
    return StreamingResponse(lines, media_type="application/jsonl")


def _stream(engine: Engine, after: int, page: Sequence[LogLine]) -> Iterator[bytes]:
    """From a page that was read before: the status of an answer cannot be taken back."""
    try:
        while page:
            yield b"".join(log_entry_shown(line).as_json() + b"\n" for line in page)
            after = page[-1].place
            page = engine.history.lines(after, PAGE)
    except PersistenceError:
        yield to_json(_BROKEN | {"after": after}) + b"\n"


_BROKEN = {
    "error": "/problems/store",
    "detail": "What follows cannot be read: this is not the whole trail. Run griffie audit.",
}


@router.get(
    "/checkpoint",
    response_class=PlainTextResponse,
    responses={422: PROBLEMS[422], 503: PROBLEMS[503]},
)
def checkpoint(http: Request) -> Response:
    """The newest signed checkpoint of the log, for everyone: keep it where we cannot reach it."""
    return PlainTextResponse(engine_of(http).checkpoint())


@router.get("/inclusion", response_model=InclusionShown, responses=problem_responses(422))
def inclusion(http: Request, _: Auditor, index: Number, size: Number) -> Response:
    """That an entry stands in the log of a size: RFC 9162 §2.1.3."""
    with _possible():
        found = engine_of(http).log.inclusion(index, size)
    return json_response(inclusion_shown(found))


@router.get("/consistency", response_model=ConsistencyShown, responses=problem_responses(422))
def consistency(http: Request, _: Auditor, old: Number, new: Number) -> Response:
    """That the log of one size begins with the log of another: RFC 9162 §2.1.4."""
    with _possible():
        found = engine_of(http).log.consistency(old, new)
    return json_response(consistency_shown(found))


class _possible:  # noqa: N801 - it reads as a word
    """An index or a size that the log does not have is malformed, not a failure."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: object, __: object) -> None:
        if isinstance(error, ValueError):
            detail = "The log has no such index or size."
            raise RequestRefusedError(422, "malformed", "Malformed", detail) from None
