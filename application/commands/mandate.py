"""Who speaks for whom."""

from application.commands.command import Command, Day
from application.disclosure import Disclosure
from domain.vocabulary import AgeBand, Capability


class AskMandate(Command):
    """Ask whoever writes for another to show that they may: our policy, the clock runs on.

    Until it is verified or rejected, no copies are handed over under Articles 15 and 20 GDPR.
    """

    question: Disclosure
    asked_on: Day


class VerifyMandate(Command):
    """Record that who wrote may speak for the data subject, and how that was seen."""

    method: Disclosure
    verified_on: Day


class RejectMandate(Command):
    """Record that who wrote may not. The data subject's own right stands: Article 5(1)(f) GDPR."""

    reason: Disclosure


class AssessMinor(Command):
    """Record whether a minor acts alone or through who holds parental authority."""

    age_band: AgeBand
    result: Capability
    reason: Disclosure


COMMANDS: tuple[type[Command], ...] = (AskMandate, VerifyMandate, RejectMandate, AssessMinor)
