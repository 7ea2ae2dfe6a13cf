"""Time speaks: whatever the calendar says by now is recorded, once, as nobody's act.

Ordinary commands on the requests that the register wakes. Whoever else ticks at the same moment,
or works on the same request, wins or loses a race, and then the calendar is asked again.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from pydantic import PrivateAttr

from griffie.application.commands import Command, Load
from griffie.application.disclosure import KeyErasedError
from griffie.application.register.view import Query, RegisterView
from griffie.application.requests.requests import ContentionError, Requests, UnknownRequestError
from griffie.application.retention.schedule import Hold, RetentionView
from griffie.domain.errors import GriffieError
from griffie.domain.events import DeadlineMissed, Missed, ReminderRaised
from griffie.domain.law.calendar import OutsideCalendarError
from griffie.domain.model.setting import Occasion
from griffie.domain.request.reminders import Reminder, due, is_raised, misses, next_day
from griffie.domain.request.vocabulary import ReminderKind
from griffie.domain.rights_request import RightsRequest

SYSTEM = "system"
"""Who acts where the calendar does."""
EVERYTHING = 2**31

Clocked = ReminderRaised | DeadlineMissed


class NothingToRecordError(GriffieError):
    """Neither a reminder nor a miss: nothing is recorded."""

    code = "nothing"
    sentence = "There is nothing to record"


class Tick(Command):
    """Record what the calendar says of a request by now. No path leads here: nobody asks for it."""

    retained: tuple[Reminder, ...] = ()
    """What retention reminds of: that is reckoned from the course of a request."""
    _recorded: tuple[Clocked, ...] = PrivateAttr(())

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        del load
        reminded, missed = said(request, now, self.retained)
        if not (reminded or missed):
            raise NothingToRecordError
        for miss in missed:
            request.miss_deadline(now, **miss._asdict())
        for reminder in reminded:
            request.raise_reminder(now, **reminder._asdict())
        self._recorded = tuple(one for one in request.pending_events if isinstance(one, Clocked))
        return ()

    @property
    def recorded(self) -> tuple[Clocked, ...]:
        """What became of it; of several attempts the last counts."""
        return self._recorded


def said(
    request: RightsRequest, now: Occasion, retained: tuple[Reminder, ...]
) -> tuple[tuple[Reminder, ...], tuple[Missed, ...]]:
    """What the calendar says of a request: reminders and misses, none of which is recorded."""
    if request.erased:
        return (), ()
    kept = tuple(one for one in retained if not is_raised(request, one, one.due_on))
    found = due(request, now.today, now.controller.leads)
    return (*found, *kept), misses(request, now.today)


class Asleep(NamedTuple):
    """A request of which there is nothing to say until a day, as long as it stands so."""

    version: int | None
    retained: tuple[Reminder, ...]
    until: date | None


class Ticking:
    """Walks the requests that may have something to say, and remembers which have not."""

    def __init__(
        self,
        requests: Requests,
        register: Callable[[], RegisterView],
        retention: Callable[[], RetentionView],
    ) -> None:
        self._requests, self._register, self._retention = requests, register, retention
        self._asleep: dict[UUID, Asleep] = {}

    def tick(
        self, now: Occasion, stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[UUID, Clocked]]:
        """Record what is due by now; gives each with its request. Ends early when `stopped`.

        A request that others keep winning, or that goes away meanwhile, is left for the next time.
        """
        now = now._replace(actor=SYSTEM)
        retained = self._retained(now.today)
        query = Query(wakes_by=now.today, limit=EVERYTHING)
        woken = {item.id: item.version for item in self._register().items(query, now.today)}
        for request_id in {**woken, **retained}:
            if stopped():
                return
            state = Asleep(woken.get(request_id), retained.get(request_id, ()), None)
            if not self._sleeps(request_id, state, now.today):
                for event in self._strike(request_id, state, now):
                    yield request_id, event

    def _retained(self, on: date) -> dict[UUID, tuple[Reminder, ...]]:
        return {
            request_id: tuple(
                Reminder(ReminderKind.RETENTION, one.due_on, one.kept)
                for one in listed
                if Hold.LEGAL_HOLD not in one.held_by
            )
            for request_id, listed in self._retention().due(on)
        }

    def _sleeps(self, request_id: UUID, state: Asleep, on: date) -> bool:
        known = self._asleep.get(request_id)
        same = known is not None and known[:2] == state[:2]
        return same and known is not None and (known.until is None or on < known.until)

    def _strike(self, request_id: UUID, state: Asleep, now: Occasion) -> tuple[Clocked, ...]:
        try:
            request = self._requests.load(request_id)
            tick = Tick(retained=state.retained)
            if any(said(request, now, state.retained)):
                request = self._requests.take(request_id, tick, now)
            until = next_day(request, now.today, now.controller.leads)
        except (
            NothingToRecordError,
            ContentionError,
            UnknownRequestError,
            KeyErasedError,
            OutsideCalendarError,
        ):
            return ()
        version = state.version and request.version
        self._asleep[request_id] = Asleep(version, state.retained, until)
        return tick.recorded
