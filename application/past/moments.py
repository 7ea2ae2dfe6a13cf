"""Points of the past: how one is named, and what was so many entries of the log ago.

A moment is a position of the log: how many entries it had, as a checkpoint says of itself. With it
go the instant by which that was recorded, and the day in Brussels on which it is judged.
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
    """What was named is no moment of this store. Repeats nothing of what was named."""

    code = "no-moment"
    sentence = "This is no moment of this store"


class BeforeFirstEntryError(NoSuchMomentError):
    """Then there was no register yet."""

    code = "before-log"
    sentence = "Nothing was recorded yet"


class When(NamedTuple):
    """How a moment is named. Nothing named is now; two names are one too many."""

    at: datetime | None = None
    """What was recorded by this instant, judged on its day in Brussels."""
    position: int | None = None
    """What the first so many entries of the log say, judged on the day of the last of them."""
    version: int | None = None
    """Of a request alone: as it stood after so many of its events."""
    on: date | None = None
    """What was recorded by the end of this day in Brussels, judged on it."""
    hindsight: bool = False
    """With a day: judged on it, with what is known now."""

    @property
    def now(self) -> bool:
        return self == When()

    def checked(self) -> "When":
        """Raises NoSuchMomentError where two moments are named."""
        if sum(one is not None for one in self[:4]) > 1:
            raise NoSuchMomentError("one moment at a time: two were named")
        if self.hindsight and self.on is None:
            raise NoSuchMomentError("what is known now judges a day: name one")
        return self


class Moment(NamedTuple):
    """A moment that was."""

    position: int
    at: datetime
    on: date
    upto: int
    """The last position that may have been recorded by then.

    When a history lawfully goes, the instants of its events go with it. What lies between the last
    event that stands before an instant and the first after it is counted as before: in doubt,
    something left, rather than that it is passed over.
    """


def parse_moment(written: str) -> When:
    """A moment as it is written in one word. Raises NoSuchMomentError."""
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
    """Which moment of the log was named. Raises NoSuchMomentError, BeforeFirstEntryError."""
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
