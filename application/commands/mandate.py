"""Who speaks for whom."""

from collections.abc import Iterable

from griffie.application.commands.command import Command, Day, Load
from griffie.application.commands.intake import Representative
from griffie.application.disclosure import Disclosure
from griffie.domain.model.setting import Occasion
from griffie.domain.request.vocabulary import AgeBand, Capability
from griffie.domain.rights_request import RightsRequest


class NameRepresentative(Command):
    """Record that somebody came forward to speak for the data subject: then ask for the mandate.

    Whoever spoke before is replaced, and a mandate that was verified was theirs.
    """

    representative: Representative
    came_forward_on: Day

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        del load
        request.name_representative(
            now, representative=self.representative.seals(), came_forward_on=self.came_forward_on
        )
        return ()


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


COMMANDS: tuple[type[Command], ...] = (
    NameRepresentative,
    AskMandate,
    VerifyMandate,
    RejectMandate,
    AssessMinor,
)
