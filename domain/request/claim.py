"""One right that a request invokes, and how it goes. A claim is a value: a step makes a new one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from griffie.domain.law import FeeGround, Right
from griffie.domain.model.changed import changed
from griffie.domain.model.values import in_order
from griffie.domain.request.part import (
    REST,
    YES,
    Part,
    PartDecision,
    carried_out,
    covers,
    decided,
    left,
    taken_back,
    union,
)
from griffie.domain.request.remembered import Done, Sent, come_back
from griffie.domain.request.vocabulary import Channel, ClaimStatus, Deed, FeeStatus, PartStatus

PROMISED = frozenset({ClaimStatus.GRANTED, ClaimStatus.PARTLY_GRANTED})
EXECUTED = frozenset({ClaimStatus.FULFILLED, ClaimStatus.PARTLY_FULFILLED})
UNDONE = PROMISED | {ClaimStatus.OPEN}
UNDECIDED = frozenset({ClaimStatus.OPEN, ClaimStatus.REFUSAL_PROPOSED})

NOT_IDENTIFIED = "gdpr/12/6"
"""The ground of a refusal because the requester's identity was not established."""


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


@dataclass(frozen=True)
class Claim:
    """One right of one request, with its decision, its deadline's facts and its execution."""

    # What follows from these values is worked out once: every rule asks it again.

    right: Right
    purposes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    """What was asked about; empty means everything."""
    recipients: tuple[str, ...] = ()
    """Who received these data, where an old request came in with them (Article 19)."""
    possible_recipients: tuple[str, ...] = ()
    """Who may have received them, by the controller's profile at that time."""
    since: date | None = None
    """The day from which it counts, where that is not the day of receipt."""
    extended: bool = False
    extension_told_on: date | None = None
    """When the requester was told of it: what was told too late extends nothing."""
    decisions: tuple[PartDecision, ...] = ()
    """What was decided, part by part, in the order in which it was."""
    informed_on: date | None = None
    ready_on: date | None = None
    """Since when the answer lies ready for somebody of whom no address is known."""
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
    told_elsewhere: ClaimStatus | None = None
    """How it ended by another register, which finished it; nothing else is known of it."""

    @cached_property
    def is_wholly_decided(self) -> bool:
        """Whether something was decided about everything that was asked."""
        return covers(self.decisions, self.purposes, self.categories)

    @cached_property
    def status(self) -> ClaimStatus:
        """What follows from the decisions: open while a part is, partial where some say no."""
        if self.told_elsewhere:
            return self.told_elsewhere
        if self.withdrawn_on:
            return ClaimStatus.WITHDRAWN
        if not self.is_wholly_decided:
            return ClaimStatus.OPEN
        if self.proposed_by:
            return ClaimStatus.REFUSAL_PROPOSED
        found = {decision.status for decision in self.decisions}
        if not found & YES:
            inapplicable = found <= {PartStatus.NO_GROUND, PartStatus.NOT_APPLICABLE}
            return ClaimStatus.NOT_APPLICABLE if inapplicable else ClaimStatus.REFUSED
        return _STATUS[PartStatus.GRANTED in found, found <= YES]

    @cached_property
    def exceptions(self) -> tuple[PartDecision, ...]:
        """The decisions that apply an exception."""
        return tuple(one for one in self.decisions if one.status is PartStatus.EXCEPTED)

    @property
    def is_carried_out(self) -> bool:
        """Whether something of it was done."""
        return any(one.status is PartStatus.FULFILLED for one in self.decisions)

    @cached_property
    def noes(self) -> tuple[PartDecision, ...]:
        """The decisions that take something out of what was asked."""
        return tuple(one for one in self.decisions if one.status not in YES | {PartStatus.OPEN})

    @cached_property
    def ground(self) -> str | None:
        """The ground that all noes share; None for several, or where an exception says why."""
        noes = () if self.withdrawn_on else self.noes
        grounds = {one.ground for one in noes if one.status is not PartStatus.EXCEPTED}
        return grounds.pop() if len(grounds) == 1 else None

    @property
    def proposed_by(self) -> str | None:
        """Who proposed a refusal that nobody else has approved yet (four eyes)."""
        return next(iter(self.proposers), None)

    @cached_property
    def proposers(self) -> tuple[str, ...]:
        """Everybody who proposed what nobody else has approved yet."""
        return tuple(one.proposed_by for one in self.decisions if one.proposed_by)

    @cached_property
    def parts(self) -> tuple[PartDecision, ...]:
        """The decided parts, and the rest as long as it is open. Withdrawn, all of it is."""
        if self.withdrawn_on:
            return (PartDecision(self.asked, PartStatus.WITHDRAWN),)
        if self.told_elsewhere:
            return ()
        named = [one.part for one in self.decisions if not one.leaves_rest]
        if self.is_wholly_decided or any(one.is_rest for one in named):
            return self.decisions
        open_still = Part(
            left(self.purposes, (name for part in named for name in part.purposes)),
            left(self.categories, (name for part in named for name in part.categories)),
        )
        return (*self.decisions, PartDecision(open_still, PartStatus.OPEN))

    @property
    def asked(self) -> Part:
        """What was asked about, as a part. Naming nothing means everything."""
        return Part(self.purposes, self.categories)

    def decides(self, part: Part) -> bool:
        """Whether something named in a part was decided already, promises apart."""
        apart = {PartStatus.GRANTED, PartStatus.OPEN}
        return any(one.part.shares(part) for one in self.decisions if one.status not in apart)

    def promises(self, part: Part) -> bool:
        """Whether something named in a part was granted, and is not done."""
        return any(
            one.part.shares(part) for one in self.decisions if one.status is PartStatus.GRANTED
        )

    def decided(self, decision: PartDecision) -> "Claim":
        """With one decision more."""
        if decision.status is PartStatus.FULFILLED:
            whole = self.is_wholly_decided
            done = carried_out(self.decisions, decision, wholly_decided=whole)
            return changed(self, decisions=done)
        return changed(self, decisions=decided(self.decisions, decision))

    def without_promises(self) -> "Claim":
        """What was granted and not done is no longer granted."""
        kept = (one for one in self.decisions if one.status is not PartStatus.GRANTED)
        return changed(self, decisions=tuple(kept))

    def approved(self) -> "Claim":
        """Everything that was proposed is decided."""
        approved = (one._replace(proposed_by=None) for one in self.decisions)
        return changed(self, decisions=tuple(approved))

    def told(self, sent_on: date, channel: Channel | None = None) -> "Claim":
        """The first letter counts: a later one about the same claim moves nothing."""
        letters = (*self.letters, Sent(sent_on, channel))
        return changed(self, letters=letters, informed_on=self.informed_on or sent_on)

    def returned(
        self, channel: Channel, on: date, *, first_counts: bool, sent_on: date | None = None
    ) -> "Claim":
        """The last letter that went that way came back: the next counts, unless a person says."""
        letters = come_back(self.letters, channel, on, sent_on)
        arrived = [one.on for one in letters if one.returned_on is None]
        told_on = self.informed_on if first_counts else min(arrived, default=None)
        return changed(self, letters=letters, informed_on=told_on)

    @property
    def came_back(self) -> Sent | None:
        """The first letter that answered and came back."""
        return next((one for one in self.letters if one.returned_on), None)

    @property
    def answered_on(self) -> date | None:
        """When the requester was told, or could have it who cannot be told."""
        return self.informed_on or self.ready_on

    def lying_ready(self, on: date) -> "Claim":
        """The first day counts."""
        return changed(self, ready_on=min(on, self.ready_on or on))

    def withdrawn(self, on: date) -> "Claim":
        """What was proposed and not approved goes with it: nobody decided that."""
        kept = tuple(one for one in self.decisions if not one.proposed_by)
        return changed(self, decisions=kept, withdrawn_on=on)

    def reopened(
        self, counted_from: date | None, part: Part = REST, *, anew: bool = False
    ) -> "Claim":
        """As if nothing had been decided, of a part or at all. A day starts a new clock.

        `anew`: the requester was told, and must be told again.
        """
        left_over = taken_back(self.decisions, part)
        fulfilled = any(one.status is PartStatus.FULFILLED for one in left_over)
        done_on = self.fulfilled_on if fulfilled else None
        fresh = changed(self, decisions=left_over, withdrawn_on=None, fulfilled_on=done_on)
        if counted_from is None and not anew:
            return fresh
        done = tuple(one._replace(before=True) for one in self.done)
        fresh = changed(fresh, informed_on=None, ready_on=None, letters=(), done=done)
        if counted_from is None:
            return fresh
        return changed(fresh, since=counted_from, extended=False, extension_told_on=None)

    def settling(self, recipient: str) -> "Claim":
        return changed(self, recipients_settled=self.recipients_settled | {recipient})

    def costing(self, fee: Fee | None) -> "Claim":
        return changed(self, fee=fee)

    def fee_standing(self, standing: FeeStatus) -> "Claim":
        return changed(self, fee=self.fee and self.fee._replace(standing=standing))

    def paid(self, on: date) -> "Claim":
        return changed(self, fee=self.fee and self.fee._replace(paid_on=on))

    def having(self, done: Done) -> "Claim":
        return changed(self, deeds=self.deeds | {done.deed}, done=(*self.done, done))

    def first(self, *deeds: Deed) -> date | None:
        """The earliest day on which one of these deeds was done; None if none was."""
        return min((one.on for one in self.done if one.deed in deeds), default=None)

    def carried_out(self, on: date) -> "Claim":
        """The last day counts, where it was carried out in parts."""
        return changed(self, fulfilled_on=max(on, self.fulfilled_on or on))

    def without(self, deeds: Iterable[Deed]) -> "Claim":
        return changed(self, deeds=self.deeds.difference(deeds))

    def read_as(self, right: Right) -> "Claim":
        """In its place. A fee was named for the right that it was taken for: it falls away."""
        return changed(self, right=right, fee=None)

    def widened(self, other: "Claim") -> "Claim":
        """Joined with what a duplicate asked. Naming nothing asks everything."""
        return changed(
            self,
            purposes=union(self.purposes, other.purposes),
            categories=union(self.categories, other.categories),
            recipients=in_order((*self.recipients, *other.recipients)),  # none named is nobody
            possible_recipients=in_order((*self.possible_recipients, *other.possible_recipients)),
        )


_STATUS = {
    (True, True): ClaimStatus.GRANTED,
    (True, False): ClaimStatus.PARTLY_GRANTED,
    (False, True): ClaimStatus.FULFILLED,
    (False, False): ClaimStatus.PARTLY_FULFILLED,
}
"""By whether something is only granted, and whether nothing was taken out."""
