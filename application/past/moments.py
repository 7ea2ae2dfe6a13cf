"""Moments of the past: how they are written, and which position of the log they mean.

A moment is a position of the log: the number of entries that it had. With it go the instant at
which the last of them was recorded, and the civil day in Brussels on which it is judged.
"""

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from griffie.application.ports import History
from griffie.domain.errors import UnusableInputError
from griffie.domain.law.deadlines import civil_date, end_of_day

INSTANT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})"
_POSITION = re.compile("position:([0-9]{1,16})")
_VERSION = re.compile("[0-9]{1,16}")
WRITTEN = "an instant with its zone, position:NUMBER, the number of a version, or now"


class NoSuchMomentError(UnusableInputError):
    """No moment of this store was named. The input is not repeated."""

    code = "no-moment"
    sentence = "This is no moment of this store"


class BeforeFirstEntryError(NoSuchMomentError):
    """Nothing was recorded yet at this moment."""

    code = "before-log"
    sentence = "Nothing was recorded yet"


class When(NamedTuple):
    """A moment as it was named, in one of four ways. Nothing named means now."""

    at: datetime | None = None
    """Everything recorded up to this instant, judged on its civil day in Brussels."""
    position: int | None = None
    """The first so many entries of the log, judged on the day of the last of them."""
    version: int | None = None
    """For one request only: its state after so many of its events."""
    on: date | None = None
    """Everything recorded by the end of this day in Brussels, judged on that day."""
    hindsight: bool = False
    """With `on`: everything known now, judged on that day."""

    @property
    def now(self) -> bool:
        """Whether no moment of the past was named."""
        return self == When()

    def checked(self) -> "When":
        """Gives itself. Raises NoSuchMomentError for two moments, or hindsight without a day."""
        if sum(one is not None for one in self[:4]) > 1:
            raise NoSuchMomentError("one moment at a time: two were named")
        if self.at is not None:
            _refuse_beyond_calendar(self.at)
        if self.hindsight and self.on is None:
            raise NoSuchMomentError("what is known now judges a day: name one")
        return self


class Moment(NamedTuple):
    """A moment of the log: its position, its instant, and the day in Brussels."""

    position: int
    at: datetime
    on: date
    upto: int
    """The last position that may have been recorded by then.

    When a history lawfully leaves, the instants of its events leave with it. Positions without an
    event that follow `position` may lie before or after the instant: they are counted as before.
    """


def parse_moment(written: str) -> When:
    """Parse `now`, `position:42`, a version such as `3`, or `2026-03-05T09:00:00+01:00`.

    Raises NoSuchMomentError.
    """
    if written == "now":
        return When()
    if found := _POSITION.fullmatch(written):
        return When(position=int(found[1]))
    if _VERSION.fullmatch(written):
        return When(version=int(written))
    try:
        if re.fullmatch(INSTANT, written):
            return When(at=datetime.fromisoformat(written))
    except ValueError:
        pass
    raise NoSuchMomentError(f"a moment is written as {WRITTEN}")


def moment(when: When, history: History, now: datetime) -> Moment:
    """The moment of the log that was named; `now` is the present instant.

    Raises NoSuchMomentError, BeforeFirstEntryError.
    """
    when.checked()
    if when.version is not None:
        raise NoSuchMomentError("a version is a version of a request; the register has positions")
    newest = history.newest()
    if when.position is not None:
        return _at_position(when.position, newest, history)
    if when.on is not None:
        return _recorded_by(end_of_day(when.on) - timedelta.resolution, history)
    at = now if when.at is None else when.at
    if at > now:
        raise NoSuchMomentError("this moment has yet to come")
    if when.at is None:
        return Moment(newest, at, civil_date(at), newest)
    then = _recorded_by(at, history)
    if not then.upto:
        raise BeforeFirstEntryError("nothing was recorded yet: the log begins later")
    return then


def _refuse_beyond_calendar(at: datetime) -> None:
    """Raises NoSuchMomentError where the instant has no day in Brussels."""
    try:
        civil_date(at)
    except OverflowError:
        raise NoSuchMomentError("this instant lies outside the calendar") from None


def _recorded_by(at: datetime, history: History) -> Moment:
    position = history.position_at(at)
    return Moment(position, at, civil_date(at), history.next_after(position) - 1)


def _at_position(position: int, newest: int, history: History) -> Moment:
    if position > newest:
        raise NoSuchMomentError(f"the log has {newest} entries")
    instant = history.instant_of(position) if position else None
    if instant is None:
        raise BeforeFirstEntryError("nothing was recorded yet: the log begins with entry 1")
    return Moment(position, instant, civil_date(instant), position)
