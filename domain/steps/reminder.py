"""A reminder is no new request: it joins the request that it reminds us of (EDPB 01/2022, 29)."""

from datetime import date
from uuid import UUID

from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.request.claim import Claim
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Invoked
from griffie.domain.steps import rules
from griffie.domain.steps.step import step


class ReminderJoined(KeptEvent):
    """Somebody reminded us of this request. The first receipt counts for what it asked.

    A right that only the reminder invokes is open here too, from the reminder's own day.
    """

    TOPIC = "ReminderJoined"
    other: UUID
    received_on: date
    claims: tuple[Invoked, ...]

    def apply(self, request: RequestState) -> None:
        request.reminded_by = (*request.reminded_by, (self.other, self.received_on))
        for invoked in self.claims:
            request.put(invoked.claim())


class Reminding(RequestState):
    """The step with which a reminder joins the first request."""

    @step(rules.still_open, listed=False)
    def join_reminder(self, _: Occasion, *, reminder: RequestState) -> ReminderJoined:
        """Nothing that the reminder asked is lost, and what was asked before keeps its day."""
        if reminder.received_on < self.received_on:
            raise OutOfOrderError("the other request came in later: link that one as the reminder")
        # An unread first message may have asked what its reminder asks: then the first day counts.
        unread = not self.claims
        added = [claim for right, claim in reminder.claims.items() if right not in self.claims]
        claims = tuple(invoked_in(reminder, claim, of_first=unread) for claim in added)
        return ReminderJoined(other=reminder.id, received_on=reminder.received_on, claims=claims)


def invoked_in(request: RequestState, claim: Claim, *, of_first: bool = False) -> Invoked:
    """A claim as another request takes it over, with the day on which it was invoked."""
    return Invoked(
        right=claim.right,
        purposes=claim.purposes,
        categories=claim.categories,
        recipients=claim.recipients,
        possible_recipients=claim.possible_recipients,
        received_on=None if of_first else claim.received_on or request.received_on,
    )
