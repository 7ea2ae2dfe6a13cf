"""The access trail: who exported what, who was refused what, how often somebody signed in.

It is recorded in the same log as the requests, in streams of its own. It holds no name and no typed
text. How much is written is limited by our policy:

- a refusal that is equal in everything (who, which request, at which version, what, why) is
  recorded once, and once a day where it concerns no request; beyond `REFUSALS_A_DAY` of one account
  refusals are counted, not recorded;
- that a request was found when a person was looked up is recorded once a day for each account;
- an export without personal data (reports, the trail itself) is recorded once a day for each
  account;
- sign-ins, and those that failed, are counted, and one event a day says how many, and at which
  accounts somebody had to wait.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from threading import Lock
from typing import Any, Protocol
from uuid import UUID

from eventsourcing.persistence import IntegrityError, PersistenceError

from griffie.application.clock_guard import ClockWrongError
from griffie.application.requests.histories import ContentionError
from griffie.application.requests.requests import Requests
from griffie.domain.housekeeping import (
    FAILED_SIGN_INS,
    CommandRefused,
    DataExported,
    Export,
    KnocksCounted,
    PersonLookedUp,
    day_stream,
    looks_stream,
)
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest

REFUSALS_A_DAY = 500
_WRITTEN_EVERY = 10.0
"""Seconds between two writings of the counts: a crash may lose so much."""

SIGN_IN, TOKEN, REFUSAL = "sign_in", "token", "refusal"
_SIGNED_IN, _HELD_UP = "signed_in", "held_up"
_UNWRITTEN = "refusal_not_written"
_TOLD = frozenset({SIGN_IN, TOKEN, _UNWRITTEN, _SIGNED_IN, _HELD_UP})
SYSTEM = "system"
_ONCE_A_DAY = frozenset({Export.REPORT, Export.AUDIT_TRAIL})


class DailyCounts(Protocol):
    """The port for counts by day, kind and account: in the store, not in the log."""

    def add(self, on: date, what: str, who: str, times: int) -> int:
        """Add `times` to a count and give the new total."""

    def before(self, on: date) -> Mapping[tuple[date, str], int]:
        """Totals by day and kind, of all days before a day."""

    def of(self, on: date, what: str) -> Sequence[str]:
        """Of whom something was counted on a day, in order."""

    def forget(self, upto: date) -> None:
        """Delete the counts up to and including a day."""


class AccessTrail:
    """Records exports and refusals, and counts sign-ins; safe from any thread."""

    def __init__(
        self, requests: Requests, counts: DailyCounts, elapsed: Callable[[], float]
    ) -> None:
        """`elapsed` gives seconds of a clock that never runs back."""
        self._requests, self._counts, self._elapsed = requests, counts, elapsed
        self._counted: dict[tuple[date, str, str], int] = {}
        self._written, self._turn = elapsed(), Lock()

    def record_export(self, request: RightsRequest | None, what: Export, now: Occasion) -> None:
        """Record an export before the file is handed out; without a request, of the register.

        Raises ContentionError: then nothing may be handed out.
        """
        if request is None:
            event, stream = DataExported(what=what), day_stream(now.today)
        else:
            stream = looks_stream(request.id)
            event = DataExported(what=what, request=request.id, at_version=request.version)

        def stands(one: Any) -> bool:
            return what in _ONCE_A_DAY and one.recorded_on == now.today and _same(one, event, now)

        self._record(stream, event, now, unless=stands)

    def record_refusal(
        self, request_id: UUID | None, command: str, problem: str, now: Occasion
    ) -> None:
        """Record that a command was refused: `problem` is the path of the problem type.

        Raises UnknownRequestError, ContentionError.
        """
        version = self._requests.load(request_id).version if request_id else None
        event = CommandRefused(
            command=command, problem=problem, request=request_id, at_version=version
        )
        stream = looks_stream(request_id) if request_id else day_stream(now.today)
        if any(_same(one, event, now) for one in self._requests.history(stream)):
            return
        if self._counts.add(now.today, REFUSAL, now.actor, 1) > REFUSALS_A_DAY:
            self._counts.add(now.today, _UNWRITTEN, "", 1)
            return
        self._record(stream, event, now, unless=lambda one: _same(one, event, now))

    def record_look_up(self, found: Iterable[UUID], now: Occasion) -> None:
        """Record at each request that it was found under a person's name or address.

        Once a day for each account and request: a form looks up again while somebody types. Raises
        UnknownRequestError, ContentionError: then nothing may be shown.
        """

        def stands(one: Any) -> bool:
            today = one.recorded_on == now.today
            return isinstance(one, PersonLookedUp) and one.actor == now.actor and today

        for request_id in found:
            version = self._requests.load(request_id).version
            event = PersonLookedUp(request=request_id, at_version=version)
            self._record(looks_stream(request_id), event, now, unless=stands)

    def count_failed_sign_in(self, what: str, now: Occasion) -> None:
        """Count a failed sign-in: with the form (`SIGN_IN`), or with an unknown `TOKEN`."""
        self._count(what, "", now)

    def count_sign_in(self, now: Occasion) -> None:
        """Count that somebody signed in at the console; not who."""
        self._count(_SIGNED_IN, "", now)

    def count_held_up(self, account_id: str, now: Occasion) -> None:
        """Count that somebody had to wait at an account, after failures."""
        self._count(_HELD_UP, account_id, now)

    def _count(self, what: str, who: str, now: Occasion) -> None:
        counted = (now.today, what, who)
        with self._turn:
            self._counted[counted] = self._counted.get(counted, 0) + 1
            due = self._elapsed() - self._written >= _WRITTEN_EVERY
        if due:
            self.write_counts(now)

    def write_counts(self, now: Occasion) -> None:
        """Write the counts to the store; record one event for each day that is over.

        Called at start, at shutdown, with every tick and with failed sign-ins. When the store
        cannot write now, the counts stay in memory for the next time.
        """
        with self._turn:
            counted, self._counted = self._counted, {}
            self._written = self._elapsed()
        try:
            while counted:
                one, times = counted.popitem()
                try:
                    self._counts.add(*one, times)
                except PersistenceError:
                    counted[one] = times
                    raise
            self._digest(now)
        except (PersistenceError, ContentionError, ClockWrongError):
            with self._turn:
                for one, times in counted.items():
                    self._counted[one] = self._counted.get(one, 0) + times

    def _digest(self, now: Occasion) -> None:
        """Record the event of each day that is over, once; then delete its counts."""
        before = self._counts.before(now.today)
        for day in sorted({day for day, _ in before}):
            times = {what: n for (on, what), n in before.items() if on == day}
            event = KnocksCounted(
                on=day,
                failed_sign_ins=times.get(SIGN_IN, 0),
                unknown_tokens=times.get(TOKEN, 0),
                refusals_not_written=times.get(_UNWRITTEN, 0),
                sign_ins=times.get(_SIGNED_IN, 0),
                held_up=tuple(self._counts.of(day, _HELD_UP)),
            )
            if times.keys() & _TOLD:
                self._record(
                    FAILED_SIGN_INS, event, now._replace(actor=SYSTEM), unless=event.is_told_by
                )
            self._counts.forget(day)

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


def _same(one: Event, other: Event, now: Occasion) -> bool:
    """Whether two events say the same thing by the same account, at any time."""
    return (
        type(one) is type(other)
        and one.actor == now.actor
        and one.model_dump(exclude=_STAMP) == other.model_dump(exclude=_STAMP)
    )


_STAMP = {"originator_id", "originator_version", "timestamp", "actor"}
