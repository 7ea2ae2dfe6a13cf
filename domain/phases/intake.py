"""A request comes in, and somebody takes it up."""

from datetime import date
from typing import Self
from uuid import UUID

from griffie.domain import events
from griffie.domain.events import Invoked, Requester
from griffie.domain.law import GDPR, Right
from griffie.domain.law.deadlines import civil_date
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Codes, Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Channel, DocumentKind, Identity
from griffie.domain.steps import rules
from griffie.domain.steps.step import Hint, step


def movable(request: RequestState) -> Hint:
    """How far receipt can be moved, and what that may undo."""
    if not request.first_act_on:
        return Hint("not in the future")
    acted = {"on": request.first_act_on}
    if any(claim.extended for claim in request.claims.values()):
        return Hint(
            "not after {on}, when something was done about it; an extension that was told after the"
            " first month, counted anew, extends nothing",
            acted,
        )
    return Hint("not after {on}, when something was done about it", acted)


class Intake(RequestState):
    @classmethod
    def receive(cls, request_id: UUID, now: Occasion, received: events.RequestReceived) -> Self:
        """Art. 12(3): the month runs from receipt, whatever the channel and whoever knew."""
        possible("received_on", received.received_on, now.today)
        if forwarded := received.forwarded_by:
            word = "forwarded_by.their_receipt_on"
            possible(word, forwarded.their_receipt_on, received.received_on)
        rights = [invoked.right for invoked in received.rights]
        if len(set(rights)) < len(rights):
            raise BadInputError("rights", "the same right twice")
        return cls.begin(received, request_id, now)

    @step(rules.still_open)
    def acknowledge(
        self, _: Occasion, *, sent_on: date, channel: Channel
    ) -> events.ReceiptAcknowledged:
        """Good practice, no duty: the requester knows that the request arrived."""
        return events.ReceiptAcknowledged(sent_on=sent_on, channel=channel)

    @step(rules.still_open)
    def assign(self, _: Occasion, *, handler: str) -> events.HandlerAssigned:
        """Art. 24: somebody answers for it."""
        return events.HandlerAssigned(handler=handler)

    @step(
        rules.still_open, hint=lambda _: Hint("only a right that was not invoked yet"), invokes=True
    )
    def add_claim(
        self, now: Occasion, *, right: Right, purposes: Codes, categories: Codes
    ) -> events.ClaimAdded:
        """Art. 12(2): a person need not name the article; what was meant counts from receipt."""
        if right in self.claims:
            raise OutOfOrderError("{right} was invoked before: go on with that", right=right)
        return events.ClaimAdded(claim=invoked(now, right, purposes, categories))

    @step(
        rules.still_open,
        rules.undecided,
        rules.unexcepted,
        rules.untold,
        hint=lambda _: Hint("only into a right that was not invoked yet"),
    )
    def reclassify_claim(
        self, _: Occasion, *, from_right: Right, to_right: Right, reason: Sealed
    ) -> events.ClaimReclassified:
        """Art. 12(2): the requester meant another right than was read into the words."""
        if to_right in self.claims:
            raise OutOfOrderError("{right} was invoked before: go on with that", right=to_right)
        return events.ClaimReclassified(from_right=from_right, to_right=to_right, reason=reason)

    @step(rules.not_merged, hint=movable, moves_receipt=True)
    def correct_receipt(
        self, now: Occasion, *, received_on: date, evidence: Sealed, reason: Sealed
    ) -> events.ReceiptDateCorrected:
        """Art. 5(2): the date that the law counts from must be demonstrable."""
        possible("received_on", received_on, now.today)
        if received_on > civil_date(self.entered_at):
            raise BadInputError("received_on", "after it was entered")
        if self.first_act_on and received_on > self.first_act_on:
            raise BadInputError("received_on", "after something was done about the request")
        return events.ReceiptDateCorrected(
            received_on=received_on, evidence=evidence, reason=reason
        )

    @step()
    def correct_requester(
        self, _: Occasion, *, requester: Requester, reason: Sealed
    ) -> events.RequesterCorrected:
        """Art. 5(1)(d): a misspelt name or a new address."""
        return events.RequesterCorrected(requester=requester, reason=reason)

    @step()
    def add_note(self, _: Occasion, *, note: Sealed) -> events.NoteAdded:
        """A note for colleagues. It is never sent."""
        return events.NoteAdded(note=note)

    @step(listed=False)
    def add_document(
        self, _: Occasion, *, kind: DocumentKind, document: Sealed, size: int
    ) -> events.DocumentAdded:
        """A file that came in or went out. Art. 5(1)(c): no paper to prove what is not in doubt."""
        settled = self.identity is Identity.VERIFIED
        if kind is DocumentKind.IDENTITY_EVIDENCE and settled:
            raise UnlawfulError(
                GDPR(5, 1, "c"), "the identity was verified: do not keep this document"
            )
        if kind is DocumentKind.DELIVERED_COPY and self.copies_condemned:
            raise OutOfOrderError("the copies on file wait to be destroyed: file it after that")
        return events.DocumentAdded(kind=kind, document=document, size=size)


APPLIES_FROM = date(2018, 5, 25)


def possible(word: str, day: date, last: date) -> None:
    """Art. 99(2): no request under the Regulation came before it applied."""
    if day > last:
        raise BadInputError(word, "in the future, or after it was forwarded")
    if day < APPLIES_FROM:
        raise BadInputError(word, "before 25 May 2018, when the GDPR began to apply")


def invoked(now: Occasion, right: Right, purposes: Codes, categories: Codes) -> Invoked:
    """A right as it is invoked today: the recipients of its purposes are those of today."""
    recipients = now.controller.recipients_of(purposes)
    return Invoked(right=right, purposes=purposes, categories=categories, recipients=recipients)
