"""Small values of a request: who asked what, what is waited for, what is in force."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, NamedTuple, Self

from pydantic import StringConstraints

from griffie.domain.law import GDPR, RECITAL, NoRequestGround, RestrictionGround, Right
from griffie.domain.law.deadlines import BRUSSELS, civil_date
from griffie.domain.model.values import Code, Codes, Frozen, ProvisionCode, Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.vocabulary import (
    AgeBand,
    BreachRisk,
    Capability,
    Capacity,
    DutyKind,
    Limit,
    ReminderKind,
    SearchResult,
    TaskKind,
    Where,
)

DOUBT = GDPR(12, 6)
"""Why the clock waits while the identity is in doubt."""

UNCLEAR = RECITAL(63)
"""Why the clock waits for a clarification."""


class Doubt(NamedTuple):
    """A time in which it was in doubt who asks: from the question until it was verified.

    The clock goes on from the day on which the proof came in; hands are known once it was seen.
    """

    asked_on: date
    proven_on: date | None = None

    def proven(self, on: date) -> "Doubt":
        return self if self.proven_on else self._replace(proven_on=on)

    def lasted_on(self, day: date) -> bool:
        return self.asked_on <= day and (self.proven_on is None or day < self.proven_on)


class SealedRequester(Frozen):
    """Who sent the request. Each field is a digest; the text lies in the vault."""

    name: Sealed | None = None
    email: Sealed | None = None
    postal_address: Sealed | None = None
    phone: Sealed | None = None

    @property
    def reachable(self) -> bool:
        """Whether an address is known."""
        return bool(self.email or self.postal_address or self.phone)


class SealedRepresentative(Frozen):
    """Who acts for the data subject, and in which capacity. Name and e-mail are digests."""

    name: Sealed | None = None
    email: Sealed | None = None
    capacity: Capacity


class SourceLine(Frozen):
    """The line of another register from which a request is known. Nothing of it can be read back.

    Both digests are keyed (HMAC-SHA-256): by the first a line is found again, by the second it is
    seen whether it changed.
    """

    key: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    content: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    line: int
    """Its place in the file, counted from 1."""


class Invoked(Frozen):
    """A right as the requester invoked it, and who may have received the data that it concerns.

    `recipients` is filled in old requests only: there the profile was taken at its word.
    """

    right: Right
    purposes: Codes = ()
    categories: Codes = ()
    recipients: Codes = ()
    possible_recipients: Codes = ()
    received_on: date | None = None
    """Receipt of the message that invoked it, where that is not the request's own."""

    def claim(self) -> Claim:
        return Claim(**vars(self))


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


class Ready(NamedTuple):
    """An answer that lies ready for somebody who has no address: since when, until when."""

    on: date
    until: date


class Principal(NamedTuple):
    """The controller for which we process the data asked about: Article 28(3)."""

    party: str
    answers_by_us: bool = False
    """Whether it instructed us to answer in its name."""
    instructed_on: date | None = None
    """The day of that instruction: what was done before it was done without one."""


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


class Searched(NamedTuple):
    """What a search of a system gave, as it stands now."""

    system: str
    result: SearchResult
    explained: bool = False
    """Whether a person said something about it."""


class Duty(NamedTuple):
    """What an authority waits for. Its deadline is not the requester's."""

    kind: DutyKind
    dossier: str
    due_on: date
    received_on: date


HOURS = timedelta(hours=72)
"""Article 33(1)."""


class Breach(NamedTuple):
    """A breach that may have happened, and what came of it: Articles 33 and 34."""

    dossier: str
    aware_on: date
    aware_at: datetime | None = None
    risk: BreachRisk | None = None
    notified_on: date | None = None
    persons_settled: bool = False
    """Whether the persons concerned were told, or need not be."""
    told_on: date | None = None

    @property
    def due_at(self) -> datetime:
        """The end of the 72 running hours; where only the day is known, from its beginning."""
        since = self.aware_at or datetime.combine(self.aware_on, time(), BRUSSELS)
        return since.astimezone(UTC) + HOURS

    @property
    def due_on(self) -> date:
        """The civil day in Brussels on which they end; the day before, where they end with it."""
        return civil_date(self.due_at - timedelta.resolution)

    def duties(self) -> tuple[Duty, ...]:
        """What is still owed: to the authority, and to the persons concerned."""
        owed = []
        if self.risk is not BreachRisk.UNLIKELY and not self.notified_on:
            owed.append(DutyKind.BREACH)
        if self.risk is BreachRisk.HIGH and not self.persons_settled:
            owed.append(DutyKind.BREACH_PERSONS)
        return tuple(Duty(kind, self.dossier, self.due_on, self.aware_on) for kind in owed)


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

    def read_as(self, from_right: Right, to_right: Right) -> Self:
        """The same once a claim is read as another right."""
        return self._replace(right=to_right) if self.right is from_right else self
