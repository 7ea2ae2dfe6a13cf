"""What the calendar brings about while nobody acts: a date that comes near, one that is missed.

These events are nobody's act: they are recorded once, change no status, and no date is counted
from them.
"""

from datetime import date

from griffie.domain.law import Right
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, Rights, in_order
from griffie.domain.request import reminders
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Missed, Reminded
from griffie.domain.request.vocabulary import Limit, ReminderKind
from griffie.domain.steps.said import DayAhead, InvokedRight, InvokedRights
from griffie.domain.steps.step import step


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


class Clock(RequestState):
    """The steps that time takes: nobody asks for them, the clock does."""

    @step(listed=False, meant=lambda _: True)
    def raise_reminder(
        self,
        now: Occasion,
        *,
        kind: ReminderKind,
        due_on: DayAhead,
        about: Code | None,
        rights: InvokedRights,
    ) -> ReminderRaised:
        """Our policy: somebody is told of a day in time, and once."""
        reminder = reminders.Reminder(kind, due_on, about, in_order(rights))
        if (
            kind is ReminderKind.RETENTION
        ):  # reckoned from the course: see `application.retention.schedule`
            wanted = due_on <= now.today and not reminders.is_raised(self, reminder, due_on)
        else:
            wanted = reminder in reminders.due(self, now.today, now.controller.leads)
        if not wanted:
            raise OutOfOrderError("there is nothing to remind of, or it was done")
        return ReminderRaised(kind=kind, due_on=due_on, about=about, rights=rights)

    @step(listed=False)
    def miss_deadline(
        self, now: Occasion, *, limit: Limit, right: InvokedRight | None, due_on: DayAhead
    ) -> DeadlineMissed:
        """Art. 12(3) and (4): the day passed and the requester had not been told."""
        missed = Missed(limit, right, due_on)
        if missed not in reminders.misses(self, now.today):
            raise OutOfOrderError("that was not missed, or it is recorded")
        return DeadlineMissed(limit=limit, right=right, due_on=due_on)
