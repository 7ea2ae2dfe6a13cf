"""A new purpose that the controller announced, and that the requester refuses beforehand."""

from dataclasses import replace
from datetime import date

from griffie.domain.law import OBJECTIONS, Right
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code
from griffie.domain.request.claim import Announced, Claim
from griffie.domain.request.part import union
from griffie.domain.request.state import RequestState
from griffie.domain.steps import rules
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.said import EarlierDay, InvokedRight
from griffie.domain.steps.step import step


class AnnouncementRecorded(Event):
    """Articles 13(3) and 14(4): the person was told of a further purpose before it began."""

    TOPIC = "AnnouncementRecorded"
    right: Right
    purpose: Code
    announced_on: date

    def apply(self, request: RequestState) -> None:
        claim = request.claims[self.right]
        others = tuple(one for one in claim.announced if one.purpose != self.purpose)
        announced = (*others, Announced(self.purpose, self.announced_on))
        purposes = union(claim.purposes, (self.purpose,))  # none named asks about every one
        request.put(replace(claim, announced=announced, purposes=purposes))


REFUSING = frozenset({*OBJECTIONS, Right.CONSENT_WITHDRAWAL})
"""The rights by which an announced purpose is refused: Articles 7(3), 21(1), 21(2) and 21(6)."""


@claim_rule(
    "{right} refuses no purpose: to an announced one somebody objects, or withdraws consent for it"
)
def of_refusing(_: RequestState, claim: Claim) -> bool:
    """An announced purpose is objected to, or consent is withdrawn where it rests on that."""
    return claim.right in REFUSING


class Announcements(RequestState):
    """The steps about a purpose that was announced before it began."""

    @step(rules.still_open, of_refusing, rules.undecided)
    def record_announcement(
        self, _: Occasion, *, right: InvokedRight, purpose: Code, announced_on: EarlierDay
    ) -> AnnouncementRecorded:
        """Record that it is about a purpose that was announced: Articles 13(3), 14(4), 21(1), 7(3).

        The day may lie before the request: people object to what they were told. The purpose joins
        those of the claim, also where the profile does not know it yet. Purpose and day join it to
        what the controller announced to everybody (`POST /announcements`).

        Why: Art. 13(3), 14(4): told of a new purpose "prior to that further processing".

        Art. 21(1) lets one object "at any time", so also before the processing has begun.
        """
        return AnnouncementRecorded(right=right, purpose=purpose, announced_on=announced_on)
