"""An objection, a withdrawn consent, an automated decision: what is weighed, stopped, reviewed.

Articles 7(3), 21 and 22.
"""

from datetime import date

from griffie.domain.law import Right
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import (
    Code,
    Codes,
    PurposeCodes,
    RecipientCodes,
    Sealed,
    SystemCode,
)
from griffie.domain.request.claim import Claim
from griffie.domain.request.part import left
from griffie.domain.request.remembered import Done
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Deed, ReviewOutcome, Weighing
from griffie.domain.steps import persons, rules
from griffie.domain.steps.deed import DeedRecorded, is_irregular
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.said import EarlierDay, InvokedRight, PastDay, Reason
from griffie.domain.steps.step import step

WEIGHED = frozenset({Right.OBJECTION, Right.RESEARCH_OBJECTION})


class BalancingPerformed(DeedRecorded):
    """Article 21(1): whose interests prevail, and why. It is the controller who must show it."""

    TOPIC, ON = "BalancingPerformed", "performed_on"
    interests: Sealed
    prevails: Weighing
    performed_on: date

    @property
    def deed(self) -> Deed:
        ours = self.prevails is Weighing.CONTROLLER
        return Deed.OVERRIDING_FOUND if ours else Deed.YIELDING_FOUND

    def take_effect(self, request: RequestState) -> None:
        super().take_effect(request)
        weighed = {Deed.OVERRIDING_FOUND, Deed.YIELDING_FOUND} - {self.deed}
        request.put(request.claims[self.right].without(weighed))  # the last weighing stands


class ProcessingStopped(DeedRecorded):
    """Processing for purposes was stopped: Articles 21(1), 21(6), 7(3)."""

    TOPIC, DEED, ON = "ProcessingStopped", Deed.PROCESSING_STOPPED, "stopped_on"
    SCHEMA = 3
    purposes: Codes
    stopped_on: date
    not_stopped: Codes = ()
    """The purposes that the right named and that went on after it; none in events of before."""

    def remembered(self) -> Done:
        return super().remembered()._replace(goes_on=bool(self.not_stopped))


class MarketingStopped(DeedRecorded):
    """Direct marketing was stopped: Article 21(3)."""

    TOPIC, DEED, ON = "MarketingStopped", Deed.MARKETING_STOPPED, "stopped_on"
    channels: Codes
    stopped_on: date


class SuppressionRecorded(DeedRecorded):
    """Where it is kept that this person is not to be approached again."""

    TOPIC, DEED, ON = "SuppressionRecorded", Deed.SUPPRESSED, "suppressed_on"
    system: Code
    suppressed_on: date


class WithdrawalPropagated(DeedRecorded):
    """Whoever relied on the consent was told that it is gone (C-129/21)."""

    TOPIC, DEED, ON = "WithdrawalPropagated", Deed.WITHDRAWAL_PROPAGATED, "told_on"
    recipients: Codes
    told_on: date


class HumanReviewPerformed(DeedRecorded):
    """Article 22(3): a person looked again, and the data subject could say their say."""

    TOPIC, DEED, ON = "HumanReviewPerformed", Deed.REVIEWED_BY_A_PERSON, "reviewed_on"
    outcome: ReviewOutcome
    view: Sealed | None = None
    reasons: Sealed
    reviewed_on: date


STOPPING = WEIGHED | {Right.CONSENT_WITHDRAWAL}


@claim_rule("{right} is not weighed")
def of_objection(_: RequestState, claim: Claim) -> bool:
    """Only these objections are weighed: Articles 21(1), 21(6)."""
    return claim.right in WEIGHED


@claim_rule("{right} stops no processing")
def of_stopping(_: RequestState, claim: Claim) -> bool:
    """The right is one that stops processing."""
    return claim.right in STOPPING


@claim_rule("{right} is no objection to direct marketing")
def of_marketing(_: RequestState, claim: Claim) -> bool:
    """The right is the objection to direct marketing: Article 21(2)."""
    return claim.right is Right.DIRECT_MARKETING_OBJECTION


@claim_rule("{right} is no withdrawal of consent")
def of_consent(_: RequestState, claim: Claim) -> bool:
    """The right is the withdrawal of consent: Article 7(3)."""
    return claim.right is Right.CONSENT_WITHDRAWAL


@claim_rule("{right} is not about an automated decision")
def of_automation(_: RequestState, claim: Claim) -> bool:
    """The right is about automated decisions: Article 22."""
    return claim.right is Right.AUTOMATED_DECISION


