"""Past => step == future: `given(what happened).step(NOW, …) == what follows`.

The events below are pasts: `given(received(ERASURE), granted(ERASURE))`.
"""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from griffie.domain.events import (
    Article17ExceptionApplied,
    ClarificationAsked,
    ClarificationReceived,
    CopyDelivered,
    DeadlineExtended,
    DecisionRevoked,
    ExceptionApplied,
    FeeAccepted,
    FeeDeclined,
    FeePaid,
    FeeProposed,
    FoundNotApplicable,
    HoldPlaced,
    IdentityDoubted,
    IdentityNotEstablished,
    IdentityVerified,
    Invoked,
    NoRequestFound,
    OrderRecorded,
    RefusedAsExcessive,
    RefusedAsUnfounded,
    RequestClosed,
    RequesterInformed,
    RequestLinked,
    RequestReceived,
    RequestReopened,
    RequestWithdrawn,
    RestrictionApplied,
    RightFulfilled,
    RightGranted,
)
from griffie.domain.law import (
    ExceptionGround,
    ExtensionGround,
    FeeGround,
    Language,
    NoRequestGround,
    NotApplicableGround,
    RestrictionGround,
    Right,
)
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event, FirstEvent
from griffie.domain.model.setting import Controller, Occasion, Setting
from griffie.domain.model.values import Sealed
from griffie.domain.request.values import SealedRequester
from griffie.domain.request.vocabulary import (
    Authority,
    Channel,
    Format,
    Hands,
    Letter,
    Outcome,
    Relation,
)
from griffie.domain.rights_request import RightsRequest

ID = UUID(int=1)
WORDS = Sealed("s" * 43)
"""Something a person wrote. The domain never learns what."""

RECEIVED_ON = date(2026, 3, 5)
SETTING = Setting()


def on(
    year: int, month: int, day: int, *, actor: str = "u-17", controller: Controller | None = None
) -> Occasion:
    at = datetime(year, month, day, 10, tzinfo=UTC)
    return Occasion(actor, at, controller or Controller())


NOW = on(2026, 3, 20)


def received(*rights: Right | Invoked, setting: Setting = SETTING, **said: Any) -> RequestReceived:
    """A request as it came in on 5 March 2026, by e-mail and in Dutch unless said otherwise."""
    facts: dict[str, Any] = {
        "received_on": RECEIVED_ON,
        "channel": Channel.EMAIL,
        "language": Language.NL,
        "rights": tuple(
            right if isinstance(right, Invoked) else Invoked(right=right) for right in rights
        ),
        "requester": SealedRequester(name=WORDS, email=WORDS),
        "message": WORDS,
        "setting": setting,
    }
    return RequestReceived(**facts | said)


def given(first: FirstEvent, *then: Event, now: Occasion = NOW) -> RightsRequest:
    """A request with that history, ready for the next step."""
    request = RightsRequest.begin(first, ID, now)
    for event in then:
        request.record(event, now)
    request.collect_events()
    return request


def objection(
    request: RightsRequest, step: str, now: Occasion = NOW, **said: Any
) -> UnlawfulError | OutOfOrderError | BadInputError:
    """Why a step is not taken. Whatever the reason, nothing was recorded and nothing changed."""
    before = dict(vars(request))

    with pytest.raises((UnlawfulError, OutOfOrderError, BadInputError)) as raised:
        getattr(request, step)(now, **said)

    assert vars(request) == before
    assert not request.pending_events
    assert isinstance(raised.value, UnlawfulError | OutOfOrderError | BadInputError)
    return raised.value


# What may have happened before.


def doubted(asked_on: date = RECEIVED_ON) -> IdentityDoubted:
    return IdentityDoubted(grounds=WORDS, asked_on=asked_on, asked_for=WORDS)


def verified(received_on: date, verified_on: date | None = None) -> IdentityVerified:
    verified_on = verified_on or received_on
    return IdentityVerified(method=WORDS, verified_on=verified_on, received_on=received_on)


def not_established(*rights: Right, received_on: date = RECEIVED_ON) -> IdentityNotEstablished:
    return IdentityNotEstablished(reason=WORDS, received_on=received_on, rights=rights)


def asked(asked_on: date = RECEIVED_ON) -> ClarificationAsked:
    return ClarificationAsked(question=WORDS, asked_on=asked_on)


