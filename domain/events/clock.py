"""What the calendar brings about while nobody acts: a date that comes near, one that is missed.

These events are nobody's act: they change no status, and no date is counted from them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from griffie.domain.law import Right
from griffie.domain.model.event import Event
from griffie.domain.model.values import Code, Rights
from griffie.domain.request.values import Missed, Reminded
from griffie.domain.request.vocabulary import Limit, ReminderKind

if TYPE_CHECKING:
    from griffie.domain.request.state import RequestState


class ReminderRaised(Event):
    """Somebody was reminded of a day: to come, today, or, of a task, past."""

    TOPIC = "ReminderRaised"
    kind: ReminderKind
    due_on: date
    about: Code | None = None
    """The system, the processor, the dossier or the tier that it is about."""
    rights: Rights = ()

    def apply(self, request: RequestState) -> None:
        raised = Reminded(self.kind, self.due_on, self.about, self.recorded_on)
        request.reminded = (*request.reminded, raised)


class DeadlineMissed(Event):
    """Article 12(3) or (4): the day passed, and the requester had not been told."""

    TOPIC = "DeadlineMissed"
    limit: Limit
    right: Right | None = None
    due_on: date

    def apply(self, request: RequestState) -> None:
        request.missed = (*request.missed, Missed(self.limit, self.right, self.due_on))
