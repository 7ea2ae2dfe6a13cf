"""What must have gone out before access or portability is over: Articles 15(3) and 20(1)."""

from griffie.domain.law import GDPR, Right
from griffie.domain.request.claim import EXECUTED, PROMISED, Claim
from griffie.domain.request.doing import is_handed_over
from griffie.domain.request.state import RequestState
from griffie.domain.steps.rule import claim_rule


@claim_rule(
    "{right} was granted and no copy went out: hand it over, or record how access was given",
    GDPR(15, 3),
)
def access_given(_: RequestState, claim: Claim) -> bool:
    """Of access the data are the answer: nothing is done before the deed."""
    return claim.right is not Right.ACCESS or _is_answered(claim)


@claim_rule(
    "{right} was granted and no data went out: hand them over, or transmit them", GDPR(20, 1)
)
def data_given(_: RequestState, claim: Claim) -> bool:
    """Of portability the data are the answer: nothing is done before the deed."""
    return claim.right is not Right.PORTABILITY or _is_answered(claim)


def _is_answered(claim: Claim) -> bool:
    return claim.status not in PROMISED | EXECUTED or is_handed_over(claim)
