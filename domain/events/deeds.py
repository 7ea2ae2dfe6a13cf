"""What was done to carry a right out, as the law wants it done: Articles 7, 15 to 17, 20 to 22.

A deed is a fact about a claim. It decides nothing: `fulfil` says that a right was carried out.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from griffie.domain.law import Right
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.values import Code, Codes, Sealed
from griffie.domain.request.vocabulary import Channel, Deed, Format, Hands, ReviewOutcome, Weighing

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class Done(KeptEvent):
    """A deed, and the field that says on which day."""

    ON: ClassVar[str]
    DEED: ClassVar[Deed]

    right: Right

    @property
    def deed(self) -> Deed:
        return self.DEED

    def apply(self, request: RequestState) -> None:
        request.happened(getattr(self, self.ON))
        request.put(request.claims[self.right].having(self.deed))


class CopyDelivered(Done):
    TOPIC, DEED, ON = "CopyDelivered", Deed.COPY_DELIVERED, "delivered_on"
    format: Format
    channel: Channel
    hands: Hands
    delivered_on: date
    documents: tuple[Sealed, ...]

    def apply(self, request: RequestState) -> None:
        super().apply(request)
        request.copies_out_on = self.delivered_on


class DataTransmitted(Done):
    """Article 20(2): directly to another controller."""

    TOPIC, DEED, ON = "DataTransmitted", Deed.DATA_TRANSMITTED, "transmitted_on"
    format: Format
    target: Sealed
    transmitted_on: date


class TransmissionFoundInfeasible(Done):
    TOPIC, DEED, ON = "TransmissionFoundInfeasible", Deed.TRANSMISSION_INFEASIBLE, "found_on"
    reason: Sealed
    found_on: date


class DataRectified(Done):
    TOPIC, DEED, ON = "DataRectified", Deed.DATA_RECTIFIED, "rectified_on"
    system: Code
    fields: Codes
    rectified_on: date


class StatementAppended(Done):
    """Article 16: incomplete data are completed, also by a supplementary statement."""

    TOPIC, DEED, ON = "StatementAppended", Deed.STATEMENT_APPENDED, "appended_on"
    system: Code
    statement: Sealed
    appended_on: date


class DataErased(Done):
    TOPIC, DEED, ON = "DataErased", Deed.DATA_ERASED, "erased_on"
    system: Code
    proof: Sealed
    erased_on: date


class ErasureDeferred(Done):
    """In a backup they stay until it is overwritten, and are not used meanwhile."""

    TOPIC, DEED, ON = "ErasureDeferred", Deed.ERASURE_DEFERRED, "deferred_on"
    system: Code
    reason: Sealed
    deferred_on: date
    until: date


class PublicControllersInformed(Done):
    """Article 17(2): whoever processes what was made public knows that it must go."""

    TOPIC, DEED = "PublicControllersInformed", Deed.PUBLIC_CONTROLLERS_INFORMED
    ON = "informed_on"
    who: Sealed
    measures: Sealed
    informed_on: date


class BalancingPerformed(Done):
    """Article 21(1): whose interests prevail, and why. It is the controller who must show it."""

    TOPIC, ON = "BalancingPerformed", "performed_on"
    interests: Sealed
    prevails: Weighing
    performed_on: date

    @property
    def deed(self) -> Deed:
        ours = self.prevails is Weighing.CONTROLLER
        return Deed.OVERRIDING_FOUND if ours else Deed.YIELDING_FOUND

    def apply(self, request: RequestState) -> None:
        super().apply(request)
        weighed = {Deed.OVERRIDING_FOUND, Deed.YIELDING_FOUND} - {self.deed}
        request.put(request.claims[self.right].without(weighed))  # the last weighing stands


class ProcessingStopped(Done):
    TOPIC, DEED, ON = "ProcessingStopped", Deed.PROCESSING_STOPPED, "stopped_on"
    purposes: Codes
    stopped_on: date


class MarketingStopped(Done):
    TOPIC, DEED, ON = "MarketingStopped", Deed.MARKETING_STOPPED, "stopped_on"
    channels: Codes
    stopped_on: date


class SuppressionRecorded(Done):
    """Where it is kept that this person is not to be approached again."""

    TOPIC, DEED, ON = "SuppressionRecorded", Deed.SUPPRESSED, "suppressed_on"
    system: Code
    suppressed_on: date


class WithdrawalPropagated(Done):
    """Whoever relied on the consent was told that it is gone (C-129/21)."""

    TOPIC, DEED, ON = "WithdrawalPropagated", Deed.WITHDRAWAL_PROPAGATED, "told_on"
    recipients: Codes
    told_on: date


class HumanReviewPerformed(Done):
    """Article 22(3): a person looked again, and the data subject could say their say."""

    TOPIC, DEED, ON = "HumanReviewPerformed", Deed.REVIEWED_BY_A_PERSON, "reviewed_on"
    outcome: ReviewOutcome
    view: Sealed | None = None
    reasons: Sealed
    reviewed_on: date
