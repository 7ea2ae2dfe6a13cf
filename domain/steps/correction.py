"""Data are corrected, completed or erased, system by system: Articles 16 and 17."""

from datetime import date

from griffie.domain.law import Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, Codes, Sealed, SystemCode
from griffie.domain.request.claim import Claim
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Deed
from griffie.domain.steps import persons, rules
from griffie.domain.steps.contradiction import not_restricted
from griffie.domain.steps.deed import DeedRecorded
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.said import DayAhead, InvokedRight, PastDay, Reason
from griffie.domain.steps.step import Hint, step


class DataRectified(DeedRecorded):
    """Fields in a system were corrected: Article 16."""

    TOPIC, DEED, ON = "DataRectified", Deed.DATA_RECTIFIED, "rectified_on"
    system: Code
    fields: Codes
    rectified_on: date


class StatementAppended(DeedRecorded):
    """Article 16: incomplete data are completed, also by a supplementary statement."""

    TOPIC, DEED, ON = "StatementAppended", Deed.STATEMENT_APPENDED, "appended_on"
    system: Code
    statement: Sealed
    appended_on: date


class DataErased(DeedRecorded):
    """Data were erased from a system, with how that is seen: Article 17(1)."""

    TOPIC, DEED, ON = "DataErased", Deed.DATA_ERASED, "erased_on"
    system: Code
    proof: Sealed
    erased_on: date


class ErasureDeferred(DeedRecorded):
    """In a backup they stay until it is overwritten, and are not used meanwhile."""

    TOPIC, DEED, ON = "ErasureDeferred", Deed.ERASURE_DEFERRED, "deferred_on"
    system: Code
    reason: Sealed
    deferred_on: date
    until: date


class PublicControllersInformed(DeedRecorded):
    """Article 17(2): whoever processes what was made public knows that it must go."""

    TOPIC, DEED = "PublicControllersInformed", Deed.PUBLIC_CONTROLLERS_INFORMED
    ON = "informed_on"
    who: Sealed
    measures: Sealed
    informed_on: date


ERASING = frozenset(
    {
        Right.ERASURE,
        Right.OBJECTION,
        Right.RESEARCH_OBJECTION,
        Right.DIRECT_MARKETING_OBJECTION,
        Right.CONSENT_WITHDRAWAL,
    }
)
"""Rights that may end in erasure: Article 17 itself, or by way of 17(1)(b) and (c)."""


@claim_rule("nothing is rectified for {right}")
def of_rectification(_: RequestState, claim: Claim) -> bool:
    """Only a claim of rectification is corrected."""
    return claim.right is Right.RECTIFICATION


@claim_rule("nothing is erased for {right}")
def of_erasure(_: RequestState, claim: Claim) -> bool:
    """The right of the claim may end in erasure.

    Article 17(1), also by way of points (b) and (c).
    """
    return claim.right in ERASING


class Corrections(RequestState):
    """The steps that correct or erase data in a system."""

    @step(
        rules.still_open,
        of_rectification,
        rules.in_play,
        persons.ours_to_answer,
        rules.identity_settled,
        hint=rules.not_in_doubt,
    )
    def rectify_data(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        system: SystemCode,
        fields: Codes,
        rectified_on: PastDay,
    ) -> DataRectified:
        """Record what was corrected, in which system: Article 16 GDPR.

        Why: Art. 16: inaccurate data are rectified "without undue delay", system by system.
        """
        return DataRectified(right=right, system=system, fields=fields, rectified_on=rectified_on)

    @step(
        rules.still_open,
        of_rectification,
        rules.in_play,
        persons.ours_to_answer,
        rules.identity_settled,
        hint=rules.not_in_doubt,
    )
    def append_statement(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        system: SystemCode,
        statement: Sealed,
        appended_on: PastDay,
    ) -> StatementAppended:
        """Record that a supplementary statement was added: Article 16 GDPR.

        Why: Art. 16: completed "by means of providing a supplementary statement".
        """
        return StatementAppended(
            right=right, system=system, statement=statement, appended_on=appended_on
        )

    @step(
        of_erasure,
        rules.in_play,
        persons.ours_to_answer,
        rules.identity_settled,
        rules.nothing_left_to_show,
        hint=Hint("after the copies went out, and not what is restricted"),
    )
    def erase_data(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        system: SystemCode,
        proof: Sealed,
        erased_on: PastDay,
    ) -> DataErased:
        """Record that data were erased from a system, and how that is seen: Article 17(1) GDPR.

        Why: Art. 17(1): erased, system by system, and how that is seen.
        """
        not_restricted(self, right, system, erased_on)
        return DataErased(right=right, system=system, proof=proof, erased_on=erased_on)

    @step(
        of_erasure,
        rules.in_play,
        persons.ours_to_answer,
        rules.identity_settled,
        hint=Hint("until a day to come"),
    )
    def defer_erasure(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        system: SystemCode,
        reason: Reason,
        deferred_on: PastDay,
        until: DayAhead,
    ) -> ErasureDeferred:
        """Record that data stay in a backup until it is overwritten: our policy on Article 17(1).

        Why: Our policy on Art. 17(1): what lies in a backup goes when that is overwritten.
        """
        if until <= deferred_on:
            raise BadInputError("until", "not after the day of deferring")
        return ErasureDeferred(
            right=right, system=system, reason=reason, deferred_on=deferred_on, until=until
        )

    @step(of_erasure, rules.in_play, persons.ours_to_answer, hint=rules.not_before_instruction)
    def inform_public_controllers(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        who: Sealed,
        measures: Sealed,
        informed_on: PastDay,
    ) -> PublicControllersInformed:
        """Record that controllers of what was made public were told: Article 17(2) GDPR.

        Why: Art. 17(2): what was made public; "reasonable steps … to inform controllers".
        """
        return PublicControllersInformed(
            right=right, who=who, measures=measures, informed_on=informed_on
        )
