"""A request comes in: what was asked, by whom, through which channel, and who takes it up."""

from datetime import date
from typing import Self
from uuid import UUID

from griffie.domain.law import GDPR, Language
from griffie.domain.law.deadlines import civil_date, nth_working_day
from griffie.domain.model.changed import changed
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event, FirstEvent
from griffie.domain.model.setting import Occasion, Setting
from griffie.domain.model.values import Account, Colleague, Sealed
from griffie.domain.request.elsewhere import Elsewhere
from griffie.domain.request.remarks import DkimResult, RemarkCode
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import (
    Forwarder,
    Invoked,
    SealedRepresentative,
    SealedRequester,
    SourceLine,
)
from griffie.domain.request.vocabulary import Channel, DocumentKind, Identity
from griffie.domain.steps import rules
from griffie.domain.steps.said import EarlierDay, PastDay, Reason
from griffie.domain.steps.step import Hint, step
from griffie.domain.steps.tasks import SearchAsked


class RequestReceived(FirstEvent):
    """The first event.

    What came in, from whom, on which day, and under which rules it is judged.
    """

    TOPIC, SCHEMA = "RequestReceived", 3
    originator_topic: str = "RightsRequest"
    received_on: date
    channel: Channel
    language: Language
    rights: tuple[Invoked, ...]
    requester: SealedRequester
    representative: SealedRepresentative | None = None
    forwarded_by: Forwarder | None = None
    message: Sealed | None = None
    setting: Setting
    reading: int = 1
    """By which reading of the law it says what counts and what is met."""
    claims_earlier: bool = False
    """It says that the same was asked before, in a message that is not on file."""
    remarks: tuple[RemarkCode, ...] = ()
    """What was supposed of the mail: who asks, since when, in which language."""
    dkim: DkimResult = DkimResult.NOT_CHECKED
    """Whether the domain of its author signed the mail, as asked when it came in."""
    source: SourceLine | None = None
    """The line of another register from which it was imported, still open there."""

    def apply(self, request: RequestState) -> None:
        request.reading, request.claims_earlier = self.reading, self.claims_earlier
        request.remarks, request.received_on = self.remarks, self.received_on
        request.dkim = self.dkim
        if self.forwarded_by and self.forwarded_by.official_channel:
            request.received_on = self.forwarded_by.their_receipt_on  # it had reached us there
        request.channel, request.language = self.channel, self.language
        request.requester, request.representative = self.requester, self.representative
        request.message, request.setting = self.message, self.setting
        if self.source:
            since = self.recorded_on
            request.elsewhere = Elsewhere(self.source, finished=False, imported_on=since)
        request.entered_by, request.entered_at = self.actor, self.timestamp
        request.claims = {invoked.right: invoked.claim() for invoked in self.rights}


class ReceiptAcknowledged(Event):
    """The requester was told that the request came in."""

    TOPIC = "ReceiptAcknowledged"
    sent_on: date
    channel: Channel

    def apply(self, request: RequestState) -> None:
        request.happened(self.sent_on)


class HandlerAssigned(Event):
    """A colleague handles the request."""

    TOPIC = "HandlerAssigned"
    handler: Account

    def apply(self, request: RequestState) -> None:
        request.handler = self.handler


class ReceiptDateCorrected(Event):
    """The request came in on another day than was recorded, with the evidence."""

    TOPIC = "ReceiptDateCorrected"
    received_on: date
    evidence: Sealed
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        for claim in request.claims.values():
            if claim.received_on == request.received_on:
                request.put(changed(claim, received_on=None))  # of the same message
        request.received_on = self.received_on


class RequesterCorrected(Event):
    """Who asks was recorded wrongly, or has other contact details."""

    TOPIC = "RequesterCorrected"
    requester: SealedRequester
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.requester = self.requester
        request.ready = None if self.requester.reachable else request.ready  # it can be sent


class NoteAdded(Event):
    """An internal note. It is never sent."""

    TOPIC = "NoteAdded"
    note: Sealed

    def apply(self, request: RequestState) -> None:
        pass


class DocumentAdded(Event):
    """A file was put into the vault, with its name, which is personal too."""

    TOPIC, SCHEMA = "DocumentAdded", 2
    kind: DocumentKind
    document: Sealed
    size: int
    of_intake: bool = False
    """What the message itself brought along: it is part of receipt."""

    def apply(self, request: RequestState) -> None:
        request.of_intake += self.of_intake
        request.documents = (*request.documents, self.document)
        if self.kind is DocumentKind.IDENTITY_EVIDENCE:
            request.identity_evidence = (*request.identity_evidence, self.document)
        elif self.kind is DocumentKind.DELIVERED_COPY:
            request.copies, request.copies_out_on = (*request.copies, self.document), None


