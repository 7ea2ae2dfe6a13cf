"""A request comes in, and somebody takes it up."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from annotated_types import MaxLen
from pydantic import model_validator

from griffie.application.commands.command import Command, Day, Listed, Load
from griffie.application.disclosure import Body, Disclosure, TextLimits
from griffie.domain import events
from griffie.domain.law import Language, Right
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Account, Code
from griffie.domain.phases.intake import invoked
from griffie.domain.request.vocabulary import Capacity, Channel
from griffie.domain.rights_request import RightsRequest


class InvokedRight(Body):
    right: Right
    purposes: Listed = ()
    categories: Listed = ()


class Requester(Body):
    name: Disclosure | None = None
    email: Disclosure | None = None
    postal_address: Disclosure | None = None
    phone: Disclosure | None = None

    @model_validator(mode="after")
    def can_be_reached(self) -> "Requester":
        """A name is not needed; a way to answer is."""
        if not (self.email or self.postal_address or self.phone):
            raise ValueError("one means of contact is needed: e-mail, postal address or phone")
        return self

    def findable(self) -> Iterator[tuple[str, str]]:
        """By what a person is found again; never through a URL."""
        if self.email:
            yield "email", self.email.value
        if self.name:
            yield "name", self.name.value

    def seals(self) -> events.Requester:
        return events.Requester(**self.sealed())


class Representative(Body):
    name: Disclosure | None = None
    email: Disclosure | None = None
    capacity: Capacity

    def seals(self) -> events.Representative:
        return events.Representative(**self.sealed())


class ForwardedBy(Body):
    party: Code
    their_receipt_on: Day
    official_channel: bool = False


class Receive(Body):
    """Take in what a person asks about their data, through whatever channel it came."""

    received_on: Day
    channel: Channel
    language: Language
    rights: Annotated[tuple[InvokedRight, ...], MaxLen(len(Right))] = ()
    requester: Requester
    representative: Representative | None = None
    forwarded_by: ForwardedBy | None = None
    message: Annotated[Disclosure, TextLimits(longest=200_000)] | None = None

    def event(self, now: Occasion) -> events.RequestReceived:
        """What happened, under the rules and with the recipients of today."""
        rights = [invoked(now, one.right, one.purposes, one.categories) for one in self.rights]
        said = self.sealed() | {"rights": rights, "setting": now.controller.setting}
        return events.RequestReceived(**said)


class Acknowledge(Command):
    """Record that the requester was told that the request arrived."""

    sent_on: Day
    channel: Channel


class Assign(Command):
    """Make a member of staff answer for the request: Article 24 GDPR."""

    handler: Account


class AddClaim(Command):
    """Add a right that the requester invoked as well; it counts from receipt: Article 12(2)."""

    right: Right
    purposes: Listed = ()
    categories: Listed = ()


class ReclassifyClaim(Command):
    """The requester meant another right than was read into the words: Article 12(2) GDPR."""

    from_right: Right
    to_right: Right
    reason: Disclosure


class CorrectReceipt(Command):
    """Correct the date from which the law counts, with the evidence for it: Article 5(2) GDPR."""

    received_on: Day
    evidence: Disclosure
    reason: Disclosure


class CorrectRequester(Command):
    """Correct who asked and how to reach them: Article 5(1)(d) GDPR."""

    requester: Requester
    reason: Disclosure

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        del load
        sealed = self.requester.seals()
        request.correct_requester(now, requester=sealed, reason=self.reason.sealed)
        return ()


class AddNote(Command):
    """Write a note for colleagues. It is never sent."""

    note: Disclosure


COMMANDS: tuple[type[Command], ...] = (
    Acknowledge,
    Assign,
    AddClaim,
    ReclassifyClaim,
    CorrectReceipt,
    CorrectRequester,
    AddNote,
)
