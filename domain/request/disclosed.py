"""To whom the data of a request went, and who of them must hear what was done: Articles 15 and 19.

What was recorded for this request counts. Where nothing was recorded, the profile says at most who
may have received them; claims of old requests keep the recipients that they came in with.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from griffie.domain.law import Right
from griffie.domain.law.rights import ARTICLE_19
from griffie.domain.model.values import Sealed, in_order
from griffie.domain.request.claim import Claim
from griffie.domain.request.vocabulary import PartStatus

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class DisclosureSource(StrEnum):
    """From what it is known that somebody received data."""

    LOG, CONTRACT, ASSUMED = "log", "contract", "assumed"


class Disclosed(NamedTuple):
    """A recipient of these data: which of them it got, and from what that is known."""

    recipient: str
    categories: tuple[str, ...]
    """Which data; none named means all."""
    source: DisclosureSource
    name: Sealed | None = None
    """Its own name, where the profile has none."""

    def without(self, categories: frozenset[str]) -> Disclosed | None:
        """Less these categories; none where nothing is left."""
        left = tuple(one for one in self.categories if one not in categories)
        return self._replace(categories=left) if left or not self.categories else None


def disclosures_about(request: RequestState, claim: Claim) -> tuple[Disclosed, ...]:
    """What was recorded about the data that were asked about."""
    asked = set(claim.categories)
    return tuple(
        one
        for one in request.disclosures
        if not (asked and one.categories) or asked & set(one.categories)
    )


def recipients_of(request: RequestState, claim: Claim) -> tuple[str, ...]:
    """Who received the data that were asked about, as far as it is known."""
    if not request.recipients_recorded:
        return claim.recipients
    return in_order(tuple(one.recipient for one in disclosures_about(request, claim)))


def recipients_to_tell(request: RequestState, claim: Claim) -> tuple[str, ...]:
    """Who received what was rectified, erased or restricted: nobody where nothing was done."""
    if claim.right not in ARTICLE_19 or not claim.is_carried_out:
        return ()
    if not request.recipients_recorded:
        return claim.recipients
    done = [one.part for one in claim.decisions if one.status is PartStatus.FULFILLED]
    named = {name for part in done for name in part.categories}
    kept = {name for one in claim.noes for name in one.part.categories}
    everything = any(not part.categories for part in done)
    asked = set(claim.categories)

    def received_some(categories: set[str]) -> bool:
        rest = (categories & asked if asked else categories) - kept if everything else set()
        return not categories or bool(rest | categories & named)

    about = disclosures_about(request, claim)
    return in_order(tuple(one.recipient for one in about if received_some(set(one.categories))))


def recipients_unknown(request: RequestState, claim: Claim) -> bool:
    """Whether somebody may have received what was done, and nobody recorded who did."""
    done = claim.right in ARTICLE_19 and claim.is_carried_out
    known = request.recipients_recorded or claim.recipients
    return done and not known and not claim.recipients_settled.issuperset(claim.possible_recipients)


def recipients_left(request: RequestState, claim: Claim) -> tuple[str, ...]:
    """Article 19: who received it, and was neither told nor left out with a reason."""
    heard = claim.recipients_settled
    return tuple(one for one in recipients_to_tell(request, claim) if one not in heard)


def recipients_untold(request: RequestState) -> dict[Right, tuple[str, ...]]:
    """Article 19: the recipients who must still be told, by right."""
    left = {claim.right: recipients_left(request, claim) for claim in request.claims.values()}
    return {right: recipients for right, recipients in left.items() if recipients}
