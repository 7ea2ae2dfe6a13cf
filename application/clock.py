"""The clock: records reminders and missed deadlines, each once, with `system` as the actor.

A tick takes an ordinary command on each request that the register wakes. Somebody else may tick or
work on the same request at the same moment: then the calendar is asked again.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from pydantic import PrivateAttr

from griffie.application.disclosure import KeyErasedError
from griffie.application.register.view import Query, RegisterView
from griffie.application.requests.commands import Command, Load
from griffie.application.requests.requests import ContentionError, Requests, UnknownRequestError
from griffie.application.retention.schedule import Hold, RetentionView
from griffie.domain.errors import GriffieError
from griffie.domain.events import DeadlineMissed, ReminderRaised
from griffie.domain.law.calendar import OutsideCalendarError
from griffie.domain.model.setting import Occasion
from griffie.domain.request.reminders import Reminder, due, is_raised, misses, next_day
from griffie.domain.request.values import Missed
from griffie.domain.request.vocabulary import ReminderKind
from griffie.domain.rights_request import RightsRequest

SYSTEM = "system"
"""The actor of what the clock records."""
_EVERYTHING = 2**31

ClockEvent = ReminderRaised | DeadlineMissed
"""The events that the clock records."""


class NothingToRecordError(GriffieError):
    """Neither a reminder nor a miss: nothing is recorded."""

    code = "nothing"
    sentence = "There is nothing to record"


class Tick(Command):
    """Record the reminders and missed deadlines of a request. It has no address in the API."""

    retained: tuple[Reminder, ...] = ()
    """The reminders of retention: they follow from the history, not from the state."""
    _recorded: tuple[ClockEvent, ...] = PrivateAttr(())

    def check(self, request: RightsRequest, now: Occasion) -> None:
        """It names nothing."""

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        del load
        reminded, missed = _find_due(request, now, self.retained)
        if not (reminded or missed):
            raise NothingToRecordError
        for miss in missed:
            request.miss_deadline(now, **miss._asdict())
        for reminder in reminded:
            request.raise_reminder(now, **reminder._asdict())
        self._recorded = tuple(one for one in request.pending_events if isinstance(one, ClockEvent))
        return ()

    @property
    def recorded(self) -> tuple[ClockEvent, ...]:
        """The events that were recorded; of several attempts, those of the last."""
        return self._recorded


def _find_due(
    request: RightsRequest, now: Occasion, retained: tuple[Reminder, ...]
) -> tuple[tuple[Reminder, ...], tuple[Missed, ...]]:
    """Reminders and misses that are due on the day of `now` and not recorded yet."""
    if request.erased:
        return (), ()
    kept = tuple(one for one in retained if not is_raised(request, one, one.due_on))
    found = due(request, now.today, now.controller.leads)
    return (*found, *kept), misses(request, now.today)


class _QuietUntil(NamedTuple):
    """A request with nothing to record before day `until`, as long as its version stays."""

    version: int | None
    retained: tuple[Reminder, ...]
    until: date | None


class Ticker:
    """Looks at requests that may have something due; remembers until when others have not."""

    def __init__(
        self,
        requests: Requests,
        register: Callable[[], RegisterView],
        retention: Callable[[], RetentionView],
    ) -> None:
        self._requests, self._register, self._retention = requests, register, retention
        self._quiet: dict[UUID, _QuietUntil] = {}

    def tick(
        self, now: Occasion, stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[UUID, ClockEvent]]:
        """Record what is due by now; gives each event with the id of its request.

        Ends early when `stopped` says so. A request that others keep changing, or that leaves
        meanwhile, is left for the next tick.
        """
        now = now._replace(actor=SYSTEM)
        retained = self._retained(now.today)
        query = Query(wakes_by=now.today, limit=_EVERYTHING)
        woken = {item.id: item.version for item in self._register().items(query, now.today)}
        for request_id in {**woken, **retained}:
            if stopped():
                return
            state = _QuietUntil(woken.get(request_id), retained.get(request_id, ()), None)
            if not self._is_quiet(request_id, state, now.today):
                for event in self._record_due(request_id, state, now):
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

    def _is_quiet(self, request_id: UUID, state: _QuietUntil, on: date) -> bool:
        known = self._quiet.get(request_id)
        same = known is not None and known[:2] == state[:2]
        return same and known is not None and (known.until is None or on < known.until)

    def _record_due(
        self, request_id: UUID, state: _QuietUntil, now: Occasion
    ) -> tuple[ClockEvent, ...]:
        try:
            request = self._requests.load(request_id)
            tick = Tick(retained=state.retained)
            if any(_find_due(request, now, state.retained)):
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
        self._quiet[request_id] = _QuietUntil(version, state.retained, until)
        return tick.recorded
