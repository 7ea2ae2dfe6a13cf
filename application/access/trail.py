"""The access trail: who took what out, who was refused what, how often strangers knocked.

Recorded in the same log as the requests, beside them. Nothing here holds a name or a word that
was typed. What is bounded, and by how much, is our policy:

- a refusal that is equal in everything (who, which request, at which version, what, why) stands
  once, and once a day where it concerns no request;
  beyond `REFUSALS_A_DAY` of one account they are counted, not written;
- what holds no personal data (reports, the trail itself) stands once a day for each account;
- failed sign-ins are counted, and one event a day says how many.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from threading import Lock
from typing import Any, Protocol
from uuid import UUID

from eventsourcing.persistence import IntegrityError, PersistenceError

from griffie.application.requests.histories import ClockBehindError, ContentionError
from griffie.application.requests.requests import Requests
from griffie.domain.access_events import (
    FAILED_SIGN_INS,
    CommandRefused,
    DataExported,
    Export,
    KnocksCounted,
    day_stream,
)
from griffie.domain.housekeeping import looks_stream
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest

REFUSALS_A_DAY = 500
WRITTEN_EVERY = 10.0
"""Seconds between two writings of what was counted: so much of it a crash may lose."""

SIGN_IN, TOKEN, REFUSAL = "sign_in", "token", "refusal"
UNWRITTEN = "refusal_not_written"
SYSTEM = "system"
ONCE_A_DAY = frozenset({Export.REPORT, Export.AUDIT_TRAIL})


class Tally(Protocol):
    """Counts by day, what and who, in the store but not in the log."""

    def add(self, on: date, what: str, who: str, times: int) -> int:
        """The total, after that."""

    def before(self, on: date) -> Mapping[tuple[date, str], int]:
        """Totals by day and what, of the days before one."""

    def forget(self, upto: date) -> None:
        """Up to and including a day."""


class AccessTrail:
    """Any thread. `elapsed` gives seconds of a clock that never runs back."""

    def __init__(self, requests: Requests, tally: Tally, elapsed: Callable[[], float]) -> None:
        self._requests, self._tally, self._elapsed = requests, tally, elapsed
        self._knocks: dict[tuple[date, str], int] = {}
        self._written, self._turn = elapsed(), Lock()

    def exported(self, request: RightsRequest | None, what: Export, now: Occasion) -> None:
        """Record it before the file is handed out. Raises ContentionError.

        Then nothing may go out.
        """
        if request is None:
            event, stream = DataExported(what=what), day_stream(now.today)
        else:
            stream = looks_stream(request.id)
            event = DataExported(what=what, request=request.id, at_version=request.version)

        def stands(one: Any) -> bool:
            return what in ONCE_A_DAY and one.recorded_on == now.today and same(one, event, now)

        self._record(stream, event, now, unless=stands)

    def refused(self, request_id: UUID | None, command: str, problem: str, now: Occasion) -> None:
        """Record who was told no. Raises UnknownRequestError, ContentionError."""
        version = self._requests.load(request_id).version if request_id else None
        event = CommandRefused(
            command=command, problem=problem, request=request_id, at_version=version
        )
        stream = looks_stream(request_id) if request_id else day_stream(now.today)
        if any(same(one, event, now) for one in self._requests.history(stream)):
            return
        if self._tally.add(now.today, REFUSAL, now.actor, 1) > REFUSALS_A_DAY:
            self._tally.add(now.today, UNWRITTEN, "", 1)
            return
        self._record(stream, event, now, unless=lambda one: same(one, event, now))

    def knocked(self, what: str, now: Occasion) -> None:
        """Somebody failed to sign in: with a form (`SIGN_IN`), or a `TOKEN` that is nobody's."""
        with self._turn:
            self._knocks[now.today, what] = self._knocks.get((now.today, what), 0) + 1
            due = self._elapsed() - self._written >= WRITTEN_EVERY
        if due:
            self.settle(now)

    def settle(self, now: Occasion) -> None:
        """Write down what was counted; of days that are over, say it in the log.

        At a start, at an end, with every tick, and in between as strangers knock. A store that
        cannot write now is asked again later: the counts stay.
        """
        with self._turn:
            counted, self._knocks = self._knocks, {}
            self._written = self._elapsed()
        try:
            while counted:
                (day, what), times = counted.popitem()
                try:
                    self._tally.add(day, what, "", times)
                except PersistenceError:
                    counted[day, what] = times
                    raise
            self._digest(now)
        except (PersistenceError, ContentionError, ClockBehindError):
            with self._turn:
                for knock, times in counted.items():
                    self._knocks[knock] = self._knocks.get(knock, 0) + times

    def _digest(self, now: Occasion) -> None:
        """Each day that is over has its event, once; then its counts go."""
        before = self._tally.before(now.today)
        for day in sorted({day for day, _ in before}):
            times = {what: n for (on, what), n in before.items() if on == day}
            event = KnocksCounted(
                on=day,
                failed_sign_ins=times.get(SIGN_IN, 0),
                unknown_tokens=times.get(TOKEN, 0),
                refusals_not_written=times.get(UNWRITTEN, 0),
            )
            if times.keys() & {SIGN_IN, TOKEN, UNWRITTEN}:
                self._record(
                    FAILED_SIGN_INS, event, now._replace(actor=SYSTEM), unless=event.is_told_by
                )
            self._tally.forget(day)

    def _record(
        self, stream: UUID, event: Event, now: Occasion, *, unless: Callable[[Any], bool]
    ) -> None:
        for then in self._requests.attempts(now):
            past = list(self._requests.history(stream))
            if any(unless(one) for one in past):
                return
            version = past[-1].originator_version + 1 if past else 1
            with suppress(IntegrityError):
                self._requests.save(event.stamped(stream, version, then))
                return
        raise ContentionError


def same(one: Event, other: Event, now: Occasion) -> bool:
    """The same thing, by the same account; whenever that was."""
    return (
        type(one) is type(other)
        and one.actor == now.actor
        and one.model_dump(exclude=STAMP) == other.model_dump(exclude=STAMP)
    )


STAMP = {"originator_id", "originator_version", "timestamp", "actor"}
