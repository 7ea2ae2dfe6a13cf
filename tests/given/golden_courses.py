"""The letters that are kept as golden files: what happened before each."""

from datetime import date
from typing import Any

from griffie.application.letters import LetterKind
from griffie.application.letters.phrases import Addressee
from griffie.domain.events import (
    Article17ExceptionApplied,
    DataRectified,
    DataTransmitted,
    DeadlineExtended,
    ErasureDeferred,
    Invoked,
    MandateVerified,
    NoRequestFound,
    PublicControllersInformed,
    RecipientNotificationOmitted,
    RecipientNotified,
    RecipientsRecorded,
    RefusedAsExcessive,
    RefusedAsUnfounded,
    StatementAppended,
    TransmissionFoundInfeasible,
)
from griffie.domain.law import (
    ExceptionGround,
    ExtensionGround,
    FeeGround,
    NoRequestGround,
    NotApplicableGround,
    OmissionGround,
    RestrictionGround,
    Right,
)
from griffie.domain.model.event import Event
from griffie.domain.request.disclosed import DisclosureSource
from griffie.domain.request.vocabulary import Format, ReviewOutcome
from tests.given.golden_letters import (
    EARLY,
    HEIR,
    LATE,
    LAWYER,
    TODAY,
    WRITER,
    K,
    R,
    absent,
    done,
    fee,
    kept,
    of,
    restricted,
    reviewed,
    sealed,
)
from tests.given.golden_limits import NOT_IN_PLAY, WEIGHED
from tests.given.past import asked, doubted, granted, not_established, received

_ERASED = of(
    R.ERASURE, categories=("contact", "invoices", "preferences"), recipients=("cookieyes", "host-1")
)
_RECEIVED = (
    RecipientsRecorded(
        recipients=("host-1",),
        categories=("contact", "invoices"),
        source=DisclosureSource.CONTRACT,
        name=sealed("printer"),
    ),
    RecipientsRecorded(
        recipients=("google-analytics",), categories=("browsing",), source=DisclosureSource.ASSUMED
    ),
)
_TAX = Article17ExceptionApplied(
    right=R.ERASURE,
    ground=ExceptionGround.LEGAL_OBLIGATION,
    categories=("invoices",),
    necessity=sealed("tax"),
    legal_basis=sealed("article"),
    until=date(2036, 12, 31),
)
_TOLD = RecipientNotified(recipient="host-1", right=R.ERASURE, notified_on=date(2026, 3, 19))
_OMITTED = RecipientNotificationOmitted(
    recipient="cookieyes",
    right=R.ERASURE,
    ground=OmissionGround.DISPROPORTIONATE,
    reason=sealed("weighed"),
)
_BACKUP = ErasureDeferred(
    right=R.ERASURE,
    system="servers",
    reason=sealed("done"),
    deferred_on=TODAY,
    until=date(2026, 6, 1),
)
_PUBLIC = PublicControllersInformed(
    right=R.ERASURE, who=sealed("engine"), measures=sealed("asked"), informed_on=TODAY
)
_STATEMENT = StatementAppended(
    right=R.RECTIFICATION, system="servers", statement=sealed("done"), appended_on=TODAY
)
_RECTIFIED = DataRectified(
    right=R.RECTIFICATION, system="servers", fields=("contact",), rectified_on=TODAY
)
_INFEASIBLE = TransmissionFoundInfeasible(
    right=R.PORTABILITY, reason=sealed("no_link"), found_on=TODAY
)
_SENT = DataTransmitted(
    right=R.PORTABILITY, format=Format.JSON, target=sealed("engine"), transmitted_on=TODAY
)
_LONGER = DeadlineExtended(
    grounds=(ExtensionGround.COMPLEXITY, ExtensionGround.NUMBER),
    explanation=sealed("systems"),
    notified_on=TODAY,
    rights=(R.ACCESS,),
)
_NO = ExceptionGround
Asked = tuple[Right | Invoked, ...]


def part(event: Event, **names: Any) -> Event:
    return event.model_copy(update=names)


