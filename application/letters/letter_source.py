"""Everything a letter is written from: request, past decisions, profile, opened values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from griffie.application.controller.profile import Category, ControllerProfile, Purpose
from griffie.application.letters.free_text import in_another_language
from griffie.application.letters.past_decisions import Past
from griffie.application.letters.phrases import Addressee, Speaker, spaced
from griffie.application.letters.silence import neutral_sentences
from griffie.domain.law import Right
from griffie.domain.law.countries import national_grounds
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import EXECUTED, PROMISED, UNDECIDED, Claim
from griffie.domain.request.vocabulary import (
    BY_AUTHORITY_OVER,
    OF_THE_DECEASED,
    Capability,
    ClaimStatus,
    Mandate,
)
from griffie.domain.rights_request import RightsRequest

YES = EXECUTED | PROMISED
NO = frozenset({ClaimStatus.REFUSED, ClaimStatus.NOT_APPLICABLE})
_SHOWN_ACTS = ("gdpr/", "fact/")
_ARTICLE_23 = "gdpr/23"


def may_be_shown(ground: str) -> bool:
    """Whether the requester may learn of this ground.

    `ground` is a provision or a fact, such as `gdpr/17/3/e`. Restrictions under Article 23 GDPR
    stand in national acts, and some forbid to say that there are such data: the file of the
    country says which. What no file knows is never shown: our policy [P].
    """
    if ground in national_grounds():
        return not national_grounds()[ground].silent
    return ground.startswith(_SHOWN_ACTS) and not f"{ground}/".startswith(f"{_ARTICLE_23}/")


@dataclass(frozen=True, slots=True)
class LetterSource:
    """What the paragraphs of one letter read; `opened` holds the values behind the digests."""

    request: RightsRequest
    past: Past
    profile: ControllerProfile
    speaker: Speaker
    opened: Mapping[Sealed, Any]
    on: date
    """The day of the letter."""
    about: tuple[Right, ...] = ()
    """The rights that an answer is about; without any, what was decided and not told."""

    def typed(self, sealed: Sealed | None) -> str:
        """The opened value of a digest; where it cannot be had, a gap for the clerk.

        Words in another language than the letter's are marked with a gap as well: Article 12(1).
        """
        found = self.opened.get(sealed) if sealed else None
        if not found:
            return self.speaker.gap("words")
        words = str(found)
        if in_another_language(words, self.speaker.language):
            return f"{words}\n{self.speaker.gap('translation')}"
        return words

    def neutral(self, right: Right) -> tuple[str, ...]:
        """The phrases about what may not be told that every answer about a right carries."""
        return neutral_sentences(self.request, self.profile, right)

    @property
    def contact(self) -> str:
        """The e-mail address of the controller, or a gap."""
        identity = self.profile.identity
        return identity.email if identity else self.speaker.gap("contact")

    def rights(self, rights: Iterable[Right]) -> str:
        """The names of these rights as a list in words."""
        return self.speaker.several(self.speaker.say(f"right/{right}") for right in rights)

    def categories(self, codes: Iterable[str]) -> str:
        """The names of these categories. A code never stands in a letter: it is no word for it."""
        return self._names(codes, self.profile.categories)

    def purposes(self, codes: Iterable[str]) -> str:
        """The names of these purposes; a gap where the profile does not know one."""
        return self._names(codes, self.profile.purposes)

    def knows_purposes(self, codes: Iterable[str]) -> bool:
        """Whether the profile has a name for each of these."""
        return {one.code for one in self.profile.purposes}.issuperset(codes)

    def _names(self, codes: Iterable[str], known: Iterable[Category | Purpose]) -> str:
        names = {one.code: one.name.in_(self.speaker.language) for one in known}
        unnamed = self.speaker.gap("unnamed")
        return self.listed(names.get(code, unnamed) for code in codes)

    def listed(self, names: Iterable[str]) -> str:
        """Names one after the other; by semicolons, because a name may hold "and"."""
        return spaced("; ".join(dict.fromkeys(names)), self.speaker.language)

    @property
    def answering(self) -> tuple[Claim, ...]:
        """The claims that this answer is about: see `claims_to_answer`."""
        return claims_to_answer(self.request, self.about)


def addressee_of(request: RightsRequest) -> Addressee:
    """Who reads the letters of a request: the data subject, or who speaks for them.

    What was assessed of a minor or a protected adult decides; else a verified mandate does. Who
    speaks for somebody who died asked, and is answered.
    """
    speaks = request.representative
    if speaks is None or not (speaks.name or speaks.email):
        return Addressee.DATA_SUBJECT
    verified = request.mandate is Mandate.VERIFIED or speaks.capacity in OF_THE_DECEASED
    by_authority = speaks.capacity in BY_AUTHORITY_OVER
    if verified and not (by_authority and request.capability is Capability.ACTS_ALONE):
        return Addressee.REPRESENTATIVE
    represented = request.capability is Capability.IS_REPRESENTED
    if represented and request.mandate is not Mandate.REJECTED:
        return Addressee.REPRESENTATIVE
    return Addressee.DATA_SUBJECT


def is_of_the_deceased(request: RightsRequest) -> bool:
    """Whether the letter goes to who asked about somebody who died, and so is spoken to itself."""
    speaks = request.representative
    return speaks is not None and speaks.capacity in OF_THE_DECEASED


def is_no_request(request: RightsRequest) -> bool:
    """Whether the message was found to invoke no right, and that finding stands."""
    found = request.dismissed
    return not request.claims and found is not None and found.proposed_by is None


def claims_to_answer(request: RightsRequest, about: tuple[Right, ...] = ()) -> tuple[Claim, ...]:
    """The claims that an answer is about: decided, not withdrawn, and among `about`.

    Without `about`: those not yet told; if all were told, all of them.
    """
    decided = tuple(
        claim
        for claim in request.claims.values()
        if claim.status not in UNDECIDED | {ClaimStatus.WITHDRAWN}
    )
    if about:
        return tuple(claim for claim in decided if claim.right in about)
    return tuple(claim for claim in decided if claim.informed_on is None) or decided
