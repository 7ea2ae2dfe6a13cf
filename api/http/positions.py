"""Reading what one has just written: the position that a write tells, and that a read may ask."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request

from griffie.api.http.problems import RequestRefusedError
from griffie.application.engine import Engine

READING = frozenset({"GET", "HEAD"})
POSITION, MIN_POSITION = "Griffie-Position", "min_position"
_DIGITS = 16

MIN_POSITION_PARAMETER: Mapping[str, Any] = {
    "name": MIN_POSITION,
    "in": "query",
    "required": False,
    "description": f"Answer only from this position of the log on: the `{POSITION}` of a write.",
    "schema": {"type": "integer", "minimum": 0, "maximum": 2**53},
}
"""As OpenAPI documents it, for every address that is read."""


def position_asked(http: Request) -> int | None:
    """The position that is asked for, if any. Raises RequestRefusedError (422)."""
    written = http.query_params.get(MIN_POSITION)
    if written is None:
        return None
    if written.isascii() and written.isdecimal() and len(written) <= _DIGITS:
        return int(written)
    detail = f"query.{MIN_POSITION}: a whole number is expected"
    raise RequestRefusedError(422, "malformed", "Malformed", detail)


def refuse_older(engine: Engine, asked: int) -> None:
    """Raises RequestRefusedError (409) where the log has not got to this position."""
    if engine.history.newest() < asked:
        detail = "The log has not got so far here: try again in a moment."
        raise RequestRefusedError(409, "behind", "Not there yet", detail, **{"Retry-After": "1"})
