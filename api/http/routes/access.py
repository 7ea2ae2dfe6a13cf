"""Who looked at a request: what was opened, what was handed out, what was refused to whom."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import Field
from pydantic_core import to_json

from griffie.api.http.guard import Auditor, engine_of
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import RequestId, problems
from griffie.api.http.routes.requests import REQUESTS
from griffie.api.http.shapes.shape import Shape
from griffie.application.engine import Engine
from griffie.domain.access_events import IN_THE_ACCESS_TRAIL
from griffie.domain.housekeeping import looks_at

router = APIRouter(prefix=REQUESTS, tags=["audit"], route_class=StrictRoute)


class Look(Shape):
    """One line of the access trail. Instants in UTC."""

    type: str = Field(description="PersonalDataRevealed, DataExported or CommandRefused.")
    recorded_at: datetime
    actor: str
    at_version: int = Field(description="The version at which the request stood.")
    reason: str | None = Field(description="The digest of the reason that was stated.")
    exported: str | None = Field(description="What was handed out.")
    command: str | None = Field(description="What was refused.")
    problem: str | None = Field(description="Why: a provision, or a rule of ours.")
    entry_index: int


class Looks(Shape):
    """Who looked, in order."""

    items: list[Look]


@router.get("/{request_id}/looks", response_model=Looks, responses=problems(404, 422))
def looks(http: Request, request_id: RequestId, _: Auditor) -> Response:
    """Who looked at the request, took something of it out, or was refused a step; in order."""
    engine = engine_of(http)
    engine.requests.load(request_id)
    return Response(
        to_json({"items": list(seen(engine, request_id))}), media_type="application/json"
    )


def seen(engine: Engine, request_id: UUID) -> Iterator[dict[str, Any]]:
    for line in engine.history.lines_of(looks_at(request_id)):
        if line.stored is not None and line.topic in IN_THE_ACCESS_TRAIL:
            told = line.stored["data"]
            yield {
                "type": line.topic,
                "recorded_at": line.stored["at"],
                "actor": line.stored["actor"],
                "at_version": told["at_version"],
                "reason": told.get("reason"),
                "exported": told.get("what"),
                "command": told.get("command"),
                "problem": told.get("problem"),
                "entry_index": line.place,
            }
