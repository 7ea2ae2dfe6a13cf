"""Everything a letter is written from: the request, its past, the profile, and opened words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from griffie.application.controller.profile import ControllerProfile
from griffie.application.letters.past_decisions import Past
from griffie.application.letters.phrases import Speaker
from griffie.domain.law import Right
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import EXECUTED, PROMISED, UNDECIDED, Claim
from griffie.domain.request.vocabulary import ClaimStatus
from griffie.domain.rights_request import RightsRequest

YES = EXECUTED | PROMISED
NO = frozenset({ClaimStatus.REFUSED, ClaimStatus.NOT_APPLICABLE})
_SHOWN_ACTS = ("gdpr/", "fact/")
_ARTICLE_23 = "gdpr/23"


def may_be_shown(ground: str) -> bool:
    """Whether the requester may learn of this ground.

    Restrictions under Article 23 GDPR stand in national acts; those of Belgium (Articles 11 to 17
    of the Act of 30 July 2018, Article 65 of the Act of 18 September 2017) forbid to mention that
    there are such data. So a ground outside the GDPR is never shown: our policy [P].
    """
    return ground.startswith(_SHOWN_ACTS) and not f"{ground}/".startswith(f"{_ARTICLE_23}/")


@dataclass(frozen=True, slots=True)
class LetterSource:
    request: RightsRequest
    past: Past
    profile: ControllerProfile
    speaker: Speaker
    opened: Mapping[Sealed, Any]
    about: tuple[Right, ...] = ()
    """The rights that an answer is about; with none named, whatever is decided and not told."""

    def typed(self, sealed: Sealed | None) -> str:
        """What somebody wrote into the file; where it is not to be had, the clerk must say it."""
        found = self.opened.get(sealed) if sealed else None
        return str(found) if found else self.speaker.gap("words")

    @property
    def contact(self) -> str:
        identity = self.profile.identity
        return identity.email if identity else self.speaker.gap("contact")

    def rights(self, rights: Iterable[Right]) -> str:
        return self.speaker.several(self.speaker.say(f"right/{right}") for right in rights)

    def categories(self, codes: Iterable[str]) -> str:
        """By name; a code that the profile no longer knows stands as it was written."""
        names = {one.code: one.name.in_(self.speaker.language) for one in self.profile.categories}
        return "; ".join(names.get(code, code) for code in codes)  # a name may hold "and"

    @property
    def answering(self) -> tuple[Claim, ...]:
        return claims_to_answer(self.request, self.about)


def is_no_request(request: RightsRequest) -> bool:
    """Whether no right was found in the message, and that stands."""
    found = request.dismissed
    return not request.claims and found is not None and found.proposed_by is None


def claims_to_answer(request: RightsRequest, about: tuple[Right, ...] = ()) -> tuple[Claim, ...]:
    """The claims that an answer is about: those named, decided and not withdrawn.

    With none named: decided and not yet told; with none of those, all that were decided.
    """
    decided = tuple(
        claim
        for claim in request.claims.values()
        if claim.status not in UNDECIDED | {ClaimStatus.WITHDRAWN}
    )
    if about:
        return tuple(claim for claim in decided if claim.right in about)
    return tuple(claim for claim in decided if claim.informed_on is None) or decided
