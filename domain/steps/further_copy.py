"""A further copy: it may cost, once a first one was free, and falls away where its fee is declined.

Article 15(3), second sentence; C-307/22: the first copy is free, whatever it is wanted for.
"""

from griffie.domain.law import GDPR, FeeGround
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.request.claim import Claim
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Deed, FeeStatus, Relation


def priced(request: RequestState, claim: Claim) -> None:
    """Raises UnlawfulError where no first copy went out, here or in the request that is repeated.

    Whether that request delivered one is asked of it where it can be read: `ProposeFee`.
    """
    repeats = any(relation is Relation.REPEAT for _, relation in request.links)
    if Deed.COPY_DELIVERED not in claim.deeds and not repeats:
        raise first_is_free()


def first_is_free() -> UnlawfulError:
    """What is said to somebody who asks money for a first copy."""
    return UnlawfulError(
        GDPR(12, 5),
        "the first copy is free (C-307/22): only a further one costs, once the first was delivered"
        " here, or in the request that this one repeats",
    )


def falls_away(claim: Claim) -> None:
    """Raises OutOfOrderError where no fee for a further copy was declined."""
    fee = claim.fee
    if (
        fee is None
        or fee.ground is not FeeGround.FURTHER_COPIES
        or fee.standing is not FeeStatus.DECLINED
    ):
        raise OutOfOrderError(
            "no fee for a further copy was declined: propose one, and hear the answer first"
        )
