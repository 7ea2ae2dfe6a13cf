"""One right that was invoked: how it stands, what was done, what it costs, who must be told."""

from datetime import date
from typing import Any, Literal, cast

from pydantic import ConfigDict, Field

from griffie.application.views.answer import AnswerModel, documented
from griffie.application.views.opened_values import RecordItem, SealedWords, Words
from griffie.domain.events import RecipientNotificationOmitted
from griffie.domain.law import FeeGround, OmissionGround, Right
from griffie.domain.law.deadlines import Standing, Term
from griffie.domain.model.event import ENVELOPE
from griffie.domain.request.claim import Claim
from griffie.domain.request.part import PartDecision
from griffie.domain.request.vocabulary import ClaimStatus, Deed, PartStatus
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.deed import DeedRecorded, is_irregular
from griffie.domain.steps.record import ClaimRecord, FeeRecord, Record, Settled

FeeState = Literal["proposed", "accepted", "declined", "waived", "paid"]


class ExceptionShown(AnswerModel):
    ground: str | None
    categories: tuple[str, ...]
    until: date | None


class PartShown(RecordItem):
    """A part of what was asked, with its own course (Article 12(3) and (4))."""

    purposes: tuple[str, ...]
    categories: tuple[str, ...]
    items: int = Field(description="How many things were named in words.")
    status: PartStatus
    ground: str | None
    until: date | None = Field(description="Until when an exception holds.")
    due_on: date | None
    act: str | None = Field(description="The act that sets its term, where that is not the GDPR.")
    informed_on: date | None
    version: int = Field(description="The version that decided it; 0 while it is open.")
    words: dict[str, str | list[str]] = Field(
        description="The reasons and the items that were named in words: digests, or opened."
    )


class ClaimDeadline(AnswerModel):
    due_on: date
    strict_due_on: date
    state: Standing
    act: str | None = Field(description="The act whose shorter term counts, where one does.")
    suspended: bool
    met_on: date | None = Field(description="When what it demands was done and told.")
    met_strictly: bool | None
    refusal_due_on: date | None = Field(description="By when a no had to be told: 12(4).")


class ReturnedShown(AnswerModel):
    """An answer that came back undelivered."""

    sent_on: date
    returned_on: date
    counts: bool = Field(description="Whether a person said that this dispatch counts.")


class AnnouncedShown(AnswerModel):
    """A further purpose that the person was told of (Articles 13(3) and 14(4))."""

    purpose: str
    announced_on: date


class DeedShown(RecordItem):
    """What was done to carry a right out (Articles 7, 15 to 17, 20 to 22)."""

    deed: Deed
    on: date = Field(description="The day on which it was done.")
    version: int = Field(description="The version of the request that recorded it.")
    details: dict[str, Any] = Field(
        description="Its other facts in clear: system, fields, format, until, purposes …"
    )
    irregular: bool = Field(
        description="Whether the law forbade it: it was done and counts for nothing."
    )
    words: SealedWords


class FeeShown(RecordItem):
    """What an answer costs, and what came of that (Articles 12(5)(a) and 15(3))."""

    state: FeeState
    ground: FeeGround
    amount_cents: int = Field(description="In euro cents.")
    notified_on: date
    answered_on: date | None = Field(description="When it was accepted or declined.")
    waived_on: date | None = Field(description="When the waiver was recorded.")
    paid_on: date | None
    words: SealedWords


class RecipientShown(RecordItem):
    """A recipient of what was rectified, erased or restricted (Article 19)."""

    recipient: str
    state: Literal["to_tell", "told", "omitted"]
    on: date | None = Field(description="When it was told, or its omission recorded.")
    ground: OmissionGround | None
    words: SealedWords


class ClaimShown(AnswerModel):
    model_config = ConfigDict(json_schema_extra=documented("recipients", before="deeds"))

    right: Right
    provision: str
    status: ClaimStatus
    ground: str | None
    purposes: tuple[str, ...]
    categories: tuple[str, ...]
    informed: bool
    informed_on: date | None
    received_on: date = Field(description="Receipt of the message that invoked it.")
    returned: list[ReturnedShown] = Field(description="Answers that came back.")
    deadline: ClaimDeadline
    announced: list[AnnouncedShown] = Field(
        description="Purposes announced before they began, to which this objects."
    )
    parts: list[PartShown] = Field(description="What was decided, part by part, and what is open.")
    exceptions: list[ExceptionShown]
    recipients_to_tell: tuple[str, ...]
    deeds: list[DeedShown] = Field(description="What was done to carry it out, in order.")
    fee: FeeShown | None
    recipients: list[RecipientShown]


