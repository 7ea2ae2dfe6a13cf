"""What was done, who was told, and the end of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from griffie.domain.law import OmissionGround, Right
from griffie.domain.model.event import Event, KeptEvent
from griffie.domain.model.values import Code, Frozen, Rights, Sealed
from griffie.domain.request.vocabulary import Channel, ClaimStatus, Letter, Outcome

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


ANSWERS = frozenset({Letter.ANSWER, Letter.REFUSAL})
"""The letters that answer: others say what is going on, and stop no clock."""


class RightFulfilled(Event):
    TOPIC = "RightFulfilled"
    right: Right
    measures: Sealed

    def apply(self, request: RequestState) -> None:
        request.settle(self.right, ClaimStatus.FULFILLED)


class RecipientNotified(KeptEvent):
    """Article 19: whoever received the data was told that they changed or went."""

    TOPIC = "RecipientNotified"
    recipient: Code
    right: Right
    notified_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.notified_on)
        request.put(request.claims[self.right].settling(self.recipient))


class RecipientNotificationOmitted(KeptEvent):
    TOPIC = "RecipientNotificationOmitted"
    recipient: Code
    right: Right
    ground: OmissionGround
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.put(request.claims[self.right].settling(self.recipient))


class RequesterInformed(KeptEvent):
    TOPIC = "RequesterInformed"
    kind: Letter
    rights: Rights
    sent_on: date
    channel: Channel
    text: Sealed | None = None
    answered: bool  # nothing of the request remains untold

    def apply(self, request: RequestState) -> None:
        request.happened(self.sent_on)
        if self.kind is Letter.ANSWER and request.copies:
            request.copies_out_on = self.sent_on
        if self.kind in ANSWERS:
            for right in self.rights:
                request.put(request.claims[right].told(self.sent_on))
            request.reconsidered -= frozenset(self.rights)
            if request.dismissed and not request.dismissed.informed_on:
                request.dismissed = request.dismissed._replace(informed_on=self.sent_on)
        if self.kind is Letter.RESTRICTION_LIFT:
            request.restrictions = tuple(
                one.lift_announced(self.sent_on) for one in request.restrictions
            )


class Concluded(Frozen):
    right: Right
    status: ClaimStatus


class RequestClosed(Event):
    TOPIC = "RequestClosed"
    outcome: Outcome
    derived_from: tuple[Concluded, ...]

    def apply(self, request: RequestState) -> None:
        request.outcome, request.closed_on = self.outcome, self.recorded_on
