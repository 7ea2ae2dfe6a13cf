"""What an answer may cost. It is free of charge unless the law says otherwise."""

from typing import Annotated

from annotated_types import Interval

from griffie.application.commands.command import Command, Day
from griffie.application.disclosure import Disclosure
from griffie.domain.law import FeeGround, Right

Cents = Annotated[int, Interval(ge=1, le=1_000_000)]


class ProposeFee(Command):
    """Tell the requester beforehand what an answer will cost, and why: Articles 12(5)(a), 15(3).

    The clock runs on. What is asked is not carried out before the fee is accepted or waived.
    """

    right: Right
    ground: FeeGround
    amount_cents: Cents
    demonstration: Disclosure
    notified_on: Day


class AcceptFee(Command):
    """Record that the requester will pay: Article 12(5)(a) GDPR."""

    right: Right
    on: Day


class DeclineFee(Command):
    """Record that the requester will not pay. What was asked is then withdrawn or refused."""

    right: Right
    on: Day


class WaiveFee(Command):
    """Do it free of charge after all: Article 12(5) GDPR."""

    right: Right
    reason: Disclosure


class RecordPayment(Command):
    """Record that a fee was paid: Article 12(5)(a) GDPR."""

    right: Right
    paid_on: Day


COMMANDS: tuple[type[Command], ...] = (ProposeFee, AcceptFee, DeclineFee, WaiveFee, RecordPayment)