def _movable(request: RequestState) -> Hint:
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
    """The steps with which a request comes in and is put right."""

    @classmethod
    def receive(cls, request_id: UUID, now: Occasion, received: RequestReceived) -> Self:
        """Art. 12(3): the month runs from receipt, whatever the channel and whoever knew."""
        refuse_impossible_day("received_on", received.received_on, now.today)
        if forwarded := received.forwarded_by:
            word = "forwarded_by.their_receipt_on"
            refuse_impossible_day(word, forwarded.their_receipt_on, received.received_on)
        rights = [invoked.right for invoked in received.rights]
        if len(set(rights)) < len(rights):
            raise BadInputError("rights", "the same right twice")
        request = cls.begin(received, request_id, now)
        if received.claims_earlier:
            due_on = nth_working_day(now.today, _TO_SEARCH, request.calendar)
            request.record(SearchAsked(system=MAILBOXES, due_on=due_on, of_intake=True), now)
        return request

    @step(rules.still_open)
    def acknowledge(
        self, _: Occasion, *, sent_on: PastDay, channel: Channel
    ) -> ReceiptAcknowledged:
        """Record that the requester was told that the request arrived.

        Why: Good practice, no duty: the requester knows that the request arrived.
        """
        return ReceiptAcknowledged(sent_on=sent_on, channel=channel)

    @step(rules.still_open)
    def assign(self, _: Occasion, *, handler: Colleague) -> HandlerAssigned:
        """Make a member of staff answer for the request: Article 24 GDPR.

        Why: Art. 24: somebody answers for it.
        """
        return HandlerAssigned(handler=handler)

    @step(rules.not_merged, hint=_movable)
    def correct_receipt(
        self, now: Occasion, *, received_on: EarlierDay, evidence: Sealed, reason: Reason
    ) -> ReceiptDateCorrected:
        """Correct the date from which the law counts, with the evidence for it: Article 5(2) GDPR.

        Why: Art. 5(2): the date that the law counts from must be demonstrable.
        """
        refuse_impossible_day("received_on", received_on, now.today)
        if received_on > civil_date(self.entered_at):
            raise BadInputError("received_on", "after it was entered")
        if self.first_act_on and received_on > self.first_act_on:
            raise BadInputError("received_on", "after something was done about the request")
        return ReceiptDateCorrected(received_on=received_on, evidence=evidence, reason=reason)

    @step()
    def correct_requester(
        self, _: Occasion, *, requester: SealedRequester, reason: Reason
    ) -> RequesterCorrected:
        """Correct who asked and how to reach them: Article 5(1)(d) GDPR.

        A known address is replaced, not left out; where none was known, one is added.

        Why: Art. 5(1)(d): a misspelt name or a new address.
        """
        if self.requester.reachable and not requester.reachable:
            raise BadInputError("requester", "an address was known: one is needed")
        return RequesterCorrected(requester=requester, reason=reason)

    @step()
    def add_note(self, _: Occasion, *, note: Sealed) -> NoteAdded:
        """Write a note for colleagues. It is never sent.

        Why: A note for colleagues. It is never sent.
        """
        return NoteAdded(note=note)

    @step(listed=False)
    def add_document(
        self,
        _: Occasion,
        *,
        kind: DocumentKind,
        document: Sealed,
        size: int,
        of_intake: bool = False,
    ) -> DocumentAdded:
        """A file that came in or went out. Art. 5(1)(c): no paper to prove what is not in doubt."""
        settled = self.identity is Identity.VERIFIED
        if kind is DocumentKind.IDENTITY_EVIDENCE and settled:
            raise UnlawfulError(
                GDPR(5, 1, "c"), "the identity was verified: do not keep this document"
            )
        if kind is DocumentKind.DELIVERED_COPY and self.copies_condemned:
            raise OutOfOrderError("the copies on file wait to be destroyed: file it after that")
        return DocumentAdded(kind=kind, document=document, size=size, of_intake=of_intake)


MAILBOXES = "mailboxes"
"""Where a first request is searched that somebody says to have sent before."""
_TO_SEARCH = 2  # [P] working days
_APPLIES_FROM = date(2018, 5, 25)


def refuse_impossible_day(word: str, day: date, last: date) -> None:
    """Art. 99(2): no request under the Regulation came before it applied."""
    if day > last:
        raise BadInputError(word, "in the future, or after it was forwarded")
    if day < _APPLIES_FROM:
        raise BadInputError(word, "before 25 May 2018, when the GDPR began to apply")
