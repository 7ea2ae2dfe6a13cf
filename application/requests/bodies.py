"""The parts of the bodies of requests and commands, and the types of their fields.

What a person types is a `Disclosure`: it goes to the vault, and the domain sees only its digest.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from annotated_types import MaxLen
from pydantic import AwareDatetime, BeforeValidator, model_validator

from griffie.application.disclosure import Body, Disclosure, TextLimits
from griffie.application.ports import SettledMessage
from griffie.domain.events import RequestReceived
from griffie.domain.law import Language, Right
from griffie.domain.model.policy import LONGEST_MESSAGE
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, Codes, ProvisionCode, Sealed
from griffie.domain.request import values
from griffie.domain.request.readings import NEWEST
from griffie.domain.request.vocabulary import Capacity, Channel, Where
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.claims import invoked


def _iso(day: Any) -> Any:
    if type(day) is date or (isinstance(day, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", day)):
        return day
    raise ValueError("a date is written YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_iso, json_schema_input_type=date)]
"""A day in Brussels, written YYYY-MM-DD and no other way."""
Listed = Annotated[Codes, MaxLen(100)]
"""Codes of the controller's lists, in alphabetical order, at most a hundred."""


def _listed(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


InWords = Annotated[tuple[Disclosure, ...], BeforeValidator(_listed), MaxLen(20)]
"""Things named in words, each sealed; a single text stands for a list of one."""


# A right that the requester invokes. A docstring would change the OpenAPI document.
class InvokedRight(Body):
    right: Right
    purposes: Listed = ()
    categories: Listed = ()


def _instant(said: Any) -> Any:
    if isinstance(said, datetime) or (isinstance(said, str) and _INSTANT.fullmatch(said)):
        return said
    raise ValueError("an instant is written 2026-03-05T14:20:00+01:00, with its zone")


_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)")
Instant = Annotated[AwareDatetime, BeforeValidator(_instant, json_schema_input_type=AwareDatetime)]
"""An instant with its zone, written as RFC 3339 does and no other way."""


# Who sent the request, and how they can be reached.
class Requester(Body):
    WHO_ASKS = True

    name: Disclosure | None = None
    email: Disclosure | None = None
    postal_address: Disclosure | None = None
    phone: Disclosure | None = None

    @property
    def reachable(self) -> bool:
        """Whether there is an address."""
        return bool(self.email or self.postal_address or self.phone)

    def findable(self) -> Iterator[tuple[str, str]]:
        """The values by which the request is found again: pairs of kind and value."""
        if self.email:
            yield "email", self.email.value
        if self.name:
            yield "name", self.name.value
        if self.phone:
            yield "phone", self.phone.value
        if self.postal_address:
            yield "postal_address", self.postal_address.value

    def for_domain(self) -> values.SealedRequester:
        """The same with digests, as the domain sees it."""
        return values.SealedRequester(**self.sealed())


# Who acts for the data subject, and in which capacity.
class Representative(Body):
    name: Disclosure | None = None
    email: Disclosure | None = None
    capacity: Capacity

    def for_domain(self) -> values.SealedRepresentative:
        """The same with digests, as the domain sees it."""
        return values.SealedRepresentative(**self.sealed())


# Who received the request first and sent it on, and on which civil day they received it.
class ForwardedBy(Body):
    party: Code
    their_receipt_on: Day
    official_channel: bool = False


# Where one thing stands that an answer must tell.
class SaidThing(Body):
    provision: ProvisionCode
    where: Where
    document: Sealed | None = None
    on: Day | None = None
    because: Disclosure | None = None

    def for_domain(self) -> values.Said:
        """The same with digests, as the domain sees it."""
        return values.Said(**self.sealed())


class Arriving(Body):
    """What a request begins with, by whatever road it came."""

    def request_id(self) -> UUID | None:
        """The id under which the request is opened, where it has one of its own."""
        return None

    def settles(self, request_id: UUID, now: Occasion) -> SettledMessage | None:
        """The message of the inbox that is settled in the same breath: none."""
        del request_id, now
        return None

    def begin(self, request_id: UUID, now: Occasion) -> RightsRequest:
        """The request, with its first event. Raises BadInputError."""
        raise NotImplementedError

    def carry_on(self, request: RightsRequest, now: Occasion) -> None:
        """What is recorded with the receipt, in the same breath: nothing."""


class Receive(Arriving):
    """Take in what a person asks about their data, through whatever channel it came.

    `contact: "none"` says that no address of the requester is known: the month runs all the same.
    """

    received_on: Day
    channel: Channel
    language: Language
    rights: Annotated[tuple[InvokedRight, ...], MaxLen(len(Right))] = ()
    requester: Requester = Requester()
    contact: Literal["none"] | None = None
    representative: Representative | None = None
    forwarded_by: ForwardedBy | None = None
    message: Annotated[Disclosure, TextLimits(longest=LONGEST_MESSAGE)] | None = None
    claims_earlier: bool = False

    @model_validator(mode="after")
    def can_be_reached(self) -> "Receive":
        """Demand an address of the requester, unless it is said that none is known."""
        if self.contact is None and not self.requester.reachable:
            raise ValueError(
                "one means of contact is needed: e-mail, postal address or phone; or contact: none"
            )
        if self.contact and self.requester.reachable:
            raise ValueError("an address is known: leave `contact` out")
        return self

    def begin(self, request_id: UUID, now: Occasion) -> RightsRequest:
        """The request, received. Raises BadInputError."""
        return RightsRequest.receive(request_id, now, self.event(now))

    def event(self, now: Occasion) -> RequestReceived:
        """The first event of the request, under the rules and with the recipients of today."""
        rights = [invoked(now, one.right, one.purposes, one.categories) for one in self.rights]
        said = self.sealed() | {"rights": rights, "setting": now.controller.setting}
        said |= {"reading": NEWEST}
        told = RequestReceived.model_fields  # `contact` follows from the requester
        return RequestReceived(**{name: one for name, one in said.items() if name in told})

    def announced_purposes(self) -> frozenset[str]:
        """Purposes that it names and that were announced, whatever the profile says: none."""
        return frozenset()
