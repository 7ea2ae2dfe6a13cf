"""How long before a date the controller wants to be reminded: a table of its profile.

What the table leaves out follows our policy [P]. An example:

    [reminders]
    before = [5, 3, 1]   # working days before a date of the law or of an authority
    tasks = [1]          # working days before what was asked of a colleague or a processor
    silence = 14         # calendar days without an act, or without an answer to a question
    proof = 5            # calendar days that somebody has at least to prove who they are
"""

from typing import Annotated

from pydantic import AfterValidator, Field

from griffie.domain.model.lead_times import MOST_AHEAD, Leads
from griffie.domain.model.values import Frozen

_DEFAULT = Leads()

WorkingDays = Annotated[int, Field(ge=1, le=MOST_AHEAD)]


def _farthest_first(days: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(days), reverse=True))


Ahead = Annotated[tuple[WorkingDays, ...], AfterValidator(_farthest_first)]


class LeadTimes(Frozen):
    """The table `[reminders]` of a profile: working days, but `silence` in calendar days."""

    before: Ahead = _DEFAULT.before
    tasks: Ahead = _DEFAULT.tasks
    silence: Annotated[int, Field(ge=1, le=365)] = _DEFAULT.silence
    proof: Annotated[int, Field(ge=1, le=30)] = _DEFAULT.proof

    def leads(self) -> Leads:
        """The same values as the domain uses them."""
        return Leads(self.before, self.tasks, self.silence, self.proof)