PARTS: dict[str, tuple[LetterKind, Asked, tuple[Event, ...]]] = {
    "objection-partly": (
        K.ANSWER,
        (of(R.OBJECTION, "fraud-prevention", "legal-claims"),),
        (
            part(done(R.OBJECTION), purposes=("fraud-prevention",)),
            part(kept(R.OBJECTION, _NO.OBJECTION_LEGAL_CLAIMS), purposes=("legal-claims",)),
        ),
    ),
    "withdrawal-partly": (
        K.ANSWER,
        (of(R.CONSENT_WITHDRAWAL, "statistics", "functional-cookies"),),
        (
            part(done(R.CONSENT_WITHDRAWAL), purposes=("statistics",)),
            part(
                absent(R.CONSENT_WITHDRAWAL, NotApplicableGround.NO_CONSENT),
                purposes=("functional-cookies",),
            ),
        ),
    ),
    "rectification-partly": (
        K.ANSWER,
        (R.RECTIFICATION,),
        (
            part(done(R.RECTIFICATION), items=(sealed("surname"),)),
            part(
                absent(R.RECTIFICATION, NotApplicableGround.DATA_ACCURATE),
                items=(sealed("birthday"),),
            ),
            absent(R.RECTIFICATION, NotApplicableGround.DATA_ACCURATE),
        ),
    ),
    "erasure-partly": (
        K.ANSWER,
        (of(R.ERASURE, categories=("contact", "orders")),),
        (
            part(
                absent(R.ERASURE, NotApplicableGround.NO_GROUND_FOR_ERASURE), categories=("orders",)
            ),
            part(done(R.ERASURE), categories=("contact",)),
        ),
    ),
}
"""What was decided part by part."""

_SOME_PURPOSES = of(R.ACCESS, "billing", "newsletter", "statistics", "legal-claims")

