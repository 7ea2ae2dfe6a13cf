"""Small values of a request: who asked what, what is waited for, what is in force."""

from datetime import date
from typing import NamedTuple

from griffie.domain.law import GDPR, RECITAL, NoRequestGround, RestrictionGround, Right
from griffie.domain.model.values import Code, Codes, Frozen, ProvisionCode, Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.vocabulary import (
    AgeBand,
    Capability,
    Capacity,
    DutyKind,
    Limit,
    ReminderKind,
    TaskKind,
    Where,
)

DOUBT = GDPR(12, 6)
"""Why the clock waits while the identity is in doubt."""

UNCLEAR = RECITAL(63)
"""Why the clock waits for a clarification."""


class SealedRequester(Frozen):
    """Who sent the request. Each field is a digest; the text lies in the vault."""

    name: Sealed | None = None
    email: Sealed | None = None
    postal_address: Sealed | None = None
    phone: Sealed | None = None


class SealedRepresentative(Frozen):
    """Who acts for the data subject, and in which capacity. Name and e-mail are digests."""

    name: Sealed | None = None
    email: Sealed | None = None
    capacity: Capacity


class Invoked(Frozen):
    """A right as the requester invoked it, and who may have received the data that it concerns.

    `recipients` is filled in old requests only: there the profile was taken at its word.
    """

    right: Right
    purposes: Codes = ()
    categories: Codes = ()
    recipients: Codes = ()
    possible_recipients: Codes = ()

    def claim(self) -> Claim:
        return Claim(**dict(self))


class Forwarder(Frozen):
    """Who received the request first and passed it on, and on which day they received it."""

    party: Code
    their_receipt_on: date
    official_channel: bool = False


class Said(Frozen):
    """Where one thing stands that an answer must tell."""

    provision: ProvisionCode
    where: Where
    document: Sealed | None = None
    """Of an annex: its digest, among the documents of the request."""
    on: date | None = None
    """Of an earlier letter: the day on which it was sent."""
    because: Sealed | None = None
    """Of what was left out: the reason."""


class Dismissed(NamedTuple):
    """The ground on which a message in which no right was found needs only an answer."""

    ground: NoRequestGround
    proposed_by: str | None = None
    """Who found it, as long as nobody else has approved (four eyes)."""
    informed_on: date | None = None


class Minor(NamedTuple):
    """The assessment of a minor: the age band, and whether the minor acts alone."""

    age_band: AgeBand
    result: Capability


class Task(NamedTuple):
    """Something that was asked and is not yet done: by whom, and by when."""

    kind: TaskKind
    whom: str
    """The system that is searched, or the processor that is asked."""
    due_on: date
    assignee: str | None = None


class Duty(NamedTuple):
    """What an authority waits for. Its deadline is not the requester's."""

    kind: DutyKind
    dossier: str
    due_on: date
    received_on: date


class Restriction(NamedTuple):
    """A restriction in force, and when the data subject was told that it would be lifted."""

    ground: RestrictionGround
    systems: tuple[str, ...]
    provisional: bool
    applied_on: date
    lift_announced_on: date | None = None

    def lift_announced(self, sent_on: date) -> "Restriction":
        """With a notice of lifting: the earliest counts, and none from before it applied."""
        if sent_on < self.applied_on:
            return self
        return self._replace(lift_announced_on=min(sent_on, self.lift_announced_on or sent_on))


class Reminded(NamedTuple):
    """A reminder that was raised, and on which day: it is raised only once."""

    kind: ReminderKind
    due_on: date
    about: str | None
    raised_on: date


class Missed(NamedTuple):
    """A date of the law that passed without what the law wanted by then."""

    limit: Limit
    right: Right | None
    """None where no right was recognised yet: a message has a deadline all the same."""
    due_on: date
