"""What the calendar says of a request. Nobody decides it: it is recorded, once."""

from datetime import date

from griffie.domain import events
from griffie.domain.law import Right
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, in_order
from griffie.domain.request import reminders
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Limit, ReminderKind
from griffie.domain.steps.step import step


class Clock(RequestState):
    @step(listed=False, meant=lambda _: True)
    def raise_reminder(
        self,
        now: Occasion,
        *,
        kind: ReminderKind,
        due_on: date,
        about: Code | None,
        rights: tuple[Right, ...],
    ) -> events.ReminderRaised:
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
        return events.ReminderRaised(kind=kind, due_on=due_on, about=about, rights=rights)

    @step(listed=False)
    def miss_deadline(
        self, now: Occasion, *, limit: Limit, right: Right | None, due_on: date
    ) -> events.DeadlineMissed:
        """Art. 12(3) and (4): the day passed and the requester had not been told."""
        missed = events.Missed(limit, right, due_on)
        if missed not in reminders.misses(self, now.today):
            raise OutOfOrderError("that was not missed, or it is recorded")
        return events.DeadlineMissed(limit=limit, right=right, due_on=due_on)
