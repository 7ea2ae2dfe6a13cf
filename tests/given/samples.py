"""One sample of every event, and its bytes as they are stored."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

from griffie.domain import events
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.law import (
    ExceptionGround,
    ExtensionGround,
    FeeGround,
    Language,
    NoRequestGround,
    NotApplicableGround,
    OmissionGround,
    Refusal,
    RestrictedUse,
    RestrictionGround,
    Right,
)
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion, Setting
from griffie.domain.model.values import Sealed
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.request.values import (
    Forwarder,
    SealedRepresentative,
    SealedRequester,
    SourceLine,
)
from griffie.domain.request.vocabulary import (
    AgeBand,
    Authority,
    Capability,
    Capacity,
    Channel,
    ClaimStatus,
    DocumentKind,
    FileErasure,
    Format,
    HandedOnStatus,
    Hands,
    Limit,
    NewFact,
    Outcome,
    Relation,
    ReminderKind,
    ReviewOutcome,
    SearchResult,
    Weighing,
)
from griffie.domain.steps.closing import Concluded
from griffie.infrastructure.sqlite.mapper import CANONICAL, CanonicalMapper
from tests.given.declared import declared
from tests.given.samples_beside import BESIDE

STREAM, OTHER = UUID(int=1), UUID(int=2)

NONCE = "AAAAAAAAAAAAAAAAAAAAAA"

NOW = Occasion("u-17", datetime(2026, 3, 20, 10, 30, 15, 123456, tzinfo=UTC))

MARCH_5, MARCH_20, YEAR_2036 = date(2026, 3, 5), date(2026, 3, 20), date(2036, 12, 31)

A, B = Sealed("a" * 43), Sealed("b" * 43)

ERASURE, ACCESS = Right.ERASURE, Right.ACCESS

CLAIM = events.Invoked(
    right=ERASURE,
    purposes=("newsletter",),
    categories=("contact", "invoices"),
    recipients=("mailer",),
)

SAMPLES: tuple[Event, ...] = (
    events.RequestReceived(
        received_on=MARCH_5,
        channel=Channel.EMAIL,
        language=Language.NL,
        rights=(CLAIM, events.Invoked(right=ACCESS)),
        requester=SealedRequester(name=A, email=B),
        representative=SealedRepresentative(name=A, capacity=Capacity.LAWYER),
        forwarded_by=Forwarder(party="host-1", their_receipt_on=MARCH_5, official_channel=True),
        message=A,
        setting=Setting(profile="iassist/1", four_eyes=True),
        reading=2,
        claims_earlier=True,
        remarks=(RemarkCode.PASSED_ON, RemarkCode.DATE_SUPPOSED),
        source=SourceLine(key="ab" * 32, content="cd" * 32, line=17),
    ),
    events.ReceiptAcknowledged(sent_on=MARCH_20, channel=Channel.POST),
    events.HandlerAssigned(handler="u-lea"),
    events.ClaimAdded(claim=CLAIM),
    events.ClaimReclassified(
        from_right=Right.OBJECTION, to_right=ERASURE, reason=A, received_on=MARCH_20
    ),
    events.ReceiptDateCorrected(received_on=MARCH_5, evidence=A, reason=B),
    events.RequesterCorrected(requester=SealedRequester(postal_address=A, phone=B), reason=A),
    events.NoteAdded(note=A),
    events.AnnouncementRecorded(right=Right.OBJECTION, purpose="loyalty", announced_on=MARCH_5),
    events.DocumentAdded(
        kind=DocumentKind.IDENTITY_EVIDENCE, document=A, size=20_480, of_intake=True
    ),
    events.DocumentRedacted(
        original=A, document=B, grounds=("gdpr/15/4", "gdpr/5/1/c"), because=A, places=3
    ),
    events.IdentityVerified(method=A, verified_on=MARCH_20, received_on=MARCH_5),
    events.IdentityNotEstablished(reason=A, received_on=MARCH_20, rights=(ACCESS, ERASURE)),
    events.ClarificationAsked(question=A, asked_on=MARCH_20, large_quantity=True),
    events.ClarificationReceived(answer=A, received_on=MARCH_20),
    events.DeadlineExtended(
        grounds=(ExtensionGround.COMPLEXITY, ExtensionGround.NUMBER),
        explanation=A,
        notified_on=MARCH_20,
        rights=(ACCESS, ERASURE),
    ),
    events.Article17ExceptionApplied(
        right=ERASURE,
        ground=ExceptionGround.LEGAL_OBLIGATION,
        categories=("invoices",),
        necessity=A,
        legal_basis=B,
        until=YEAR_2036,
    ),
    events.RefusedAsUnfounded(right=ACCESS, ground=Refusal.UNFOUNDED, demonstration=A),
    events.RefusalApproved(right=ACCESS),
    events.FoundNotApplicable(
        right=ACCESS, items=(B,), ground=NotApplicableGround.NO_DATA, explanation=A
    ),
    events.RightGranted(right=ACCESS, purposes=("newsletter",)),
    events.DecisionRevoked(
        right=ACCESS, purposes=("newsletter",), reason=A, counted_from=MARCH_20, anew=True
    ),
    events.RequestWithdrawn(rights=(ACCESS, ERASURE), on=MARCH_20, words=A),
    events.RightFulfilled(
        right=ACCESS, categories=("contact",), items=(B,), measures=A, done_on=MARCH_20
    ),
    events.RecipientNotified(recipient="mailer", right=ERASURE, notified_on=MARCH_20),
    events.RecipientNotificationOmitted(
        recipient="mailer", right=ERASURE, ground=OmissionGround.DISPROPORTIONATE, reason=A
    ),
    events.RequestClosed(
        outcome=Outcome.PARTLY_FULFILLED,
        derived_from=(
            Concluded(right=ERASURE, status=ClaimStatus.PARTLY_FULFILLED),
            Concluded(right=ACCESS, status=ClaimStatus.REFUSED),
        ),
    ),
    events.RequestReopened(reason=A, new_fact=NewFact.PROOF, on=MARCH_20),
    events.RequestLinked(other=OTHER, relation=Relation.REMINDER, closes=True),
    events.DuplicateAbsorbed(other=OTHER, received_on=MARCH_5, claims=(CLAIM,), each_its_day=True),
    events.ComplaintRecorded(authority=Authority.GBA, reference=A, received_on=MARCH_20),
    events.PersonalDataErased(ground=FileErasure.RETENTION_ELAPSED, explanation=A),
    events.NotApplicableProposed(
        right=ACCESS, ground=NotApplicableGround.CANNOT_IDENTIFY, explanation=A
    ),
    events.IdentityFailureProposed(reason=A, received_on=MARCH_20, rights=(ACCESS, ERASURE)),
    events.IdentityEvidenceDestroyed(documents=(A, B)),
    events.NoRequestFound(ground=NoRequestGround.NOT_CONTROLLER, reason=A, proposed=True),
    events.FindingApproved(),
    events.RequestForwarded(party="host-1", consent=A, forwarded_on=MARCH_20),
    events.JointControllerInformed(party="host-1", informed_on=MARCH_20),
    events.RepresentativeNamed(
        representative=SealedRepresentative(name=A, email=A, capacity=Capacity.LAWYER),
        came_forward_on=MARCH_20,
    ),
    events.MandateAsked(question=A, asked_on=MARCH_20),
    events.MandateVerified(method=A, verified_on=MARCH_20),
    events.MandateRejected(reason=A),
    events.MinorAssessed(age_band=AgeBand.FROM_13, result=Capability.ACTS_ALONE, reason=A),
    events.FeeProposed(
        right=ACCESS,
        ground=FeeGround.FURTHER_COPIES,
        amount_cents=1250,
        demonstration=A,
        notified_on=MARCH_20,
    ),
    events.FeeAccepted(right=ACCESS, on=MARCH_20),
    events.FeeDeclined(right=ACCESS, on=MARCH_20),
    events.FeeWaived(right=ACCESS, reason=A),
    events.FeePaid(right=ACCESS, paid_on=MARCH_20),
    events.SearchAsked(system="crm", assignee="u-lea", due_on=YEAR_2036, of_intake=True),
    events.SearchCompleted(system="crm", result=SearchResult.FOUND, note=A),
    events.ProcessorAsked(processor="host-1", question=A, due_on=YEAR_2036),
    events.ProcessorHeard(processor="host-1", answer=A, heard_on=MARCH_20),
    events.ProcessorReported(
        processor="host-1",
        mail=UUID(int=7),
        status=HandedOnStatus.COMPLETED,
        expected_on=MARCH_20,
        said=A,
        results=B,
    ),
    events.CopyDelivered(
        right=ACCESS,
        format=Format.PDF,
        channel=Channel.EMAIL,
        hands=Hands.REPRESENTATIVE,
        delivered_on=MARCH_20,
        documents=(A, B),
    ),
    events.DataTransmitted(
        right=Right.PORTABILITY, format=Format.JSON, target=A, transmitted_on=MARCH_20
    ),
    events.TransmissionFoundInfeasible(right=Right.PORTABILITY, reason=A, found_on=MARCH_20),
    events.DataRectified(
        right=Right.RECTIFICATION, system="crm", fields=("birth", "name"), rectified_on=MARCH_20
    ),
    events.StatementAppended(
        right=Right.RECTIFICATION, system="crm", statement=A, appended_on=MARCH_20
    ),
    events.DataErased(right=ERASURE, system="crm", proof=A, erased_on=MARCH_20),
    events.ErasureDeferred(
        right=ERASURE, system="crm", reason=A, deferred_on=MARCH_20, until=YEAR_2036
    ),
    events.PublicControllersInformed(right=ERASURE, who=A, measures=B, informed_on=MARCH_20),
    events.BalancingPerformed(
        right=Right.OBJECTION, interests=A, prevails=Weighing.CONTROLLER, performed_on=MARCH_20
    ),
    events.ProcessingStopped(
        right=Right.OBJECTION, purposes=("credit",), stopped_on=MARCH_20, not_stopped=("offers",)
    ),
    events.MarketingStopped(
        right=Right.DIRECT_MARKETING_OBJECTION, channels=("email",), stopped_on=MARCH_20
    ),
    events.SuppressionRecorded(
        right=Right.DIRECT_MARKETING_OBJECTION, system="mailer", suppressed_on=MARCH_20
    ),
    events.WithdrawalPropagated(
        right=Right.CONSENT_WITHDRAWAL, recipients=("mailer",), told_on=MARCH_20
    ),
    events.HumanReviewPerformed(
        right=Right.AUTOMATED_DECISION,
        outcome=ReviewOutcome.CHANGED,
        view=A,
        reasons=B,
        reviewed_on=MARCH_20,
    ),
    events.RestrictionApplied(
        ground=RestrictionGround.OBJECTION_PENDING,
        systems=("crm", "shop"),
        provisional=True,
        applied_on=MARCH_20,
    ),
    events.RestrictionUseRecorded(ground=RestrictedUse.PROTECTION, explanation=A, used_on=MARCH_20),
    events.RestrictionLifted(
        ground=RestrictionGround.OBJECTION_PENDING, reason=A, lifted_on=MARCH_20
    ),
    events.DpoAdviceRecorded(advice=A, followed=False, why_not=B),
    events.InquiryRecorded(
        authority=Authority.GBA,
        dossier="dos-2026-1",
        received_on=MARCH_5,
        due_on=MARCH_20,
        reference=B,
    ),
    events.InquiryAnswered(dossier="dos-2026-1", answered_on=MARCH_20),
    events.OrderRecorded(
        authority=Authority.GBA,
        dossier="dos-2026-1",
        content=A,
        received_on=MARCH_5,
        due_on=MARCH_20,
        reference=B,
    ),
    events.OrderReportedDone(dossier="dos-2026-1", reported_on=MARCH_20),
    events.MediationRecorded(dossier="dos-2026-1", opened_on=MARCH_20, reference=B),
    events.CourtActionRecorded(court=A, reference=B, notified_on=MARCH_20),
    events.HoldPlaced(reason=A),
    events.HoldReleased(reason=A),
    events.ReminderRaised(
        kind=ReminderKind.PROCESSOR, due_on=MARCH_20, about="host-1", rights=(ACCESS, ERASURE)
    ),
    events.DeadlineMissed(limit=Limit.REFUSAL_NOTICE, right=ERASURE, due_on=MARCH_5),
    events.ErasureOfCopiesDecided(
        ground=FileErasure.RETENTION_ELAPSED, explanation=A, documents=(B,)
    ),
    events.CopiesDestroyed(documents=(B,)),
    *BESIDE,
    *declared("SAMPLES"),
)


BY_TOPIC = {sample.TOPIC: sample for sample in SAMPLES}


def happened(topic: str) -> Event:
    stream = HOUSEKEEPING if topic in {"StreamErased", "FiguresKept"} else STREAM
    return BY_TOPIC[topic].stamped(stream, 1, NOW)


def stored(event: Event, nonce: str = NONCE) -> bytes:
    """What the mapper writes, with a nonce that does not change."""
    state = json.loads(CanonicalMapper(None).to_stored_event(event).state)  # type: ignore[arg-type]
    return CANONICAL(state | {"nonce": nonce}).encode()
