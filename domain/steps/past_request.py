"""A request that another register finished before this store began: read, kept, never judged.

What that register does not say is not supposed. Its deadline stands as "not judged": whether it was
in time, under which policy and with which pauses, is nothing that we saw.
"""

from collections.abc import Sequence
from datetime import date
from typing import Self
from uuid import UUID

from griffie.domain.law import Language, Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.event import FirstEvent
from griffie.domain.model.setting import Occasion, Setting
from griffie.domain.model.values import Rights, Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.elsewhere import Elsewhere
from griffie.domain.request.readings import NEWEST
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import SealedRequester, SourceLine
from griffie.domain.request.vocabulary import Channel, ClaimStatus, Outcome
from griffie.domain.steps.intake import refuse_impossible_day

_OF_EACH = {
    Outcome.FULFILLED: ClaimStatus.FULFILLED,
    Outcome.REFUSED: ClaimStatus.REFUSED,
    Outcome.NOT_APPLICABLE: ClaimStatus.NOT_APPLICABLE,
    Outcome.WITHDRAWN: ClaimStatus.WITHDRAWN,
}
"""Outcomes of a whole request that say how each of its rights ended."""
_OF_ONE = _OF_EACH | {Outcome.PARTLY_FULFILLED: ClaimStatus.PARTLY_FULFILLED}
NEVER_IMPORTED = frozenset({Outcome.MERGED, Outcome.REMINDER})
"""Outcomes that point to another request, which a line of a register does not name."""


class PastRequestImported(FirstEvent):
    """A request that another register had finished was taken over, as that register tells it."""

    TOPIC = "PastRequestImported"
    originator_topic: str = "RightsRequest"
    received_on: date
    channel: Channel
    language: Language
    rights: Rights
    outcome: Outcome
    answered_on: date | None = None
    closed_on: date
    requester: SealedRequester
    notes: tuple[Sealed, ...] = ()
    source: SourceLine
    setting: Setting

    def apply(self, request: RequestState) -> None:
        request.reading, request.claims_earlier = NEWEST, False
        request.received_on, request.channel = self.received_on, self.channel
        request.language, request.requester = self.language, self.requester
        request.setting = self.setting
        request.elsewhere = Elsewhere(self.source, finished=True, imported_on=self.recorded_on)
        request.entered_by, request.entered_at = self.actor, self.timestamp
        request.outcome, request.closed_on = self.outcome, self.closed_on
        ended = _ended(self.outcome, self.rights)
        request.claims = {
            right: Claim(right, told_elsewhere=ended, informed_on=self.answered_on)
            for right in self.rights
        }


def _ended(outcome: Outcome, rights: Sequence[Right]) -> ClaimStatus:
    """How each right ended; unknown where the outcome of the whole does not say it."""
    return (_OF_ONE if len(rights) == 1 else _OF_EACH).get(outcome, ClaimStatus.UNKNOWN)


class PastRequests(RequestState):
    """How a request begins that another register finished."""

    @classmethod
    def take_over(cls, request_id: UUID, now: Occasion, told: PastRequestImported) -> Self:
        """Art. 5(2): the register goes on, and says of each request whence it is known."""
        refuse_impossible_day("received_on", told.received_on, now.today)
        refuse_impossible_day("closed_on", told.closed_on, now.today)
        if told.answered_on:
            refuse_impossible_day("answered_on", told.answered_on, now.today)
        if told.closed_on < told.received_on:
            raise BadInputError("closed_on", "before it was received")
        if told.answered_on and told.answered_on < told.received_on:
            raise BadInputError("answered_on", "before it was received")
        if told.outcome in NEVER_IMPORTED:
            raise BadInputError("outcome", "it goes on in another request, which is not named")
        return cls.begin(told, request_id, now)
