"""Data that are kept and not used."""

from griffie.application.commands.command import Command, Day, Listed
from griffie.application.disclosure import Disclosure
from griffie.domain.law import RestrictedUse, RestrictionGround


class ApplyRestriction(Command):
    """Record that data are kept and no longer used: Article 18(1) GDPR.

    Also where nobody invoked it: provisionally, while accuracy or an objection is examined.
    """

    ground: RestrictionGround
    systems: Listed = ()
    provisional: bool = False
    applied_on: Day


class RecordRestrictionUse(Command):
    """Record that restricted data were used, and on which of four grounds: Article 18(2) GDPR."""

    ground: RestrictedUse
    explanation: Disclosure
    used_on: Day


class LiftRestriction(Command):
    """Record that a restriction was lifted, after the data subject was told: Article 18(3) GDPR.

    The notice is a letter: `inform` with kind `restriction_lift`.
    """

    ground: RestrictionGround
    reason: Disclosure
    lifted_on: Day


COMMANDS: tuple[type[Command], ...] = (ApplyRestriction, RecordRestrictionUse, LiftRestriction)
