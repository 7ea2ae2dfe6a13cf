"""What a request can show for itself, beside its claims and its deadline: Article 5(2) GDPR.

Read from the events that a request keeps. Nothing here decides, and no rule uses it.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from griffie.domain.law import Right
from griffie.domain.law.rights import ARTICLE_19
from griffie.domain.model.event import KeptEvent
from griffie.domain.request.claim import Claim
from griffie.domain.request.disclosed import recipients_left
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import DutyKind, Letter, Progress
from griffie.domain.steps.answer import RequesterInformed
from griffie.domain.steps.claims import ClaimReclassified
from griffie.domain.steps.closing import BEFORE_OTHERS, ComplaintRecorded
from griffie.domain.steps.deed import DeedRecorded, is_irregular
from griffie.domain.steps.fees import FeeAccepted, FeeDeclined, FeePaid, FeeProposed, FeeWaived
from griffie.domain.steps.fulfilment import RecipientNotificationOmitted, RecipientNotified
from griffie.domain.steps.mandate import MinorAssessed
from griffie.domain.steps.not_ours import NoRequestFound
from griffie.domain.steps.oversight import (
    CourtActionRecorded,
    HoldPlaced,
    HoldReleased,
    InquiryAnswered,
    InquiryRecorded,
    MediationRecorded,
    OrderRecorded,
    OrderReportedDone,
)
from griffie.domain.steps.restriction import RestrictionApplied, RestrictionLifted
from griffie.domain.steps.task_record import TaskRecord, progress, tasks

_FEES = (FeeProposed, FeeAccepted, FeeDeclined, FeeWaived, FeePaid)
_HOLDING = (HoldPlaced, InquiryRecorded, MediationRecorded, CourtActionRecorded)


class DutyRecord(NamedTuple):
    """What an authority asked or ordered, and what it was given (Articles 31 and 58(2))."""

    kind: DutyKind
    asked: InquiryRecorded | OrderRecorded
    given: InquiryAnswered | OrderReportedDone | None = None

    def standing(self, on: date) -> Progress:
        return progress(self.asked.due_on, on, done=self.given is not None)


class RestrictionRecord(NamedTuple):
    """A restriction, the notice before its end, and its end (Article 18)."""

    applied: RestrictionApplied
    announced: RequesterInformed | None = None
    lifted: RestrictionLifted | None = None


class FeeRecord(NamedTuple):
    """A fee that was proposed, and what followed (Articles 12(5)(a) and 15(3))."""

    proposed: FeeProposed
    answered: FeeAccepted | FeeDeclined | None = None
    waived: FeeWaived | None = None
    paid: FeePaid | None = None

    @property
    def standing(self) -> str:
        """`proposed`, `accepted`, `declined`, `waived` or `paid`: the last that happened."""
        if self.paid or self.waived:
            return "paid" if self.paid else "waived"
        if self.answered is None:
            return "proposed"
        return "accepted" if isinstance(self.answered, FeeAccepted) else "declined"


def duties(request: RequestState) -> list[DutyRecord]:
    """What authorities asked and ordered, each with its own deadline."""
    found: dict[tuple[DutyKind, str], DutyRecord] = {}
    for event in request.kept_events:
        match event:
            case InquiryRecorded():
                found[DutyKind.INQUIRY, event.dossier] = DutyRecord(DutyKind.INQUIRY, event)
            case OrderRecorded():
                found[DutyKind.ORDER, event.dossier] = DutyRecord(DutyKind.ORDER, event)
            case InquiryAnswered() if owed := found.get((DutyKind.INQUIRY, event.dossier)):
                found[DutyKind.INQUIRY, event.dossier] = owed._replace(given=event)
            case OrderReportedDone() if owed := found.get((DutyKind.ORDER, event.dossier)):
                found[DutyKind.ORDER, event.dossier] = owed._replace(given=event)
    return list(found.values())


def restrictions(request: RequestState) -> list[RestrictionRecord]:
    """The restrictions in force and those lifted. A notice of lifting is about all in force."""
    found: list[RestrictionRecord] = []
    for event in request.kept_events:
        if isinstance(event, RestrictionApplied) and not is_irregular(event):
            found.append(RestrictionRecord(event))
        elif is_irregular(event):
            continue
        elif isinstance(event, RequesterInformed) and event.kind is Letter.RESTRICTION_LIFT:
            found = [
                one if one.lifted or one.announced else one._replace(announced=event)
                for one in found
            ]
        elif isinstance(event, RestrictionLifted):
            found = [
                one._replace(lifted=event)
                if one.applied.ground == event.ground and not one.lifted
                else one
                for one in found
            ]
    return found


def hold(request: RequestState) -> list[KeptEvent]:
    """The events that keep the file from being erased, since a hold was last released."""
    found: list[KeptEvent] = []
    for event in request.kept_events:
        if isinstance(event, HoldReleased):
            found = []
        elif isinstance(event, _HOLDING) or (
            isinstance(event, ComplaintRecorded) and event.authority in BEFORE_OTHERS
        ):
            found.append(event)
    return found


def minor(request: RequestState) -> MinorAssessed | None:
    """The last assessment of whether a minor acts alone; None if there is none."""
    found = [event for event in request.kept_events if isinstance(event, MinorAssessed)]
    return found[-1] if found else None


def finding(request: RequestState) -> NoRequestFound | None:
    """The finding that a message is no request, as long as that stands; else None."""
    found = [event for event in request.kept_events if isinstance(event, NoRequestFound)]
    return found[-1] if found and request.dismissed else None


def noted_by_right(request: RequestState) -> dict[Right, list[KeptEvent]]:
    """The events about each right, under the right as which it is read now.

    A fee was proposed for one right: when the claim is read as another right, the fee falls away.
    """
    found: dict[Right, list[KeptEvent]] = defaultdict(list)
    for event in request.kept_events:
        if isinstance(event, ClaimReclassified):
            moved = found.pop(event.from_right, [])
            found[event.to_right] += [one for one in moved if not isinstance(one, _FEES)]
        elif right := vars(event).get("right"):  # many have no such field
            found[right].append(event)
    return found


def deeds(noted: list[KeptEvent]) -> list[DeedRecorded]:
    """What was done to carry a right out, among the events noted about it, irregular or not."""
    return [event for event in noted if isinstance(event, DeedRecorded)]


def fee(noted: list[KeptEvent]) -> FeeRecord | None:
    """The last proposed fee among the events noted about a right; None if there is none."""
    found: FeeRecord | None = None
    for event in noted:
        match event:
            case FeeProposed():
                found = FeeRecord(event)
            case FeeAccepted() | FeeDeclined() if found:
                found = found._replace(answered=event)
            case FeeWaived() if found:
                found = found._replace(waived=event)
            case FeePaid() if found:
                found = found._replace(paid=event)
    return found


Settled = RecipientNotified | RecipientNotificationOmitted


def recipients(
    request: RequestState, claim: Claim, noted: list[KeptEvent]
) -> Iterator[tuple[str, Settled | None]]:
    """Article 19: each recipient with the event that settled it; None if still to be told."""
    settled = {
        event.recipient: event
        for event in noted
        if isinstance(event, Settled) and not is_irregular(event)
    }
    if claim.right in ARTICLE_19:
        named = dict.fromkeys((*recipients_left(request, claim), *settled))
        yield from ((recipient, settled.get(recipient)) for recipient in named)


class ClaimRecord(NamedTuple):
    """What was recorded about one right: deeds, a fee, and each recipient (Article 19)."""

    deeds: list[DeedRecorded]
    fee: FeeRecord | None
    untold: tuple[str, ...]
    recipients: list[tuple[str, Settled | None]]


class Record(NamedTuple):
    """Everything that a request can show for itself, read from its kept events at once."""

    claims: dict[Right, ClaimRecord]
    tasks: list[TaskRecord]
    duties: list[DutyRecord]
    restrictions: list[RestrictionRecord]
    hold: list[KeptEvent]
    minor: MinorAssessed | None
    finding: NoRequestFound | None


def record_of(request: RequestState) -> Record:
    """The whole record of a request, each claim under the right as which it is read now."""
    about = noted_by_right(request)
    claims = {
        right: _claim_record(request, claim, about.get(right, []))
        for right, claim in request.claims.items()
    }
    return Record(
        claims,
        tasks(request),
        duties(request),
        restrictions(request),
        hold(request),
        minor(request),
        finding(request),
    )


def _claim_record(request: RequestState, claim: Claim, noted: list[KeptEvent]) -> ClaimRecord:
    untold = recipients_left(request, claim)
    told = list(recipients(request, claim, noted))
    return ClaimRecord(deeds(noted), fee(noted), untold, told)
