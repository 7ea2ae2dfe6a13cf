"""A request of another controller comes in, is asked after, and is cancelled.

The id of our request follows from that of theirs and from the controller: so no table joins the
two, and no controller asks after the request of another.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from pydantic import ValidationError

from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.intake.handed_on import ReceiveHandedOn, id_of, take_back
from griffie.application.opendsr.message import (
    CONFORMS_TO,
    VERSION,
    BadOpenDsrError,
    Cancelled,
    IdentityKind,
    OpenDsrRequest,
    Received,
    RequestStatus,
    StatusShown,
)
from griffie.application.requests.requests import KeyReusedError, Once, UnknownRequestError
from griffie.domain.law import Language
from griffie.domain.law.deadlines import civil_date, end_of_day
from griffie.domain.request.vocabulary import Channel, ClaimStatus, Outcome, Status
from griffie.domain.rights_request import RightsRequest

_CARRIED_OUT = frozenset({Outcome.FULFILLED, Outcome.PARTLY_FULFILLED, Outcome.NOT_APPLICABLE})
"""What `completed` may be said of: something was done, or there was nothing to do it with."""
_CANCELLED = "Cancelled by the controller (OpenDSR)."


class Partner(NamedTuple):
    """A controller that hands requests on to us."""

    id: str
    """The `controller_id`, and the code by which the register names it."""
    account: str
    """The account whose token it sends."""
    callbacks: Sequence[str]
    """Where it may be called back."""
    language: Language | None


class Sign(Protocol):
    """The port that signs an answer or a callback."""

    def __call__(self, body: bytes) -> Mapping[str, str]:
        """The headers that go with these octets: the domain, and the signature over them."""


class OpenDsr(NamedTuple):
    """Who hands requests on to us, and with what we sign."""

    domain: str
    partners: Sequence[Partner]
    certificate: bytes
    """As it is published, in PEM."""
    sign: Sign

    def partner(self, account: Account) -> Partner | None:
        """The controller whose token that is; None for any other account."""
        return next((one for one in self.partners if one.account == account.id), None)


def our_id(engine: Engine, partner: Partner, theirs: UUID) -> UUID:
    """The id of the request that a controller calls so."""
    return id_of(engine, "opendsr", partner.id, str(theirs))


def receive_request(
    engine: Engine, partner: Partner, said: OpenDsrRequest, raw: bytes, account: Account
) -> Received:
    """Take a request in. Sent again, the same octets give the same answer.

    Raises BadOpenDsrError, BadInputError, ContentionError.
    """
    if set(said.status_callback_urls or ()) - set(partner.callbacks):
        raise BadOpenDsrError("status_callback_urls: an address that was not agreed with us")
    if civil_date(said.submitted_time) > engine.today():
        raise BadOpenDsrError("submitted_time: a day to come")
    request_id = our_id(engine, partner, said.subject_request_id)
    now, key = engine.now(account), engine.mac(f"opendsr once\0{request_id}".encode())
    once = Once(key, engine.mac(b"opendsr\0" + raw))
    try:
        request = engine.requests.repeated(once, now)
        if request is None:
            _refuse_known(engine, request_id)
            body = _body(engine, partner, said)
            body.came_as(request_id, "opendsr.json", CONFORMS_TO, raw)
            request = engine.requests.receive(body, now, once)
    except KeyReusedError:
        raise BadOpenDsrError("subject_request_id: it was sent before, with other words") from None
    return Received(
        controller_id=partner.id,
        expected_completion_time=expected(request),
        received_time=written(request.entered_at),
        encoded_request=b64encode(raw).decode(),
        subject_request_id=str(said.subject_request_id),
    )


def _refuse_known(engine: Engine, request_id: UUID) -> None:
    with suppress(UnknownRequestError):
        engine.requests.load(request_id)
        raise BadOpenDsrError("subject_request_id: it was sent before")


def _body(engine: Engine, partner: Partner, said: OpenDsrRequest) -> ReceiveHandedOn:
    """The ordinary body; the month runs from the day on which the person asked the controller."""
    known = {one.identity_type: one.identity_value for one in said.subject_identities}
    if len(known) < len(said.subject_identities):
        raise BadOpenDsrError("subject_identities: one of each type, for one person")
    email, customer = known.get(IdentityKind.EMAIL), known.get(IdentityKind.CUSTOMER)
    body = {
        "received_on": engine.today(),
        "channel": Channel.OTHER,
        "language": partner.language or engine.profile.languages.default,
        "rights": [{"right": said.subject_request_type}],
        "requester": {"email": email} if email else {},
        "contact": None if email else "none",
        "forwarded_by": {
            "party": partner.id,
            "their_receipt_on": civil_date(said.submitted_time),
            "official_channel": True,
        },
        "message": f"{IdentityKind.CUSTOMER}: {customer}" if customer else None,
    }
    try:
        return ReceiveHandedOn.model_validate(body)
    except ValidationError:
        raise BadOpenDsrError("subject_identities: a value that cannot be read") from None


def status_shown(engine: Engine, partner: Partner, theirs: UUID) -> StatusShown:
    """How a request stands. Raises UnknownRequestError."""
    request = engine.requests.load(our_id(engine, partner, theirs))
    return StatusShown(
        controller_id=partner.id,
        expected_completion_time=expected(request),
        subject_request_id=str(theirs),
        request_status=status_of(request),
        api_version=VERSION,
    )


def cancel(engine: Engine, partner: Partner, theirs: UUID, account: Account) -> Cancelled:
    """The controller cancels: while nobody works on it, it is withdrawn.

    Where the office has two persons look at a withdrawal, it is filed for them. Raises
    UnknownRequestError, BadOpenDsrError where somebody works on it already, ContentionError.
    """
    request = engine.requests.load(our_id(engine, partner, theirs))
    match status_of(request):
        case RequestStatus.PENDING:
            take_back(engine, request, account, _CANCELLED)
        case RequestStatus.CANCELLED:
            pass  # said again
        case _:
            raise BadOpenDsrError("it is being worked on: write to the office")
    return Cancelled(
        controller_id=partner.id,
        subject_request_id=str(theirs),
        received_time=written(engine.now(account).at),
        api_version=VERSION,
    )


def status_of(request: RightsRequest) -> RequestStatus:
    """What the other controller is told of a request, from what is recorded of it."""
    claims = request.claims.values()
    if claims and all(one.status is ClaimStatus.WITHDRAWN for one in claims):
        return RequestStatus.CANCELLED
    if request.outcome:
        done = request.outcome in _CARRIED_OUT
        return RequestStatus.COMPLETED if done else RequestStatus.CANCELLED
    if request.status is Status.RECEIVED:
        return RequestStatus.PENDING
    return RequestStatus.IN_PROGRESS


def expected(request: RightsRequest) -> str:
    """When it is to be done: the end of the last day, in UTC."""
    return written(end_of_day(request.deadline.term.due_on))


def written(instant: datetime) -> str:
    """An instant by RFC 3339, in UTC and whole seconds."""
    return instant.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
