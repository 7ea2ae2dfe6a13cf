"""The letters that are kept as golden files: what happened in each, and who wrote it. Invented."""

from datetime import date
from typing import Any

from griffie.application.controller.authority import Names
from griffie.application.controller.load_profile import load_profile
from griffie.application.letters import LetterKind
from griffie.application.letters.phrases import Addressee
from griffie.domain.events import (
    Article17ExceptionApplied,
    DataRectified,
    DataTransmitted,
    DeadlineExtended,
    ErasureDeferred,
    ExceptionApplied,
    FeeProposed,
    FoundNotApplicable,
    HumanReviewPerformed,
    Invoked,
    MandateVerified,
    NoRequestFound,
    PublicControllersInformed,
    RecipientNotificationOmitted,
    RecipientNotified,
    RecipientsRecorded,
    RefusedAsExcessive,
    RefusedAsUnfounded,
    RestrictionApplied,
    RightFulfilled,
    SealedRepresentative,
    SealedRequester,
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
from griffie.domain.model.values import Sealed
from griffie.domain.request.disclosed import DisclosureSource
from griffie.domain.request.vocabulary import Capacity, Format, ReviewOutcome
from tests.given.letters import ROOT
from tests.given.past import asked, doubted, granted, not_established, received

TODAY = date(2026, 3, 20)
EARLY, LATE = date(2026, 3, 6), date(2026, 3, 20)
R = Right
K = LetterKind


def sealed(word: str) -> Sealed:
    return Sealed(word.ljust(43, "_"))


_IASSIST = load_profile(ROOT / "docs" / "examples" / "iassist.toml")
assert _IASSIST.identity is not None
OFFICE = _IASSIST.model_copy(
    update={
        "identity": _IASSIST.identity.model_copy(
            update={
                "name": "Voorbeeldkantoor",
                "enterprise_number": "BE0123.456.749",
                "court": Names(
                    nl="Voorbeeldstad", fr="Villexemple", de="Beispielstadt", en="Exampletown"
                ),
                "account": "BE68 5390 0754 7034",
                "dpo": "dpo@voorbeeldkantoor.example",
                "signatory": Names(
                    nl="zaakvoerder", fr="gérant", de="Geschäftsführung", en="manager"
                ),
            }
        )
    }
)
"""The example office with every particular of a company; number, court and account are invented."""

WRITER = SealedRequester(name=sealed("name"), postal_address=sealed("place"))
LAWYER = SealedRepresentative(name=sealed("lawyer"), capacity=Capacity.LAWYER)


def of(right: Right, *purposes: str, **more: Any) -> Invoked:
    return Invoked(right=right, purposes=purposes, **more)


def done(right: Right, words: str = "done") -> RightFulfilled:
    return RightFulfilled(right=right, measures=sealed(words))


def absent(right: Right, ground: NotApplicableGround) -> FoundNotApplicable:
    return FoundNotApplicable(right=right, ground=ground, explanation=sealed("checked"))


def kept(right: Right, ground: ExceptionGround, *categories: str) -> ExceptionApplied:
    return ExceptionApplied(
        right=right, ground=ground, categories=categories, necessity=sealed("weighed")
    )


def fee(ground: FeeGround, words: str) -> FeeProposed:
    return FeeProposed(
        right=R.ACCESS,
        ground=ground,
        amount_cents=2500,
        demonstration=sealed(words),
        notified_on=TODAY,
    )


def reviewed(outcome: ReviewOutcome) -> HumanReviewPerformed:
    return HumanReviewPerformed(
        right=R.AUTOMATED_DECISION,
        outcome=outcome,
        view=sealed("view"),
        reasons=sealed("weighed"),
        reviewed_on=TODAY,
    )


def restricted(ground: RestrictionGround, *, provisional: bool) -> RestrictionApplied:
    return RestrictionApplied(
        ground=ground, systems=("web-shop",), provisional=provisional, applied_on=EARLY
    )


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
_SOME_PURPOSES = of(R.ACCESS, "billing", "newsletter", "statistics", "legal-claims")

Asked = tuple[Right | Invoked, ...]
LETTERS: dict[str, tuple[LetterKind, Asked, tuple[Event, ...]]] = {
    "acknowledgement": (K.ACKNOWLEDGEMENT, (R.ACCESS, R.DIRECT_MARKETING_OBJECTION), ()),
    "identity": (K.IDENTITY, (R.ACCESS, R.CONSENT_WITHDRAWAL), (doubted(EARLY),)),
    "identity-asked-late": (K.IDENTITY, (R.ERASURE,), (doubted(LATE),)),
    "clarification": (K.CLARIFICATION, (R.RECTIFICATION, R.ERASURE), (asked(EARLY),)),
    "clarification-of-access": (K.CLARIFICATION, (R.ACCESS,), (asked(EARLY),)),
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
    **{
        str(ground).replace("/", "-"): (
            K.ANSWER,
            (ground.rights[0],),
            (absent(ground.rights[0], ground),),
        )
        for ground in NotApplicableGround
    },
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
    return kind, (received(*rights, requester=WRITER, representative=LAWYER), seen, *events)
