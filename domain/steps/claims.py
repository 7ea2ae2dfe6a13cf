"""Which rights a message invokes: one more is found in it, or one was read wrongly."""

from dataclasses import replace
from datetime import date

from griffie.domain.law import Right
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import Event, KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import CategoryCodes, Codes, PurposeCodes, Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Invoked
from griffie.domain.steps import rules
from griffie.domain.steps.said import InvokedRight, NewRight, PastDay, Reason
from griffie.domain.steps.step import Hint, step


class ClaimAdded(Event):
    """A right was found in the request that was not read in it before."""

    TOPIC, SCHEMA = "ClaimAdded", 2
    claim: Invoked

    def apply(self, request: RequestState) -> None:
        request.put(self.claim.claim())


class ClaimReclassified(KeptEvent):
    """The requester meant another right than was read into the words."""

    TOPIC, SCHEMA = "ClaimReclassified", 2
    from_right: Right
    to_right: Right
    reason: Sealed
    received_on: date | None = None
    """Of the message that invoked it, where the first could not be read so."""

    def apply(self, request: RequestState) -> None:
        request.reclassify(self.from_right, self.to_right)
        if self.received_on:
            claim = request.claims[self.to_right]
            request.put(replace(claim, received_on=self.received_on, since=None))


def invoked(now: Occasion, right: Right, purposes: Codes, categories: Codes) -> Invoked:
    """A right as it is invoked today: who may have received its data is what is known today."""
    possible = now.controller.recipients_of(purposes, categories)
    return Invoked(
        right=right, purposes=purposes, categories=categories, possible_recipients=possible
    )


class Claims(RequestState):
    """The steps that read rights into a message."""

    @step(rules.still_open, hint=Hint("only a right that was not invoked yet"))
    def add_claim(
        self,
        now: Occasion,
        *,
        right: NewRight,
        received_on: PastDay,
        purposes: PurposeCodes = (),
        categories: CategoryCodes = (),
    ) -> ClaimAdded:
        """Add a right that the requester invoked as well: Article 12(2) and (3) GDPR.

        `received_on` is the day on which the message came in that invoked it: from that day the
        right counts. It is that of the request where its first message could be read so.

        Why: Art. 12(2): a person need not name the article; each right counts from its message.
        """
        if right in self.claims:
            raise OutOfOrderError("{right} was invoked before: go on with that", right=right)
        claim = invoked(now, right, purposes, categories)
        later = received_on if received_on != self.received_on else None
        return ClaimAdded(claim=claim.model_copy(update={"received_on": later}))

    @step(
        rules.still_open,
        rules.undecided,
        rules.wholly_undecided,
        rules.untold,
        hint=Hint("only into a right that was not invoked yet"),
    )
    def reclassify_claim(
        self,
        _: Occasion,
        *,
        from_right: InvokedRight,
        to_right: NewRight,
        reason: Reason,
        received_on: PastDay | None = None,
    ) -> ClaimReclassified:
        """The requester meant another right than was read into the words: Article 12(2) GDPR.

        Its days stay, because the first message could be read so; `reason` says why. Where only a
        later message said it, `received_on` is the day of that message.

        Why: Art. 12(2): the requester meant another right than was read into the words.
        """
        if to_right in self.claims:
            raise OutOfOrderError("{right} was invoked before: go on with that", right=to_right)
        return ClaimReclassified(
            from_right=from_right, to_right=to_right, reason=reason, received_on=received_on
        )
