"""A signed message of the Data Rights Protocol, and what is answered: §§ 2 and 3 of it.

A message is Base64 of an Ed25519 signature (64 octets) and the JSON that it signs. It is judged in
the order of §3.07: form, signature, agent, business, since when, until when.
"""

import json
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from griffie.domain.errors import UnusableInputError
from griffie.domain.law import Right

VERSION = "1.0"
CONFORMS_TO = "application/drp+json"
"""The media type under which a message is kept among the documents of ours."""
_SIGNATURE = 64
"""Octets of a signature: RFC 8032."""
_SKEW = timedelta(seconds=60)
_LONGEST_LIFE = timedelta(hours=1)
"""From `issued-at` to `expires-at`; the protocol advises ten minutes. [P]"""


class UnbelievedMessageError(UnusableInputError):
    """A message that is not believed: answered 403, without a word.

    `str(error)` is the word for the reason in the log: it repeats nothing of the message.
    """

    code = "unbelieved-message"
    sentence = "The message of the agent is not believed"


class BadDrpError(UnusableInputError):
    """A message that is believed and cannot be carried out. Says why; repeats nothing of it."""

    code = "bad-drp"
    sentence = "This request of an agent cannot be taken"


class Exercise(StrEnum):
    """§3.01, as far as the GDPR knows what is asked."""

    ACCESS, DELETION, OPT_OUT = "access", "deletion", "sale:opt-out"
    CATEGORIES, SPECIFIC = "access:categories", "access:specific"


RIGHTS: Mapping[Exercise, Right] = {
    Exercise.ACCESS: Right.ACCESS,
    Exercise.CATEGORIES: Right.ACCESS,
    Exercise.SPECIFIC: Right.ACCESS,
    Exercise.DELETION: Right.ERASURE,
    Exercise.OPT_OUT: Right.OBJECTION,
}
"""What each is in law here: that data are sold is objected to (Article 21)."""


class State(StrEnum):
    """§3.02: where a request stands, as the agent is told."""

    IN_PROGRESS, FULFILLED = "in_progress", "fulfilled"
    REVOKED, DENIED = "revoked", "denied"


class Reason(StrEnum):
    """§3.02: why it was denied."""

    NOT_VERIFIED, NOT_COVERED = "insuf_verification", "claim_not_covered"
    OTHER = "other"


class VerifyKey(Protocol):
    """The port that knows the public key of an agent."""

    def __call__(self, signature: bytes, said: bytes) -> bool:
        """Whether the agent signed these octets."""


class Agent(NamedTuple):
    """An agent of the directory."""

    id: str
    name: str
    account: str
    """The account in whose name its requests are entered."""
    callback: str
    """Where it may be called back; empty: nowhere."""
    signed: VerifyKey


class Claims(NamedTuple):
    """What a message says, once its signature holds."""

    said: dict[str, Any]
    octets: bytes


def opened(body: bytes, agent: Agent) -> Claims:
    """What an agent signed. Raises UnbelievedMessageError."""
    try:
        octets = b64decode(body, validate=True)
    except ValueError:
        raise UnbelievedMessageError("base64") from None
    if not agent.signed(octets[:_SIGNATURE], octets[_SIGNATURE:]):
        raise UnbelievedMessageError("signature")
    try:
        said = json.loads(octets[_SIGNATURE:].decode("utf-8"), object_pairs_hook=_once_each)
    except (ValueError, RecursionError):
        raise UnbelievedMessageError("JSON") from None
    if not isinstance(said, dict):
        raise UnbelievedMessageError("JSON")
    return Claims(said, octets[_SIGNATURE:])


def check_claims(claims: Claims, agent: Agent, business: str, now: datetime) -> None:
    """Whether the message is from this agent, for us, and of now. Raises UnbelievedMessageError."""
    said = claims.said
    if said.get("agent-id") != agent.id:
        raise UnbelievedMessageError("agent-id")
    if said.get("business-id") != business:
        raise UnbelievedMessageError("business-id")
    since, until = _instant(said.get("issued-at")), _instant(said.get("expires-at"))
    if since > now + _SKEW:
        raise UnbelievedMessageError("issued-at")
    if until <= now or not timedelta() < until - since <= _LONGEST_LIFE:
        raise UnbelievedMessageError("expires-at")


def _instant(said: Any) -> datetime:
    try:
        instant = datetime.fromisoformat(said)
    except (TypeError, ValueError):
        raise UnbelievedMessageError("times") from None
    if instant.tzinfo is None:
        raise UnbelievedMessageError("times")
    return instant


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError
    return members


_Line = Annotated[
    str, StringConstraints(min_length=1, max_length=320, strip_whitespace=True, strict=True)
]
_Hints = Annotated[tuple[_Line, ...], Field(max_length=20)]


class ExerciseRequest(BaseModel):
    """§2.01 and §3.04: what a person asks through an agent. What it has besides is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    version: str = Field(alias="drp.version")
    exercise: str
    regime: str | None = None
    agent_request_id: _Line | None = Field(default=None, alias="agent-request-id")
    relationships: _Hints | None = ()
    status_callback: Annotated[str, StringConstraints(max_length=2_000)] | None = None
    name: _Line | None = None
    email: _Line | None = None
    phone_number: _Line | None = None
    address: Any = None
    power_of_attorney: _Line | None = None


class StatusShown(BaseModel):
    """§3.03: the exercise status."""

    request_id: str
    received_at: str
    expected_by: str
    status: State
    agent_request_id: str | None = None
    reason: Reason | None = None
    processing_details: str | None = None

    def octets(self) -> bytes:
        """As it is sent: what is not said is left out."""
        return self.model_dump_json(exclude_none=True).encode()
