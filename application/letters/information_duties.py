"""What the law demands of a letter, computed from the state of the request, not from the letter."""

from collections.abc import Iterator

from griffie.application.controller.profile import ControllerProfile
from griffie.application.letters.access_information import TRANSFERS, information_demands, outside
from griffie.application.letters.decision_section import BY_MACHINE, DISMISSED, PUBLIC
from griffie.application.letters.fees import fee_demands, open_fees
from griffie.application.letters.letter import Demand, InformationItem, LetterKind
from griffie.application.letters.letter_source import (
    NO,
    YES,
    claims_to_answer,
    is_no_request,
    may_be_shown,
)
from griffie.application.letters.recipients import TOLD, recipients_demand
from griffie.application.letters.remedies import COMPLAIN, OBJECT, SUE, TELLS_OF_OBJECTION
from griffie.application.letters.withheld import NO_ACTION, ground_demands
from griffie.domain.law import GDPR, RECITAL, Right
from griffie.domain.law.rights import AT_ONCE
from griffie.domain.request.claim import EXECUTED, Claim
from griffie.domain.request.disclosed import recipients_to_tell
from griffie.domain.request.vocabulary import Deed
from griffie.domain.rights_request import RightsRequest

_EXTENSION = GDPR(12, 3)
_FIXED = {
    LetterKind.ACKNOWLEDGEMENT: (),
    LetterKind.IDENTITY: (Demand(InformationItem.DOUBT, GDPR(12, 6)),),
    LetterKind.CLARIFICATION: (Demand(InformationItem.QUESTION, RECITAL(63)),),
    LetterKind.EXTENSION: (
        Demand(InformationItem.EXTENSION, _EXTENSION),
        Demand(InformationItem.REASONS, _EXTENSION),
    ),
    LetterKind.RESTRICTION_LIFT: (Demand(InformationItem.LIFT, GDPR(18, 3)),),
}


def demands_for(
    request: RightsRequest,
    kind: LetterKind,
    profile: ControllerProfile,
    about: tuple[Right, ...] = (),
) -> tuple[Demand, ...]:
    """What a letter of this kind must tell, each thing once.

    `about` names the rights of an answer: see `claims_to_answer`.
    """
    if kind in _FIXED:
        return _FIXED[kind]
    if kind is LetterKind.FEE:
        costs = open_fees(request)
        return tuple(one for claim, fee in costs for one in fee_demands(claim.right, fee.ground))
    if is_no_request(request):
        return (DISMISSED, COMPLAIN, SUE)
    found = (
        one for claim in claims_to_answer(request, about) for one in _of(request, claim, profile)
    )
    return tuple(dict.fromkeys(found))


def _of(request: RightsRequest, claim: Claim, profile: ControllerProfile) -> Iterator[Demand]:
    right = claim.right
    if claim.status in YES:
        yield Demand(InformationItem.ACTION, AT_ONCE.get(right, GDPR(12, 3)), right)
    if claim.status in NO:
        yield Demand(InformationItem.REASONS, NO_ACTION, right)
    for one in claim.noes:
        if one.ground and may_be_shown(one.ground):
            yield from ground_demands(right, one.ground)
    if claim.status in NO or any(may_be_shown(one.ground or "") for one in claim.noes):
        yield from (COMPLAIN, SUE)
    if claim.status in YES:
        yield from _of_a_yes(request, claim, profile)
    reviewed = Deed.REVIEWED_BY_A_PERSON in claim.deeds
    if reviewed or any(one.ground in BY_MACHINE for one in claim.exceptions):
        yield Demand(InformationItem.HUMAN, GDPR(22, 3), right)


def _of_a_yes(request: RightsRequest, claim: Claim, profile: ControllerProfile) -> Iterator[Demand]:
    right = claim.right
    if right is Right.ACCESS:
        yield from information_demands(*"abcdefgh")
        if outside(request, profile, claim):
            yield Demand(InformationItem.INFORMATION, TRANSFERS, right)
    if claim.status in EXECUTED and Deed.PUBLIC_CONTROLLERS_INFORMED in claim.deeds:
        yield Demand(InformationItem.PUBLIC, PUBLIC, right)
    if recipients_to_tell(request, claim):
        yield recipients_demand(TOLD, right)
    if right is Right.RESTRICTION:
        yield Demand(InformationItem.LIFT, GDPR(18, 3), right)
    if right in TELLS_OF_OBJECTION:
        yield Demand(InformationItem.OBJECTION, OBJECT)
