"""What is no request, or not ours to answer alone."""

from griffie.application.commands.command import Command, Day
from griffie.application.disclosure import Disclosure
from griffie.domain.law import NoRequestGround
from griffie.domain.model.values import Code


class FindNoRequest(Command):
    """Find that a message invokes no right, or none of ours to answer: then answer and close it.

    Only while no right was found in it; to a right that was, `find-not-applicable` applies.
    """

    ground: NoRequestGround
    reason: Disclosure


class ApproveFinding(Command):
    """Approve that a message is no request: four eyes, where the profile asks for them."""


class ForwardRequest(Command):
    """Record that it was passed on to another controller, with the requester's consent."""

    party: Code
    consent: Disclosure
    forwarded_on: Day


class InformJointController(Command):
    """Record that a joint controller was told of the request: Article 26(3) GDPR."""

    party: Code
    informed_on: Day


COMMANDS: tuple[type[Command], ...] = (
    FindNoRequest,
    ApproveFinding,
    ForwardRequest,
    InformJointController,
)