def clarified(received_on: date) -> ClarificationReceived:
    return ClarificationReceived(answer=WORDS, received_on=received_on)


def extended(*rights: Right, notified_on: date = RECEIVED_ON) -> DeadlineExtended:
    grounds = (ExtensionGround.NUMBER,)
    return DeadlineExtended(
        grounds=grounds, explanation=WORDS, notified_on=notified_on, rights=rights
    )


def excepted(
    right: Right, ground: ExceptionGround, *categories: str, proposed: bool = False
) -> ExceptionApplied:
    """As the step records it: under Article 17(3), an exception has its own name."""
    of_erasure = ground.startswith("gdpr/17/3/")
    kind = Article17ExceptionApplied if of_erasure else ExceptionApplied
    return kind(
        right=right, ground=ground, categories=categories, necessity=WORDS, proposed=proposed
    )


def granted(right: Right) -> RightGranted:
    return RightGranted(right=right)


def fulfilled(right: Right) -> RightFulfilled:
    return RightFulfilled(right=right, measures=WORDS)


def refused(right: Right, *, proposed: bool = False) -> RefusedAsUnfounded:
    return RefusedAsUnfounded(right=right, demonstration=WORDS, proposed=proposed)


def refused_as_excessive(right: Right) -> RefusedAsExcessive:
    return RefusedAsExcessive(right=right, demonstration=WORDS)


def not_applicable(right: Right) -> FoundNotApplicable:
    ground = NotApplicableGround.NO_DATA
    return FoundNotApplicable(right=right, ground=ground, explanation=WORDS)


def revoked(right: Right, counted_from: date | None = None) -> DecisionRevoked:
    return DecisionRevoked(right=right, reason=WORDS, counted_from=counted_from)


def withdrawn(*rights: Right) -> RequestWithdrawn:
    return RequestWithdrawn(rights=rights)


def informed(
    *rights: Right, sent_on: date = RECEIVED_ON, kind: Letter = Letter.ANSWER, answered: bool = True
) -> RequesterInformed:
    return RequesterInformed(
        kind=kind, rights=rights, sent_on=sent_on, channel=Channel.EMAIL, answered=answered
    )


def closed(outcome: Outcome = Outcome.FULFILLED) -> RequestClosed:
    return RequestClosed(outcome=outcome, derived_from=())


def reopened() -> RequestReopened:
    return RequestReopened(reason=WORDS)


def linked(relation: Relation, other: UUID = UUID(int=2)) -> RequestLinked:  # noqa: B008 - frozen
    return RequestLinked(other=other, relation=relation)


def fee_proposed(
    right: Right, ground: FeeGround = FeeGround.EXCESSIVE, notified_on: date = RECEIVED_ON
) -> FeeProposed:
    return FeeProposed(
        right=right, ground=ground, amount_cents=2500, demonstration=WORDS, notified_on=notified_on
    )


def fee_accepted(right: Right) -> FeeAccepted:
    return FeeAccepted(right=right, on=RECEIVED_ON)


def fee_declined(right: Right) -> FeeDeclined:
    return FeeDeclined(right=right, on=RECEIVED_ON)


def fee_paid(right: Right) -> FeePaid:
    return FeePaid(right=right, paid_on=RECEIVED_ON)


def no_request(
    ground: NoRequestGround = NoRequestGround.NOT_A_REQUEST, *, proposed: bool = False
) -> NoRequestFound:
    return NoRequestFound(ground=ground, reason=WORDS, proposed=proposed)


def copied(right: Right, *documents: Sealed) -> CopyDelivered:
    return CopyDelivered(
        right=right,
        format=Format.JSON,
        channel=Channel.EMAIL,
        hands=Hands.REQUESTER,
        delivered_on=RECEIVED_ON,
        documents=documents,
    )


def restricted(ground: RestrictionGround = RestrictionGround.CONTESTED) -> RestrictionApplied:
    return RestrictionApplied(
        ground=ground, systems=("crm",), provisional=False, applied_on=RECEIVED_ON
    )


def ordered() -> OrderRecorded:
    return OrderRecorded(
        authority=Authority.GBA,
        dossier="dos-9",
        content=WORDS,
        received_on=RECEIVED_ON,
        due_on=date(2026, 5, 4),
    )


def held() -> HoldPlaced:
    return HoldPlaced(reason=WORDS)
