"""One right that a request invokes, and how it goes. A claim is a value: a step makes a new one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from griffie.domain.law import ExceptionGround, FeeGround, NotApplicableGround, Right
from griffie.domain.request.vocabulary import Channel, ClaimStatus, Deed, FeeStatus, Outcome

_PARTLY = {
    ClaimStatus.GRANTED: ClaimStatus.PARTLY_GRANTED,
    ClaimStatus.FULFILLED: ClaimStatus.PARTLY_FULFILLED,
}
PROMISED = frozenset({ClaimStatus.GRANTED, ClaimStatus.PARTLY_GRANTED})
EXECUTED = frozenset({ClaimStatus.FULFILLED, ClaimStatus.PARTLY_FULFILLED})
UNDONE = PROMISED | {ClaimStatus.OPEN}
UNDECIDED = frozenset({ClaimStatus.OPEN, ClaimStatus.REFUSAL_PROPOSED})

NOT_IDENTIFIED = "gdpr/12/6"
"""The ground of a refusal because the requester's identity was not established."""


class Exempted(NamedTuple):
    """What an exception takes out of a claim: some categories, or all where none is named."""

    ground: ExceptionGround
    categories: tuple[str, ...] = ()
    until: date | None = None


class Fee(NamedTuple):
    """What the requester was told that the answer costs, in euro cents, and what followed."""

    ground: FeeGround
    amount_cents: int
    notified_on: date
    standing: FeeStatus = FeeStatus.PROPOSED
    paid_on: date | None = None


class Announced(NamedTuple):
    """A purpose that the controller announced before it began, and when: Article 13(3)."""

    purpose: str
    on: date


class Done(NamedTuple):
    """A deed and its day; in which system, where it names one."""

    deed: Deed
    on: date
    system: str | None = None
    before: bool = False
    """It carried out an answer that was taken back since."""


class Sent(NamedTuple):
    """A letter that answered: when and how it went, and when it came back."""

    on: date
    channel: Channel | None = None
    returned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One right of one request, with its decision, its deadline's facts and its execution."""

    right: Right
    purposes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    """What was asked about; empty means everything."""
    recipients: tuple[str, ...] = ()
    """Who received these data, by the controller's profile at that time (Article 19)."""
    since: date | None = None
    """The day from which it counts, where that is not the day of receipt."""
    extended: bool = False
    extension_told_on: date | None = None
    """When the requester was told of it: what was told too late extends nothing."""
    exceptions: tuple[Exempted, ...] = ()
    decision: ClaimStatus = ClaimStatus.OPEN
    ground: str | None = None
    proposed_by: str | None = None
    """Who proposed to refuse it, as long as nobody else has approved (four eyes)."""
    informed_on: date | None = None
    withdrawn_on: date | None = None
    """When that was recorded: what was missed before stays missed."""
    recipients_settled: frozenset[str] = frozenset()
    """The recipients who were told, or need not be (Article 19)."""
    fee: Fee | None = None
    announced: tuple[Announced, ...] = ()
    """The announced purposes to which the objection is."""
    deeds: frozenset[Deed] = frozenset()
    """What was recorded as done to carry it out. A fact: it stands whatever is decided after."""
    received_on: date | None = None
    """Receipt of the message that invoked it, where that is not the request's own."""
    done: tuple[Done, ...] = ()
    """The deeds once more, each with its day, in the order in which they were recorded."""
    fulfilled_on: date | None = None
    """The day on which it was carried out, as said when that was recorded."""
    letters: tuple[Sent, ...] = ()
    """The letters that answered, as long as the answer stands."""

    @property
    def wholly_excepted(self) -> bool:
        """Whether exceptions take out everything that was asked."""
        if not self.exceptions:
            return False
        if any(not exempted.categories for exempted in self.exceptions):
            return True
        taken = {name for exempted in self.exceptions for name in exempted.categories}
        return bool(self.categories) and taken.issuperset(self.categories)

    @property
    def status(self) -> ClaimStatus:
        """The decision with its exceptions: partial where some data are left, else a refusal."""
        if self.decision is ClaimStatus.WITHDRAWN:
            return self.decision
        if self.proposed_by:
            return ClaimStatus.REFUSAL_PROPOSED
        if self.wholly_excepted:
            return ClaimStatus.REFUSED
        return _PARTLY.get(self.decision, self.decision) if self.exceptions else self.decision

    def decided(
        self, decision: ClaimStatus, ground: str | None = None, proposed_by: str | None = None
    ) -> "Claim":
        return replace(self, decision=decision, ground=ground, proposed_by=proposed_by)

    def excepting(self, exempted: Exempted, proposed_by: str | None) -> "Claim":
        return replace(
            self, exceptions=(*self.exceptions, exempted), proposed_by=proposed_by or None
        )

    def approved(self) -> "Claim":
        return replace(self, proposed_by=None)

    def told(self, sent_on: date, channel: Channel | None = None) -> "Claim":
        """The first letter counts: a later one about the same claim moves nothing."""
        letters = (*self.letters, Sent(sent_on, channel))
        return replace(self, letters=letters, informed_on=self.informed_on or sent_on)

    def returned(self, channel: Channel, on: date, *, first_counts: bool) -> "Claim":
        """The last letter that went that way came back: the next counts, unless a person says."""
        went = [one for one in self.letters if one.channel in {channel, None} and one.on <= on]
        back = next((one for one in reversed(went) if one.returned_on is None), None)
        letters = tuple(
            one._replace(returned_on=on) if one is back else one for one in self.letters
        )
        arrived = [one.on for one in letters if one.returned_on is None]
        told_on = self.informed_on if first_counts else min(arrived, default=None)
        return replace(self, letters=letters, informed_on=told_on)

    @property
    def came_back(self) -> Sent | None:
        """The first letter that answered and came back."""
        return next((one for one in self.letters if one.returned_on), None)

    def withdrawn(self, on: date) -> "Claim":
        return replace(self.decided(ClaimStatus.WITHDRAWN), withdrawn_on=on)

    def reopened(self, counted_from: date | None, *, anew: bool = False) -> "Claim":
        """As if nothing had been decided. A day to count from starts a new clock.

        `anew`: the requester was told, and must be told again.
        """
        fresh = replace(
            self,
            exceptions=(),
            decision=ClaimStatus.OPEN,
            ground=None,
            proposed_by=None,
            withdrawn_on=None,
            fulfilled_on=None,
        )
        if counted_from is None and not anew:
            return fresh
        done = tuple(one._replace(before=True) for one in self.done)
        fresh = replace(fresh, informed_on=None, letters=(), done=done)
        if counted_from is None:
            return fresh
        return replace(fresh, since=counted_from, extended=False, extension_told_on=None)

    @property
    def recipients_left(self) -> tuple[str, ...]:
        """Article 19: who received it, and was neither told nor left out with a reason."""
        return tuple(one for one in self.recipients if one not in self.recipients_settled)

    def settling(self, recipient: str) -> "Claim":
        return replace(self, recipients_settled=self.recipients_settled | {recipient})

    def costing(self, fee: Fee | None) -> "Claim":
        return replace(self, fee=fee)

    def fee_standing(self, standing: FeeStatus) -> "Claim":
        return replace(self, fee=self.fee and self.fee._replace(standing=standing))

    def paid(self, on: date) -> "Claim":
        return replace(self, fee=self.fee and self.fee._replace(paid_on=on))

    def having(self, deed: Deed, on: date, system: str | None = None) -> "Claim":
        done = (*self.done, Done(deed, on, system))
        return replace(self, deeds=self.deeds | {deed}, done=done)

    def carried_out(self, on: date) -> "Claim":
        """The last day counts, where it was carried out in parts."""
        return replace(self, fulfilled_on=max(on, self.fulfilled_on or on))

    def without(self, deeds: Iterable[Deed]) -> "Claim":
        return replace(self, deeds=self.deeds.difference(deeds))

    def read_as(self, right: Right) -> "Claim":
        """In its place. A fee was named for the right that it was taken for: it falls away."""
        return replace(self, right=right, fee=None)

    def widened(
        self, purposes: Iterable[str], categories: Iterable[str], recipients: Iterable[str]
    ) -> "Claim":
        """Joined with what a duplicate asked. Naming nothing asks everything."""
        return replace(
            self,
            purposes=union(self.purposes, tuple(purposes)),
            categories=union(self.categories, tuple(categories)),
            recipients=tuple(sorted({*self.recipients, *recipients})),  # none named is nobody
        )


