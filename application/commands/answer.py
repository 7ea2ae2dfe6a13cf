"""What was done, who was told, and the end of it."""

from typing import Annotated

from annotated_types import MaxLen

from griffie.application.commands.command import Command, Day
from griffie.application.disclosure import Disclosure
from griffie.domain.law import OmissionGround, Right
from griffie.domain.model.values import Code
from griffie.domain.request.vocabulary import Channel, Letter


class Fulfil(Command):
    """Record that a right was carried out, and how: Article 12(3) GDPR."""

    right: Right
    measures: Disclosure


class NotifyRecipient(Command):
    """Record that a recipient was told of a rectification, erasure or restriction: Article 19."""

    recipient: Code
    right: Right
    notified_on: Day


class OmitNotification(Command):
    """Record why a recipient need not be told: Article 19 GDPR."""

    recipient: Code
    right: Right
    ground: OmissionGround
    reason: Disclosure


class Inform(Command):
    """Record the letter that told the requester: Article 12(3) and (4) GDPR.

    An answer or a refusal is about rights that were decided, or about a message that was found to
    be no request (`rights` empty). Any other letter may be sent at any time and stops no clock.

    Without `text` an answer is recorded in the words of `GET …/letter`, about these rights. A
    `text` that refuses or keeps something back cites the provision of each ground, and names the
    supervisory authority and, in the same language, a court; else it is 409 on Article 12(4).
    """

    kind: Letter
    rights: Annotated[tuple[Right, ...], MaxLen(len(Right))]
    sent_on: Day
    channel: Channel
    text: Disclosure | None = None


class Close(Command):
    """Close a request of which everything was decided, done and told; the outcome follows."""


COMMANDS: tuple[type[Command], ...] = (Fulfil, NotifyRecipient, OmitNotification, Inform, Close)