def claims_shown(request: RightsRequest, kept: Record, on: date, words: Words) -> list[ClaimShown]:
    """Every claim, judged on a day in Brussels: how it stands, and what was noted about it."""
    return [
        _claim_shown(request, claim, kept.claims[right], on, words)
        for right, claim in request.claims.items()
    ]


def _claim_shown(
    request: RightsRequest, claim: Claim, noted: ClaimRecord, on: date, words: Words
) -> ClaimShown:
    deadline = request.deadline_of(claim)
    return ClaimShown(
        right=claim.right,
        provision=str(claim.right.provision),
        status=claim.status,
        ground=claim.ground,
        purposes=claim.purposes,
        categories=claim.categories,
        informed=claim.informed_on is not None,
        informed_on=claim.informed_on,
        received_on=claim.received_on or request.received_on,
        returned=[
            ReturnedShown(
                sent_on=letter.on,
                returned_on=letter.returned_on,
                counts=claim.informed_on == letter.on,
            )
            for letter in claim.letters
            if letter.returned_on
        ],
        deadline=ClaimDeadline(
            due_on=deadline.term.due_on,
            strict_due_on=deadline.term.strict_due_on,
            state=deadline.standing(on),
            act=deadline.term.act,
            suspended=deadline.suspended,
            met_on=deadline.met_on,
            met_strictly=deadline.met_strictly,
            refusal_due_on=deadline.refusal_due_on,
        ),
        announced=[
            AnnouncedShown(purpose=purpose, announced_on=announced_on)
            for purpose, announced_on in claim.announced
        ],
        parts=[_part_shown(request, claim, one, deadline.term, words) for one in claim.parts],
        exceptions=[
            ExceptionShown(ground=one.ground, categories=one.part.categories, until=one.until)
            for one in claim.exceptions
        ],
        recipients_to_tell=noted.untold,
        deeds=[_deed_shown(deed, words) for deed in noted.deeds],
        fee=_fee_shown(noted.fee, words) if noted.fee else None,
        recipients=[
            _recipient_shown(recipient, settled, words) for recipient, settled in noted.recipients
        ],
    )


def _part_shown(
    request: RightsRequest, claim: Claim, one: PartDecision, whole: Term, words: Words
) -> PartShown:
    term = request.term_of(claim, one.part.categories) if one.part.categories else whole
    return PartShown(
        purposes=one.part.purposes,
        categories=one.part.categories,
        items=len(one.part.items),
        status=one.shown_as,
        ground=one.ground,
        until=one.until,
        due_on=None if one.status is PartStatus.WITHDRAWN else term.due_on,
        act=term.act,
        informed_on=None if one.status is PartStatus.OPEN else claim.informed_on,
        version=one.version,
        words=words.get(one.version, {}),
    )


def _deed_shown(deed: DeedRecorded, words: Words) -> DeedShown:
    sealed = words[deed.originator_version]
    apart = {*ENVELOPE, "right", deed.ON, *sealed}
    clear = {name: value for name, value in deed if name not in apart and value is not None}
    return DeedShown(
        deed=deed.deed,
        on=getattr(deed, deed.ON),
        version=deed.originator_version,
        details=clear,
        irregular=is_irregular(deed),
        words=sealed,
    )


def _fee_shown(costs: FeeRecord, words: Words) -> FeeShown:
    waived = words[costs.waived.originator_version] if costs.waived else {}
    return FeeShown(
        state=cast("FeeState", costs.standing),
        ground=costs.proposed.ground,
        amount_cents=costs.proposed.amount_cents,
        notified_on=costs.proposed.notified_on,
        answered_on=costs.answered.on if costs.answered else None,
        waived_on=costs.waived.recorded_on if costs.waived else None,
        paid_on=costs.paid.paid_on if costs.paid else None,
        words=words[costs.proposed.originator_version] | waived,
    )


def _recipient_shown(recipient: str, settled: Settled | None, words: Words) -> RecipientShown:
    if settled is None:
        return RecipientShown(recipient=recipient, state="to_tell", on=None, ground=None, words={})
    sealed = words[settled.originator_version]
    if isinstance(settled, RecipientNotificationOmitted):
        return RecipientShown(
            recipient=recipient,
            state="omitted",
            on=settled.recorded_on,
            ground=settled.ground,
            words=sealed,
        )
    return RecipientShown(
        recipient=recipient, state="told", on=settled.notified_on, ground=None, words=sealed
    )