LETTERS: dict[str, tuple[LetterKind, Asked, tuple[Event, ...]]] = {
    "acknowledgement": (K.ACKNOWLEDGEMENT, (R.ACCESS, R.DIRECT_MARKETING_OBJECTION), ()),
    "identity": (K.IDENTITY, (R.ACCESS, R.CONSENT_WITHDRAWAL), (doubted(EARLY),)),
    "identity-asked-late": (K.IDENTITY, (R.ERASURE,), (doubted(LATE),)),
    "clarification": (K.CLARIFICATION, (R.RECTIFICATION, R.ERASURE), (asked(EARLY),)),
    "clarification-of-access": (K.CLARIFICATION, (R.ACCESS,), (asked(EARLY),)),
    "clarification-of-much": (
        K.CLARIFICATION,
        (R.ACCESS, R.RECTIFICATION),
        (part(asked(EARLY), large_quantity=True),),
    ),
    "extension": (K.EXTENSION, (R.ACCESS, R.ERASURE), (_LONGER,)),
    "fee": (K.FEE, (R.ACCESS,), (fee(FeeGround.EXCESSIVE, "burden"),)),
    "fee-of-copies": (K.FEE, (R.ACCESS,), (fee(FeeGround.FURTHER_COPIES, "paper"),)),
    "promised": (K.ANSWER, (R.ERASURE,), (granted(R.ERASURE),)),
    "promised-access": (K.ANSWER, (of(R.ACCESS, "billing"),), (granted(R.ACCESS),)),
    "partly-open": (
        K.ANSWER,
        (of(R.OBJECTION, "credit-check"), R.DIRECT_MARKETING_OBJECTION, R.PORTABILITY),
        (done(R.OBJECTION),),
    ),
    "access": (K.ANSWER, (_SOME_PURPOSES,), (*_RECEIVED, done(R.ACCESS, "searched"))),
    "rectification": (K.ANSWER, (R.RECTIFICATION,), (_RECTIFIED, done(R.RECTIFICATION))),
    "rectification-statement": (K.ANSWER, (R.RECTIFICATION,), (_STATEMENT, done(R.RECTIFICATION))),
    "rectification-both": (
        K.ANSWER,
        (R.RECTIFICATION,),
        (_RECTIFIED, _STATEMENT, done(R.RECTIFICATION)),
    ),
    "erasure": (K.ANSWER, (_ERASED,), (_TAX, _BACKUP, done(R.ERASURE), _TOLD)),
    "erasure-public": (K.ANSWER, (_ERASED,), (_PUBLIC, done(R.ERASURE), _TOLD, _OMITTED)),
    "restriction": (K.ANSWER, (R.RESTRICTION,), (done(R.RESTRICTION),)),
    "portability": (K.ANSWER, (R.PORTABILITY,), (_INFEASIBLE, done(R.PORTABILITY))),
    "portability-sent": (K.ANSWER, (R.PORTABILITY,), (_SENT, done(R.PORTABILITY))),
    "objection": (K.ANSWER, (of(R.OBJECTION, "fraud-prevention"),), (done(R.OBJECTION),)),
    "marketing": (
        K.ANSWER,
        (of(R.DIRECT_MARKETING_OBJECTION, "newsletter", "marketing"),),
        (done(R.DIRECT_MARKETING_OBJECTION),),
    ),
    "research": (K.ANSWER, (R.RESEARCH_OBJECTION,), (done(R.RESEARCH_OBJECTION),)),
    "withdrawal": (
        K.ANSWER,
        (of(R.CONSENT_WITHDRAWAL, "statistics"),),
        (done(R.CONSENT_WITHDRAWAL),),
    ),
    "withdrawal-of-marketing": (
        K.ANSWER,
        (of(R.CONSENT_WITHDRAWAL, "offers"),),
        (done(R.CONSENT_WITHDRAWAL),),
    ),
    "withdrawal-marketing": (
        K.ANSWER,
        (of(R.CONSENT_WITHDRAWAL, "offers", "statistics"),),
        (done(R.CONSENT_WITHDRAWAL),),
    ),
    "objection-departing": (
        K.REFUSAL,
        (of(R.OBJECTION, "fraud-prevention"),),
        (
            absent(R.OBJECTION, NotApplicableGround.OTHER_BASIS).model_copy(
                update={"departure": sealed("departs")}
            ),
        ),
    ),
    "automated": (
        K.ANSWER,
        (R.AUTOMATED_DECISION,),
        (reviewed(ReviewOutcome.CHANGED), done(R.AUTOMATED_DECISION)),
    ),
    "automated-kept": (
        K.ANSWER,
        (R.AUTOMATED_DECISION,),
        (kept(R.AUTOMATED_DECISION, _NO.CONTRACT),),
    ),
    "automated-upheld": (
        K.ANSWER,
        (R.AUTOMATED_DECISION,),
        (reviewed(ReviewOutcome.UPHELD), kept(R.AUTOMATED_DECISION, _NO.EXPLICIT_CONSENT)),
    ),
    "copy-harms-others": (
        K.ANSWER,
        (of(R.ACCESS, "billing", categories=("invoices", "correspondence")),),
        (kept(R.ACCESS, _NO.COPY_HARMS_OTHERS, "correspondence"), done(R.ACCESS, "searched")),
    ),
    "objection-overridden": (
        K.ANSWER,
        (of(R.OBJECTION, "fraud-prevention"),),
        (kept(R.OBJECTION, _NO.COMPELLING_GROUNDS),),
    ),
    **PARTS,
    "excessive": (
        K.REFUSAL,
        (R.ACCESS,),
        (RefusedAsExcessive(right=R.ACCESS, demonstration=sealed("burden")),),
    ),
    "unfounded": (
        K.REFUSAL,
        (R.RECTIFICATION,),
        (RefusedAsUnfounded(right=R.RECTIFICATION, demonstration=sealed("burden")),),
    ),
    "not-identified": (K.REFUSAL, (R.ACCESS,), (doubted(EARLY), not_established(R.ACCESS))),
    "no-request": (
        K.ANSWER,
        (),
        (NoRequestFound(ground=NoRequestGround.NOT_A_REQUEST, reason=sealed("checked")),),
    ),
    **NOT_IN_PLAY,
    **WEIGHED,
    "lift": (K.RESTRICTION_LIFT, (R.RESTRICTION,), (done(R.RESTRICTION),)),
    "lift-provisional": (
        K.RESTRICTION_LIFT,
        (R.OBJECTION,),
        (restricted(RestrictionGround.OBJECTION_PENDING, provisional=True),),
    ),
}


def course(name: str, addressee: Addressee) -> tuple[LetterKind, tuple[Any, ...]]:
    """The kind of a letter and what happened before it, told to this addressee."""
    kind, rights, events = LETTERS[name]
    if addressee is Addressee.DATA_SUBJECT:
        return kind, (received(*rights, requester=WRITER), *events)
    seen = MandateVerified(method=sealed("checked"), verified_on=EARLY)
    speaks = HEIR if name == "gdpr-recital-27" else LAWYER  # of a living person it is no letter
    return kind, (received(*rights, requester=WRITER, representative=speaks), seen, *events)