def _left_not_stopped(
    request: RequestState, claim: Claim, purposes: tuple[str, ...]
) -> tuple[str, ...]:
    """The purposes that the right named and that are neither stopped nor decided otherwise."""
    if not purposes:
        return ()
    stopped = set(purposes)
    for event in request.kept_events:
        if isinstance(event, ProcessingStopped) and event.right is claim.right:
            if not event.purposes and not is_irregular(event):
                return ()
            stopped |= set() if is_irregular(event) else set(event.purposes)
    stopped |= {name for one in claim.noes for name in one.part.purposes}
    return left(claim.purposes, stopped)


class Objections(RequestState):
    """The steps that weigh an objection, stop processing or review a decision."""

    @step(
        rules.still_open,
        of_objection,
        rules.undecided,
        persons.ours_to_answer,
        hint=rules.not_before_instruction,
    )
    def perform_balancing(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        interests: Sealed,
        prevails: Weighing,
        performed_on: PastDay,
    ) -> BalancingPerformed:
        """Record whose interests prevail when an objection is weighed: Article 21(1) GDPR.

        Without it, compelling grounds are no exception: the burden is the controller's.

        Why: Art. 21(1): "unless the controller demonstrates compelling legitimate grounds".
        """
        return BalancingPerformed(
            right=right, interests=interests, prevails=prevails, performed_on=performed_on
        )

    @step(of_stopping, rules.in_play, persons.ours_to_answer, hint=rules.not_before_instruction)
    def stop_processing(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        purposes: PurposeCodes = (),
        stopped_on: EarlierDay,
    ) -> ProcessingStopped:
        """Record that processing was stopped: Articles 21(1), 21(6) and 7(3) GDPR.

        Why: Art. 21(1) and 7(3): "shall no longer process the personal data".
        """
        not_stopped = _left_not_stopped(self, self.claims[right], purposes)
        return ProcessingStopped(
            right=right, purposes=purposes, stopped_on=stopped_on, not_stopped=not_stopped
        )

    @step(of_marketing, rules.in_play, persons.ours_to_answer, hint=rules.not_before_instruction)
    def stop_marketing(
        self, _: Occasion, *, right: InvokedRight, channels: Codes = (), stopped_on: EarlierDay
    ) -> MarketingStopped:
        """Record that direct marketing was stopped: Article 21(3) GDPR.

        It counts for the term, and may lie before receipt where it had been stopped already.

        Why: Art. 21(3): "shall no longer be processed for such purposes".
        """
        return MarketingStopped(right=right, channels=channels, stopped_on=stopped_on)

    @step(of_marketing, rules.in_play, persons.ours_to_answer, hint=rules.not_before_instruction)
    def record_suppression(
        self, _: Occasion, *, right: InvokedRight, system: SystemCode, suppressed_on: EarlierDay
    ) -> SuppressionRecorded:
        """Record where it is kept that this person is not to be approached: Article 21(3) GDPR.

        Of somebody who is on no list this is the deed, and its day counts for the term.

        Why: Art. 21(3): our policy keeps as little as shows whom not to approach again.
        """
        return SuppressionRecorded(right=right, system=system, suppressed_on=suppressed_on)

    @step(of_consent, rules.in_play, persons.ours_to_answer, hint=rules.not_before_instruction)
    def propagate_withdrawal(
        self, _: Occasion, *, right: InvokedRight, recipients: RecipientCodes, told_on: PastDay
    ) -> WithdrawalPropagated:
        """Record that whoever relied on a consent was told that it is gone: Article 7(3) GDPR.

        Why: Art. 7(3), 5(2) and 24: who relied on the consent hears that it is gone (C-129/21).
        """
        return WithdrawalPropagated(right=right, recipients=recipients, told_on=told_on)

    @step(
        rules.still_open,
        of_automation,
        rules.in_play,
        persons.ours_to_answer,
        hint=rules.not_before_instruction,
    )
    def perform_human_review(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        outcome: ReviewOutcome,
        view: Sealed | None = None,
        reasons: Reason,
        reviewed_on: PastDay,
    ) -> HumanReviewPerformed:
        """Record that a person looked at what a machine decided: Article 22(3) GDPR.

        Why: Art. 22(3): "human intervention", "to express his or her point of view", to contest.
        """
        return HumanReviewPerformed(
            right=right, outcome=outcome, view=view, reasons=reasons, reviewed_on=reviewed_on
        )