def union(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """Both lists as one, sorted; empty where one is empty, because none named means everything."""
    return tuple(sorted({*ours, *theirs})) if ours and theirs else ()


_SAME_FOR_ALL = {
    ClaimStatus.WITHDRAWN: Outcome.WITHDRAWN,
    ClaimStatus.FULFILLED: Outcome.FULFILLED,
    ClaimStatus.REFUSED: Outcome.REFUSED,
    ClaimStatus.NOT_APPLICABLE: Outcome.NOT_APPLICABLE,
}
_FOR_THE_SAME_REASON = {
    NOT_IDENTIFIED: Outcome.NOT_IDENTIFIED,
    NotApplicableGround.CANNOT_IDENTIFY: Outcome.NOT_IDENTIFIED,
    NotApplicableGround.NOT_CONTROLLER: Outcome.NOT_CONTROLLER,
    NotApplicableGround.NOT_A_REQUEST: Outcome.NOT_A_REQUEST,
}


def outcome(claims: Iterable[Claim], dismissed_as: str | None = None) -> Outcome:
    """How a request ended. It follows from its claims and is never typed in.

    Without claims it is what the message was found to be, which `dismissed_as` (a ground) names.

    Withdrawn claims count only when nothing else is left. One reason common to all names the
    outcome; something done makes it (partly) fulfilled; nothing done, and something refused, makes
    it refused.
    """
    every = list(claims)
    counted = [claim for claim in every if claim.status is not ClaimStatus.WITHDRAWN] or every
    statuses = {claim.status for claim in counted}
    grounds = {claim.ground for claim in counted} or {dismissed_as}
    if len(grounds) == 1 and (named := _FOR_THE_SAME_REASON.get(grounds.pop() or "")):
        return named
    if len(statuses) == 1 and (same := _SAME_FOR_ALL.get(next(iter(statuses)))):
        return same
    return Outcome.PARTLY_FULFILLED if statuses & EXECUTED else Outcome.REFUSED
