"""What was done to carry a right out, as the law wants it done."""

from typing import Annotated

from annotated_types import MaxLen

from griffie.application.commands.command import Command, Day, Listed
from griffie.application.disclosure import Disclosure
from griffie.domain.law import Right
from griffie.domain.model.values import Code, Sealed
from griffie.domain.request.vocabulary import Channel, Format, Hands, ReviewOutcome, Weighing


class DeliverCopy(Command):
    """Record that a copy was handed over: Articles 15(3) and 20(1) GDPR.

    `documents` are the digests of what was delivered, as `documents` answered them. For portability
    the form is one that machines read; a rejected representative gets nothing.
    """

    right: Right
    format: Format
    channel: Channel
    hands: Hands = Hands.REQUESTER
    delivered_on: Day
    documents: Annotated[tuple[Sealed, ...], MaxLen(100)] = ()


class TransmitData(Command):
    """Record that data went directly to another controller: Article 20(2) GDPR."""

    right: Right
    format: Format
    target: Disclosure
    transmitted_on: Day


class FindTransmissionInfeasible(Command):
    """Record why data cannot go directly to another controller: Article 20(2) GDPR."""

    right: Right
    reason: Disclosure
    found_on: Day


class RectifyData(Command):
    """Record what was corrected, in which system: Article 16 GDPR."""

    right: Right
    system: Code
    fields: Listed
    rectified_on: Day


class AppendStatement(Command):
    """Record that a supplementary statement was added: Article 16 GDPR."""

    right: Right
    system: Code
    statement: Disclosure
    appended_on: Day


class EraseData(Command):
    """Record that data were erased from a system, and how that is seen: Article 17(1) GDPR."""

    right: Right
    system: Code
    proof: Disclosure
    erased_on: Day


class DeferErasure(Command):
    """Record that data stay in a backup until it is overwritten: our policy on Article 17(1)."""

    right: Right
    system: Code
    reason: Disclosure
    deferred_on: Day
    until: Day


class InformPublicControllers(Command):
    """Record that controllers of what was made public were told: Article 17(2) GDPR."""

    right: Right
    who: Disclosure
    measures: Disclosure
    informed_on: Day


class PerformBalancing(Command):
    """Record whose interests prevail when an objection is weighed: Article 21(1) GDPR.

    Without it, compelling grounds are no exception: the burden is the controller's.
    """

    right: Right
    interests: Disclosure
    prevails: Weighing
    performed_on: Day


class StopProcessing(Command):
    """Record that processing was stopped: Articles 21(1), 21(6) and 7(3) GDPR."""

    right: Right
    purposes: Listed = ()
    stopped_on: Day


class StopMarketing(Command):
    """Record that direct marketing was stopped: Article 21(3) GDPR."""

    right: Right
    channels: Listed = ()
    stopped_on: Day


class RecordSuppression(Command):
    """Record where it is kept that this person is not to be approached: Article 21(3) GDPR."""

    right: Right
    system: Code
    suppressed_on: Day


class PropagateWithdrawal(Command):
    """Record that whoever relied on a consent was told that it is gone: Article 7(3) GDPR."""

    right: Right
    recipients: Listed
    told_on: Day


class PerformHumanReview(Command):
    """Record that a person looked at what a machine decided: Article 22(3) GDPR."""

    right: Right
    outcome: ReviewOutcome
    view: Disclosure | None = None
    reasons: Disclosure
    reviewed_on: Day


COMMANDS: tuple[type[Command], ...] = (
    DeliverCopy,
    TransmitData,
    FindTransmissionInfeasible,
    RectifyData,
    AppendStatement,
    EraseData,
    DeferErasure,
    InformPublicControllers,
    PerformBalancing,
    StopProcessing,
    StopMarketing,
    RecordSuppression,
    PropagateWithdrawal,
    PerformHumanReview,
)
