"""What an answer owes: the provisions of all that a right makes the controller tell.

`demands_for` says what a letter of ours tells, our policy among it. An answer in a person's own
words owes less: what the law itself demands of every answer about these rights.
"""

from collections.abc import Iterator

from griffie.application.controller.profile import ControllerProfile
from griffie.application.letters.access_information import in_play, outside
from griffie.application.letters.information_duties import demands_for
from griffie.application.letters.letter import Demand, InformationItem, LetterKind
from griffie.application.letters.letter_source import YES, claims_to_answer
from griffie.domain.law import Provision, Right
from griffie.domain.law.information import (
    COMPLAINT,
    CONFIRMATION,
    COPY,
    POINTS,
    REASONS,
    REMEDY,
    TRANSFERS,
)
from griffie.domain.request.claim import Claim
from griffie.domain.rights_request import RightsRequest

_OURS = frozenset(
    {
        InformationItem.RECIPIENTS,  # Article 19: "if the data subject requests it"
        InformationItem.PUBLIC,
        InformationItem.LIFT,
        InformationItem.OBJECTION,
    }
)
"""What our letters tell and no article demands of the answer itself [P]."""
_PLACE = {
    InformationItem.COMPLAINT: COMPLAINT,
    InformationItem.COURT: REMEDY,
    InformationItem.REASONS: REASONS,
}


def place_of(demand: Demand) -> Provision:
    """The provision under which a demand is listed as said or missing."""
    return _PLACE.get(demand.what, demand.provision)


def is_ours(demand: Demand, kind: LetterKind) -> bool:
    """Whether our letters tell it and no article demands it of this letter."""
    return demand.what in _OURS and kind is not LetterKind.RESTRICTION_LIFT


def owed(
    request: RightsRequest, profile: ControllerProfile, about: tuple[Right, ...] = ()
) -> tuple[Provision, ...]:
    """What an answer about these rights owes, in the order in which a letter tells it."""
    found: list[Provision] = []
    if access := _access(request, about):
        found += [CONFIRMATION, *POINTS, TRANSFERS, COPY]
    for demand in demands_for(request, LetterKind.ANSWER, profile, about):
        acted = demand.what is InformationItem.ACTION and demand.right is Right.ACCESS
        if demand.what not in _OURS and not (access and acted):
            found.append(place_of(demand))
    return tuple(dict.fromkeys(found))


def none_to_tell(
    request: RightsRequest, profile: ControllerProfile, about: tuple[Right, ...] = ()
) -> frozenset[Provision]:
    """What the profile itself says that there is none of: no transfer out of the EEA."""
    claim = _access(request, about)
    known = claim and in_play(profile, claim) and not outside(request, profile, claim)
    return frozenset({TRANSFERS}) if known else frozenset()


def _access(request: RightsRequest, about: tuple[Right, ...]) -> Claim | None:
    return next(_granted(request, about, Right.ACCESS), None)


def _granted(request: RightsRequest, about: tuple[Right, ...], right: Right) -> Iterator[Claim]:
    for claim in claims_to_answer(request, about):
        if claim.right is right and claim.status in YES:
            yield claim
