"""How a request ended: derived from its claims, and never typed in."""

from collections.abc import Iterable, Mapping

from griffie.domain.law import NotApplicableGround
from griffie.domain.request.claim import EXECUTED, NOT_IDENTIFIED, Claim
from griffie.domain.request.vocabulary import ClaimStatus, Outcome

_SAME_FOR_ALL = {
    ClaimStatus.WITHDRAWN: Outcome.WITHDRAWN,
    ClaimStatus.FULFILLED: Outcome.FULFILLED,
    ClaimStatus.REFUSED: Outcome.REFUSED,
    ClaimStatus.NOT_APPLICABLE: Outcome.NOT_APPLICABLE,
}
_FOR_THE_SAME_REASON: Mapping[str | None, Outcome] = {
    NOT_IDENTIFIED: Outcome.NOT_IDENTIFIED,
    NotApplicableGround.CANNOT_IDENTIFY: Outcome.NOT_IDENTIFIED,
    NotApplicableGround.NOT_CONTROLLER: Outcome.NOT_CONTROLLER,
    NotApplicableGround.PROCESSOR: Outcome.NOT_CONTROLLER,
    NotApplicableGround.NOT_A_REQUEST: Outcome.NOT_A_REQUEST,
    NotApplicableGround.DECEASED: Outcome.NOT_APPLICABLE,
}


def outcome(claims: Iterable[Claim], dismissed_as: str | None = None) -> Outcome:
    """How a request ended. It follows from its claims and is never typed in.

    Without claims it is what the message was found to be, which `dismissed_as` (a ground) names.

    Withdrawn claims count only when nothing else is left. Where something was done it is (partly)
    fulfilled; else one reason common to all names the outcome, and else it is refused.
    """
    every = list(claims)
    counted = [claim for claim in every if claim.status is not ClaimStatus.WITHDRAWN] or every
    statuses = {claim.status for claim in counted}
    grounds = {claim.ground for claim in counted} or {dismissed_as}
    done = bool(statuses & EXECUTED)
    if not done and len(grounds) == 1 and (named := _FOR_THE_SAME_REASON.get(grounds.pop())):
        return named
    if len(statuses) == 1 and (same := _SAME_FOR_ALL.get(next(iter(statuses)))):
        return same
    return Outcome.PARTLY_FULFILLED if done else Outcome.REFUSED
