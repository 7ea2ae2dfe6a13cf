"""A right is granted and carried out, and recipients of the data are told: Articles 12(3), 19."""

from datetime import date
from typing import ClassVar

from griffie.domain.law import OmissionGround, Right
from griffie.domain.law.rights import ARTICLE_19
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import CategoryCodes, Code, PurposeCodes, RecipientCode, Sealed
from griffie.domain.request.claim import UNDONE, Claim
from griffie.domain.request.doing import CARRYING_OUT
from griffie.domain.request.part import Part
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import ClaimStatus, Deed, PartStatus
from griffie.domain.steps import persons, rules
from griffie.domain.steps.contradiction import not_contradicted, restrict_meanwhile
from griffie.domain.steps.deed import Fact
from griffie.domain.steps.part_decided import PartDecided
from griffie.domain.steps.recipients import received_it
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.said import InvokedRight, Items, PastDay, Reason
from griffie.domain.steps.step import Hint, step


class RightGranted(PartDecided):
    """It was decided that the right, or a part of it, is granted; it is not yet carried out."""

    TOPIC, SCHEMA, STATUS = "RightGranted", 2, PartStatus.GRANTED


class RightFulfilled(PartDecided):
    """A right, or a part of it, was carried out, with what was done."""

    TOPIC, SCHEMA, STATUS = "RightFulfilled", 2, PartStatus.FULFILLED
    ON: ClassVar[str] = "done_on"
    measures: Sealed
    done_on: date | None = None
    """The day of the deed; where it was not said, that of its recording."""

    def apply(self, request: RequestState) -> None:
        super().apply(request)
        if self.done_on:
            request.happened(self.done_on)
        done_on = self.done_on or self.recorded_on
        request.put(request.claims[self.right].carried_out(done_on))


class RecipientNotified(Fact):
    """Article 19: whoever received the data was told that they changed or went."""

    TOPIC = "RecipientNotified"
    ON: ClassVar[str] = "notified_on"
    recipient: Code
    right: Right
    notified_on: date

    def take_effect(self, request: RequestState) -> None:
        request.happened(self.notified_on)
        request.put(request.claims[self.right].settling(self.recipient))


class RecipientNotificationOmitted(KeptEvent):
    """A recipient was not told, on a ground of Article 19 and with a reason."""

    TOPIC = "RecipientNotificationOmitted"
    recipient: Code
    right: Right
    ground: OmissionGround
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.put(request.claims[self.right].settling(self.recipient))


@claim_rule("{right} is over: it was done, refused or withdrawn; tell the requester and close")
def undone(_: RequestState, claim: Claim) -> bool:
    """The claim is open or granted, and not yet carried out."""
    return claim.status in UNDONE


@claim_rule("to refuse {right} was proposed: approve or revoke that first")
def unproposed(_: RequestState, claim: Claim) -> bool:
    """No refusal of it waits for a second person."""
    return claim.status is not ClaimStatus.REFUSAL_PROPOSED


@claim_rule("no recipient need be told about {right}: go on with the request")
def told_to_recipients(_: RequestState, claim: Claim) -> bool:
    """The right is one of which recipients are told: Article 19."""
    return claim.right in ARTICLE_19


def _done_by(request: RequestState, claim: Claim, day: date) -> bool:
    """By the days of deeds and parts. Of a part without a day it is not known when it was done."""
    deeds = [one.on for one in claim.done if one.deed in CARRYING_OUT.get(claim.right, ())]
    parts = [
        event.done_on
        for event in request.kept_events
        if isinstance(event, RightFulfilled) and event.right is claim.right
    ]
    if None in parts and (len(parts) > 1 or not deeds):
        return claim.is_carried_out
    days = [*deeds, *(on for on in parts if on)]
    return claim.is_carried_out and min(days, default=day) <= day


@claim_rule(
    "{right} has not been done: there is nothing yet to tell a recipient; carry it out first",
    held_on=_done_by,
    recordable=True,
)
def executed(_: RequestState, claim: Claim) -> bool:
    """The claim was carried out, wholly or in part."""
    return claim.is_carried_out


