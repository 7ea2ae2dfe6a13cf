"""A request on a day: which reminders are due, and what the clock records."""

from datetime import date, timedelta

from griffie.domain.events import ReceiptAcknowledged
from griffie.domain.model.event import Event
from griffie.domain.model.lead_times import Leads
from griffie.domain.model.setting import Occasion
from griffie.domain.request.reminders import due, misses
from griffie.domain.request.vocabulary import Channel, ReminderKind
from griffie.domain.rights_request import RightsRequest
from tests.given.past import RECEIVED_ON, on

DAY = timedelta(days=1)


LEADS = Leads()


KIND = ReminderKind


# Received on 5 March 2026: the month ends on 5 April, Easter Sunday; the answer is due on the 7th.
DUE_ON, TARGET_ON = date(2026, 4, 7), date(2026, 4, 3)


FIVE, THREE, ONE = date(2026, 3, 30), date(2026, 4, 1), date(2026, 4, 3)
"""So many working days before the answer is due: Good Friday is one."""


EXTENDED_ON = date(2026, 6, 5)


ACKNOWLEDGED = ReceiptAcknowledged(sent_on=RECEIVED_ON, channel=Channel.POST)


def kinds(request: RightsRequest, day: date) -> list[ReminderKind]:
    return [reminder.kind for reminder in due(request, day, LEADS)]


def at(day: date) -> Occasion:
    return on(day.year, day.month, day.day, actor="system")


def ticked(request: RightsRequest, day: date) -> list[Event]:
    """What the calendar says on a day, recorded."""
    now = at(day)
    missed = [request.miss_deadline(now, **one._asdict()) for one in misses(request, day)]
    raised = [request.raise_reminder(now, **one._asdict()) for one in due(request, day, LEADS)]
    return [*missed, *raised]
