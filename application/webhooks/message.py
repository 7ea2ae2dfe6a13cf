"""What a program is told: which request, by id and reference, what happened, and which days.

Signed as Standard Webhooks says (standardwebhooks.com, v1): HMAC-SHA-256 over id, instant and body.
"""

import hmac
import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from griffie.application.webhooks.webhook import Kind
from griffie.domain.events import ReminderRaised, RequestClosed, RequestReceived
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import ReminderKind
from griffie.domain.steps.part_decided import PartDecided

_OF_AN_ANSWER = frozenset({ReminderKind.ANSWER, ReminderKind.AT_ONCE, ReminderKind.STRICT})


class Message(NamedTuple):
    """One thing that happened, told without a name."""

    kind: Kind
    at: datetime
    """When it was recorded, in UTC."""
    request: UUID
    days: Mapping[str, str]

    def body(self) -> bytes:
        """As it is sent, JSON."""
        data = {"id": str(self.request), "reference": reference(self.request), **self.days}
        return _json(f"request.{self.kind}", self.at, data)


def message_of(event: Any) -> Message | None:
    """What an event is told as; None where it is told to nobody."""
    kind, days = None, {}
    if isinstance(event, RequestReceived):
        kind, days = Kind.RECEIVED, {"received_on": event.received_on.isoformat()}
    elif isinstance(event, ReminderRaised) and event.kind in _OF_AN_ANSWER:
        kind, days = Kind.DUE_SOON, {"due_on": event.due_on.isoformat()}
    elif isinstance(event, PartDecided):
        kind = Kind.DECIDED
    elif isinstance(event, RequestClosed):
        kind = Kind.CLOSED
    return Message(kind, event.timestamp, event.originator_id, days) if kind else None


def trial(at: datetime) -> bytes:
    """What `griffie webhook test` sends: it speaks of no request."""
    return _json("griffie.test", at, {})


def signed(message_id: str, at: datetime, body: bytes, secret: bytes) -> dict[str, str]:
    """The headers of a try at an instant; the id stays the same each time."""
    seconds = str(int(at.timestamp()))
    said = b".".join((message_id.encode(), seconds.encode(), body))
    signature = b64encode(hmac.digest(secret, said, "sha256")).decode()
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{signature}",
    }


def secret_as_text(secret: bytes) -> str:
    """The secret as libraries of Standard Webhooks take it."""
    return f"whsec_{b64encode(secret).decode()}"


def _json(kind: str, at: datetime, data: Mapping[str, str]) -> bytes:
    said = {"type": kind, "timestamp": at.isoformat(), "data": data}
    return json.dumps(said, separators=(",", ":")).encode()
