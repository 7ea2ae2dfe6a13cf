"""A request of a data subject: one communication from one person, invoking one or more rights."""

from griffie.domain.phases.aftermath import Aftermath
from griffie.domain.phases.announcement import Announcements
from griffie.domain.phases.answer import Answer
from griffie.domain.phases.clock import Clock
from griffie.domain.phases.decision import Decision
from griffie.domain.phases.deeds import Deeds
from griffie.domain.phases.elsewhere import Elsewhere
from griffie.domain.phases.fees import Fees
from griffie.domain.phases.gates import Gates
from griffie.domain.phases.intake import Intake
from griffie.domain.phases.mandate import Mandates
from griffie.domain.phases.oversight import Oversight
from griffie.domain.phases.restriction import Restrictions
from griffie.domain.phases.tasks import Tasks


class RightsRequest(
    Intake,
    Elsewhere,
    Announcements,
    Gates,
    Mandates,
    Fees,
    Tasks,
    Decision,
    Deeds,
    Restrictions,
    Answer,
    Oversight,
    Aftermath,
    Clock,
):
    """Everything one can do with it, phase by phase. What it then is: `domain.request.state`."""

    TOPIC = "RightsRequest"

    def copy(self) -> "RightsRequest":
        """Another object with the same history: values are replaced, never changed in place."""
        twin: RightsRequest = object.__new__(type(self))
        twin.__dict__ = {**self.__dict__, "_pending_events": []}
        return twin
