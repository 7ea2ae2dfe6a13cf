"""Reading what one has just written: the position that a write tells, and that a read may ask."""

import re
from collections.abc import Mapping
from typing import Any

from fastapi import Request

from griffie.api.http.awaited import PATIENCE, AwaitedPositions
from griffie.api.http.problems import RequestRefusedError

READING = frozenset({"GET", "HEAD"})
POSITION, MIN_POSITION = "Griffie-Position", "min_position"
_DIGITS = 16
_WAIT = re.compile(r"(?:^|,)\s*wait\s*=\s*\"?([0-9]{1,9})\"?\s*(?:,|;|$)", re.IGNORECASE)
"""RFC 7240 §4.3: how many seconds somebody is willing to wait."""

MIN_POSITION_PARAMETER: Mapping[str, Any] = {
    "name": MIN_POSITION,
    "in": "query",
    "required": False,
    "description": f"Answer only from this position of the log on: the `{POSITION}` of a write."
    f" It is waited for, {PATIENCE:.0f} seconds at most, or fewer with the header `Prefer: wait=N`"
    " (RFC 7240); then 409.",
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


def patience_asked(http: Request) -> float:
    """How many seconds a reader is willing to wait; as many as we let wait where it is not said."""
    said = _WAIT.search(http.headers.get("prefer", ""))
    return float(said[1]) if said else PATIENCE


async def wait_for(awaited: AwaitedPositions, position: int, patience: float) -> None:
    """Wait until the log gets to a position. Raises RequestRefusedError (409) where it does not."""
    if not await awaited.reached(position, patience):
        detail = "The log has not got so far here: try again in a moment."
        raise RequestRefusedError(409, "behind", "Not there yet", detail, **{"Retry-After": "1"})
