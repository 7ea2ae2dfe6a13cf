"""A new purpose that the controller announced, and to which somebody objects."""

from griffie.application.commands.command import Command, Day
from griffie.domain.law import Right
from griffie.domain.model.values import Code


class RecordAnnouncement(Command):
    """Record that the objection is to a purpose that was announced: Articles 13(3), 14(4), 21(1).

    The day may lie before the request: people object to what they were told. The purpose joins
    those of the claim, also where the profile does not know it yet.
    """

    right: Right
    purpose: Code
    announced_on: Day


COMMANDS: tuple[type[Command], ...] = (RecordAnnouncement,)
