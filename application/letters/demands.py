"""What the law makes the controller tell in a letter: from the state alone, apart from its text."""

from collections.abc import Iterator

from griffie.application.controller.profile import ControllerProfile
from griffie.application.letters.access import TRANSFERS, informing, outside
from griffie.application.letters.decided import (
    BY_MACHINE,
    DISMISSED,
    NO_ACTION,
    PUBLIC,
    RECIPIENTS,
    grounded,
)
from griffie.application.letters.fees import charged, costing
from griffie.application.letters.letter import Demand, LetterKind, What
from griffie.application.letters.routes import COMPLAIN, OBJECT, SUE, TELLS_OF_OBJECTION
from griffie.application.letters.source import NO, YES, answering, dismissed, may_be_shown
from griffie.domain.law import GDPR, RECITAL, Right
from griffie.domain.request.claim import EXECUTED, Claim
from griffie.domain.request.state import ARTICLE_19, AT_ONCE
from griffie.domain.request.vocabulary import Deed
from griffie.domain.rights_request import RightsRequest

EXTENSION = GDPR(12, 3)
FIXED = {
    LetterKind.ACKNOWLEDGEMENT: (),
    LetterKind.IDENTITY: (Demand(What.DOUBT, GDPR(12, 6)),),
    LetterKind.CLARIFICATION: (Demand(What.QUESTION, RECITAL(63)),),
    LetterKind.EXTENSION: (Demand(What.EXTENSION, EXTENSION), Demand(What.REASONS, EXTENSION)),
    LetterKind.RESTRICTION_LIFT: (Demand(What.LIFT, GDPR(18, 3)),),
}


def demanded(
    request: RightsRequest,
    kind: LetterKind,
    profile: ControllerProfile,
    about: tuple[Right, ...] = (),
) -> tuple[Demand, ...]:
    """In the order of the law's articles, each thing once."""
    if kind in FIXED:
        return FIXED[kind]
    if kind is LetterKind.FEE:
        costs = costing(request)
        return tuple(one for claim, fee in costs for one in charged(claim.right, fee.ground))
    if dismissed(request):
        return (DISMISSED, COMPLAIN, SUE)
    found = (one for claim in answering(request, about) for one in _of(claim, profile))
    return tuple(dict.fromkeys(found))


def _of(claim: Claim, profile: ControllerProfile) -> Iterator[Demand]:
    right = claim.right
    if claim.status in YES:
        yield Demand(What.ACTION, AT_ONCE.get(right, GDPR(12, 3)), right)
    if claim.status in NO:
        yield Demand(What.REASONS, NO_ACTION, right)
    for ground in (claim.ground, *(one.ground for one in claim.exceptions)):
        if ground and may_be_shown(ground):
            yield from grounded(right, ground)
    if claim.status in NO or claim.exceptions:
        yield from (COMPLAIN, SUE)
    if claim.status in YES:
        yield from _of_a_yes(claim, profile)
    reviewed = Deed.REVIEWED_BY_A_PERSON in claim.deeds
    if reviewed or any(one.ground in BY_MACHINE for one in claim.exceptions):
        yield Demand(What.HUMAN, GDPR(22, 3), right)


def _of_a_yes(claim: Claim, profile: ControllerProfile) -> Iterator[Demand]:
    right = claim.right
    if right is Right.ACCESS:
        yield from informing(*"abcdefgh")
        if outside(profile, claim):
            yield Demand(What.INFORMATION, TRANSFERS, right)
    if claim.status in EXECUTED and Deed.PUBLIC_CONTROLLERS_INFORMED in claim.deeds:
        yield Demand(What.PUBLIC, PUBLIC, right)
    if claim.status in EXECUTED and right in ARTICLE_19 and claim.recipients:
        yield Demand(What.RECIPIENTS, RECIPIENTS, right)
    if right is Right.RESTRICTION:
        yield Demand(What.LIFT, GDPR(18, 3), right)
    if right in TELLS_OF_OBJECTION:
        yield Demand(What.OBJECTION, OBJECT)
