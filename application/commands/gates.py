"""Doubt, clarification, extension: what makes a request wait, and what ends the waiting."""

from typing import Annotated

from annotated_types import MaxLen, MinLen

from griffie.application.commands.command import Command, Day
from griffie.application.disclosure import Disclosure
from griffie.domain.law import ExtensionGround, Right


class DoubtIdentity(Command):
    """Ask for proof of identity, on reasonable doubt only: Article 12(6) GDPR."""

    grounds: Disclosure
    asked_on: Day
    asked_for: Disclosure


class VerifyIdentity(Command):
    """Record that the requester is who they say, and how that was seen: Article 12(6) GDPR."""

    method: Disclosure
    verified_on: Day
    received_on: Day | None = None


class FailIdentity(Command):
    """Record that proof did not come or did not prove: Article 12(6) GDPR."""

    reason: Disclosure
    received_on: Day | None = None


class AskClarification(Command):
    """Ask which data or which processing is meant: recital 63 GDPR."""

    question: Disclosure
    asked_on: Day


class ReceiveClarification(Command):
    """Record what the requester answered; "everything" is an answer too: recital 63 GDPR."""

    answer: Disclosure
    received_on: Day


class ExtendDeadline(Command):
    """Take two further months, told and explained within the first: Article 12(3) GDPR."""

    grounds: Annotated[tuple[ExtensionGround, ...], MinLen(1), MaxLen(2)]
    explanation: Disclosure
    notified_on: Day
    rights: Annotated[tuple[Right, ...], MaxLen(len(Right))] = ()


COMMANDS: tuple[type[Command], ...] = (
    DoubtIdentity,
    VerifyIdentity,
    FailIdentity,
    AskClarification,
    ReceiveClarification,
    ExtendDeadline,
)
