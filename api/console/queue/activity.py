"""The last events of the register, as lines beside the queue."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from griffie.api.words.event_marks import SHAPES
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account, Permission, may
from griffie.application.engine import Engine
from griffie.domain import step_words as words
from griffie.domain.housekeeping import ACCESS_TRAIL_TOPICS, HOUSEKEEPING
from griffie.domain.request.reference import reference
from griffie.domain.searches import SEARCH_TOPICS

_LINES = 8


class ActivityLine(NamedTuple):
    """One of the last events."""

    title: str
    reference: str
    time: str
    iso: str
    shape: str


def last_events(
    engine: Engine, account: Account, today: date, speech: Speech
) -> list[ActivityLine]:
    """The last events, the newest first. Only who may audit sees who looked at what."""
    hidden = set() if may(account.role, Permission.AUDIT) else ACCESS_TRAIL_TOPICS | SEARCH_TOPICS
    rows = engine.trail.newest(_LINES * 5)
    return [_line(row, today, speech) for row in rows if row["type"] not in hidden][:_LINES]


def _line(row: Mapping[str, Any], today: date, speech: Speech) -> ActivityLine:
    at = datetime.fromisoformat(row["recorded_at"])
    here = speech.time(at) if at.date() == today else speech.short_day(at.date())
    title = speech.phrase(words.title(row["type"]))
    about = UUID(row["request_id"])
    named = "" if about == HOUSEKEEPING else reference(about)
    return ActivityLine(title, named, here, at.isoformat(), SHAPES.get(row["type"], ""))