GOES_WITH = {
    Right.ACCESS: (
        Deed.COPY_DELIVERED,
        Hint("access comes with a copy of the data: to let somebody look at them is not enough"),
    ),
    Right.DIRECT_MARKETING_OBJECTION: (
        Deed.SUPPRESSED,
        Hint("what was erased comes back with the next list: record whom not to approach again"),
    ),
}
"""What a right is seldom done without; not a condition, for `measures` may say otherwise [P]."""


def what_goes_with_it(request: RequestState) -> Hint:
    """What was not recorded, of the first right of which something is wanting."""
    for right, (deed, hint) in GOES_WITH.items():
        claim = request.claims.get(right)
        if claim and claim.status in UNDONE and deed not in claim.deeds:
            return hint
    return rules.what_is_left(request)


def restricted_since(request: RequestState, right: Right, done_on: date | None) -> date | None:
    """The day on which a right was carried out: data that were restricted have a day of their own.

    Raises BadInputError where they were restricted only after the day that is said: Article 18(1).
    """
    days = [one.applied_on for one in request.restrictions]
    if right is not Right.RESTRICTION or not days:
        return done_on
    if done_on and done_on < min(days):
        raise BadInputError("done_on", "before the day on which the data were restricted")
    return done_on or max(days)


class Fulfilment(RequestState):
    """The steps that carry a right out and tell recipients of it."""

    @step(
        rules.still_open,
        rules.undecided,
        *persons.ANSWERED_BY_US,
        hint=lambda request: restrict_meanwhile(request) or rules.what_is_left(request),
    )
    def grant(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        purposes: PurposeCodes = (),
        categories: CategoryCodes = (),
        items: Items = (),
    ) -> RightGranted:
        """Decide that a right, or a part, is granted; to fulfil it comes after: Article 12(3) GDPR.

        Why: Art. 12(3): decided, and not yet done. A promise is not an execution.
        """
        part = rules.free_part(self.claims[right], Part(purposes, categories, items))
        return RightGranted(right=right, **part._asdict())

    @step(
        rules.still_open,
        *persons.ANSWERED_BY_US,
        rules.identity_settled,
        unproposed,
        undone,
        rules.fee_settled,
        rules.copies_first,
        hint=what_goes_with_it,
    )
    def fulfil(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        purposes: PurposeCodes = (),
        categories: CategoryCodes = (),
        items: Items = (),
        measures: Sealed,
        done_on: PastDay | None = None,
    ) -> RightFulfilled:
        """Record that a right, or a part of it, was carried out, and how: Article 12(3) GDPR.

        Naming no part, it is about everything that was granted or not decided yet.

        `done_on` is the day of the deed, by default today; deeds that were recorded have days of
        their own, which count.

        Why: Art. 12(3): "information on action taken": what was done, and how.
        """
        named = Part(purposes, categories, items)
        part = rules.free_part(self.claims[right], named, promised=True)
        not_contradicted(self, right, part)
        done_on = restricted_since(self, right, done_on)
        return RightFulfilled(right=right, **part._asdict(), measures=measures, done_on=done_on)

    @step(
        told_to_recipients,
        executed,
        hint=Hint("only one that received what was done, as it is recorded"),
    )
    def notify_recipient(
        self, _: Occasion, *, recipient: RecipientCode, right: InvokedRight, notified_on: PastDay
    ) -> RecipientNotified:
        """Record that a recipient was told of a rectification, erasure or restriction: Article 19.

        Only one that received what was done: to tell another is a new disclosure.

        Why: Art. 19: to "each recipient to whom the personal data have been disclosed".
        """
        received_it(self, self.claims[right], recipient)
        return RecipientNotified(recipient=recipient, right=right, notified_on=notified_on)

    @step(told_to_recipients, executed)
    def omit_notification(
        self,
        _: Occasion,
        *,
        recipient: RecipientCode,
        right: InvokedRight,
        ground: OmissionGround,
        reason: Reason,
    ) -> RecipientNotificationOmitted:
        """Record why a recipient need not be told: Article 19 GDPR.

        Why: Art. 19: "unless this proves impossible or involves disproportionate effort".
        """
        return RecipientNotificationOmitted(
            recipient=recipient, right=right, ground=ground, reason=reason
        )
