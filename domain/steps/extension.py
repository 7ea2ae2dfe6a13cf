"""Two further months, once, told and explained within the first: Article 12(3)."""

from datetime import date

from griffie.domain.law import GDPR, ExtensionGround
from griffie.domain.law.rights import AT_ONCE
from griffie.domain.model.errors import UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Rights, Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import ClaimStatus
from griffie.domain.steps import persons, rules
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.said import ExtensionGrounds, InvokedRights, PastDay, Reason
from griffie.domain.steps.step import Hint, step


class DeadlineExtended(Event):
    """Two further months, with the notice and its grounds: Article 12(3)."""

    TOPIC = "DeadlineExtended"
    grounds: tuple[ExtensionGround, ...]
    explanation: Sealed
    notified_on: date
    rights: Rights

    def apply(self, request: RequestState) -> None:
        request.happened(self.notified_on)
        for right in self.rights:
            request.extend(right, self.notified_on)


@claim_rule(
    "{right} was extended before, and the law knows one extension: answer by the last day",
    GDPR(12, 3),
)
def never_extended(_: RequestState, claim: Claim) -> bool:
    """The deadline was not extended before: Article 12(3) allows it once."""
    return not claim.extended


@claim_rule(
    "{right} takes effect at once: nothing can be extended, do it and tell the requester",
    GDPR(12, 3),
)
def extendable(_: RequestState, claim: Claim) -> bool:
    """The right has a month that can be extended; rights that take effect at once have none."""
    return claim.right not in AT_ONCE


@claim_rule("{right} was withdrawn: nothing more is asked")
def not_withdrawn(_: RequestState, claim: Claim) -> bool:
    """The claim was not withdrawn."""
    return claim.status is not ClaimStatus.WITHDRAWN


def _could_be_extended(claim: Claim) -> bool:
    unanswered = claim.informed_on is None and claim.status is not ClaimStatus.WITHDRAWN
    return claim.right not in AT_ONCE and unanswered and not claim.extended


def _sent_in_time(request: RequestState) -> Hint:
    claims = [claim for claim in request.claims.values() if _could_be_extended(claim)]
    ends = [request.term_of(claim).first_month_ends_on for claim in claims]
    return Hint("only if the notice was sent by {on}", {"on": min(ends)})


class Extension(RequestState):
    """The step that extends a deadline."""

    @step(
        rules.still_open,
        never_extended,
        extendable,
        rules.untold,
        not_withdrawn,
        persons.ours_to_answer,
        meant=_could_be_extended,
        hint=_sent_in_time,
    )
    def extend_deadline(
        self,
        _: Occasion,
        *,
        grounds: ExtensionGrounds,
        explanation: Reason,
        notified_on: PastDay,
        rights: InvokedRights = (),
    ) -> DeadlineExtended:
        """Take two further months, told and explained within the first: Article 12(3) GDPR.

        Why: Art. 12(3): told "within one month of receipt of the request, together with reasons".
        """
        meant = [self.claims[right] for right in rights] or [
            claim for claim in self.claims.values() if _could_be_extended(claim)
        ]
        # Judged by the day on which the notice was sent, not by the day on which it is typed.
        ends = min(self.term_of(claim).first_month_ends_on for claim in meant)
        if notified_on > ends:
            raise UnlawfulError(GDPR(12, 3), "the first month ended on {on}: answer now", on=ends)
        return DeadlineExtended(
            grounds=tuple(sorted(set(grounds))),
            explanation=explanation,
            notified_on=notified_on,
            rights=tuple(claim.right for claim in meant),
        )
