"""What is done to carry a right out, recorded as the law wants it done.

No deed is a condition of `fulfil`: the law wants it done, not written down twice, and `measures`
says what was done. Where the law wants one thing *before* another, a rule holds it.
"""

from datetime import date

from griffie.domain import events
from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import BadInputError, UnlawfulError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, Codes, Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import (
    Channel,
    Format,
    Hands,
    Mandate,
    ReviewOutcome,
    Weighing,
)
from griffie.domain.steps import rules, rules_of_deeds
from griffie.domain.steps.step import Hint, step

MACHINE_READABLE = frozenset({Format.CSV, Format.JSON, Format.XML, Format.MACHINE_READABLE})
HANDING_OVER = (rules.identity_settled, rules.mandate_settled, rules.fee_settled)
"""What is settled before data go into anybody's hands."""


def readable_by_machines(right: Right, form: Format) -> None:
    if right is Right.PORTABILITY and form not in MACHINE_READABLE:
        raise UnlawfulError(
            GDPR(20, 1),
            "portable data are structured and readable by machines: choose another form",
        )


class Deeds(RequestState):
    @step(
        rules.still_open,
        rules_of_deeds.of_copies,
        rules_of_deeds.in_play,
        *HANDING_OVER,
        hint=lambda _: Hint("portable data in a machine-readable form; not into the wrong hands"),
    )
    def deliver_copy(
        self,
        _: Occasion,
        *,
        right: Right,
        format: Format,  # noqa: A002 - the law's own word
        channel: Channel,
        hands: Hands,
        delivered_on: date,
        documents: tuple[Sealed, ...],
    ) -> events.CopyDelivered:
        """Art. 15(3) and 20(1): a copy of the data, or the data in a machine-readable form."""
        if not set(documents) <= set(self.documents):
            raise BadInputError("documents", "not in this request")
        if hands is Hands.REPRESENTATIVE and self.mandate is Mandate.REJECTED:
            raise UnlawfulError(
                GDPR(5, 1, "f"), "the mandate was rejected: only to the data subject"
            )
        readable_by_machines(right, format)
        return events.CopyDelivered(
            right=right,
            format=format,
            channel=channel,
            hands=hands,
            delivered_on=delivered_on,
            documents=documents,
        )

    @step(
        rules.still_open,
        rules_of_deeds.of_portability,
        rules_of_deeds.in_play,
        *HANDING_OVER,
        hint=lambda _: Hint("in a machine-readable form"),
    )
    def transmit_data(
        self,
        _: Occasion,
        *,
        right: Right,
        format: Format,  # noqa: A002
        target: Sealed,
        transmitted_on: date,
    ) -> events.DataTransmitted:
        """Art. 20(2): "directly from one controller to another, where technically feasible"."""
        readable_by_machines(right, format)
        return events.DataTransmitted(
            right=right, format=format, target=target, transmitted_on=transmitted_on
        )

    @step(rules.still_open, rules_of_deeds.of_portability, rules_of_deeds.in_play)
    def find_transmission_infeasible(
        self, _: Occasion, *, right: Right, reason: Sealed, found_on: date
    ) -> events.TransmissionFoundInfeasible:
        """Art. 20(2): not technically feasible; the data subject still gets the data."""
        return events.TransmissionFoundInfeasible(right=right, reason=reason, found_on=found_on)

    @step(
        rules.still_open,
        rules_of_deeds.of_rectification,
        rules_of_deeds.in_play,
        rules.identity_settled,
    )
    def rectify_data(
        self, _: Occasion, *, right: Right, system: Code, fields: Codes, rectified_on: date
    ) -> events.DataRectified:
        """Art. 16: inaccurate data are rectified "without undue delay", system by system."""
        return events.DataRectified(
            right=right, system=system, fields=fields, rectified_on=rectified_on
        )

    @step(
        rules.still_open,
        rules_of_deeds.of_rectification,
        rules_of_deeds.in_play,
        rules.identity_settled,
    )
    def append_statement(
        self, _: Occasion, *, right: Right, system: Code, statement: Sealed, appended_on: date
    ) -> events.StatementAppended:
        """Art. 16: completed "by means of providing a supplementary statement"."""
        return events.StatementAppended(
            right=right, system=system, statement=statement, appended_on=appended_on
        )

    @step(
        rules_of_deeds.of_erasure,
        rules_of_deeds.in_play,
        rules.identity_settled,
        rules.copies_first,
    )
    def erase_data(
        self, _: Occasion, *, right: Right, system: Code, proof: Sealed, erased_on: date
    ) -> events.DataErased:
        """Art. 17(1): erased, system by system, and how that is seen."""
        return events.DataErased(right=right, system=system, proof=proof, erased_on=erased_on)

    @step(
        rules_of_deeds.of_erasure,
        rules_of_deeds.in_play,
        rules.identity_settled,
        hint=lambda _: Hint("until a day to come"),
    )
    def defer_erasure(
        self,
        _: Occasion,
        *,
        right: Right,
        system: Code,
        reason: Sealed,
        deferred_on: date,
        until: date,
    ) -> events.ErasureDeferred:
        """Our policy on Art. 17(1): what lies in a backup goes when that is overwritten."""
        if until <= deferred_on:
            raise BadInputError("until", "not after the day of deferring")
        return events.ErasureDeferred(
            right=right, system=system, reason=reason, deferred_on=deferred_on, until=until
        )

    @step(rules_of_deeds.of_erasure, rules_of_deeds.in_play)
    def inform_public_controllers(
        self, _: Occasion, *, right: Right, who: Sealed, measures: Sealed, informed_on: date
    ) -> events.PublicControllersInformed:
        """Art. 17(2): what was made public; "reasonable steps … to inform controllers"."""
        return events.PublicControllersInformed(
            right=right, who=who, measures=measures, informed_on=informed_on
        )

    @step(rules.still_open, rules_of_deeds.of_objection, rules.undecided)
    def perform_balancing(
        self,
        _: Occasion,
        *,
        right: Right,
        interests: Sealed,
        prevails: Weighing,
        performed_on: date,
    ) -> events.BalancingPerformed:
        """Art. 21(1): "unless the controller demonstrates compelling legitimate grounds"."""
        return events.BalancingPerformed(
            right=right, interests=interests, prevails=prevails, performed_on=performed_on
        )

    @step(rules_of_deeds.of_stopping, rules_of_deeds.in_play)
    def stop_processing(
        self, _: Occasion, *, right: Right, purposes: Codes, stopped_on: date
    ) -> events.ProcessingStopped:
        """Art. 21(1) and 7(3): "shall no longer process the personal data"."""
        return events.ProcessingStopped(right=right, purposes=purposes, stopped_on=stopped_on)

    @step(rules_of_deeds.of_marketing, rules_of_deeds.in_play)
    def stop_marketing(
        self, _: Occasion, *, right: Right, channels: Codes, stopped_on: date
    ) -> events.MarketingStopped:
        """Art. 21(3): "shall no longer be processed for such purposes"."""
        return events.MarketingStopped(right=right, channels=channels, stopped_on=stopped_on)

    @step(rules_of_deeds.of_marketing, rules_of_deeds.in_play)
    def record_suppression(
        self, _: Occasion, *, right: Right, system: Code, suppressed_on: date
    ) -> events.SuppressionRecorded:
        """Art. 21(3): our policy keeps as little as shows whom not to approach again."""
        return events.SuppressionRecorded(right=right, system=system, suppressed_on=suppressed_on)

    @step(rules_of_deeds.of_consent, rules_of_deeds.in_play)
    def propagate_withdrawal(
        self, _: Occasion, *, right: Right, recipients: Codes, told_on: date
    ) -> events.WithdrawalPropagated:
        """Art. 7(3), 5(2) and 24: who relied on the consent hears that it is gone (C-129/21)."""
        return events.WithdrawalPropagated(right=right, recipients=recipients, told_on=told_on)

    @step(rules.still_open, rules_of_deeds.of_automation, rules_of_deeds.in_play)
    def perform_human_review(
        self,
        _: Occasion,
        *,
        right: Right,
        outcome: ReviewOutcome,
        view: Sealed | None,
        reasons: Sealed,
        reviewed_on: date,
    ) -> events.HumanReviewPerformed:
        """Art. 22(3): "human intervention", "to express his or her point of view", to contest."""
        return events.HumanReviewPerformed(
            right=right, outcome=outcome, view=view, reasons=reasons, reviewed_on=reviewed_on
        )
