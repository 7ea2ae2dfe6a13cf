"""Public holidays, Article 2(1) of Regulation 1182/71: fixed lists, each with a version.

`BE` holds the ten statutory days of the Act of 4 January 1974; `BE-OJ` follows the list in the
Official Journal where it is known. A stored event names the version with which its deadline was
counted, so a version is a data file that is never changed, not a computation in a library.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from griffie.domain.errors import UnusableInputError

DAY = timedelta(days=1)
_WEEKEND = {5: "Saturday", 6: "Sunday"}


class OutsideCalendarError(UnusableInputError, LookupError):
    """A day for which the calendar has no data. A guess could be a day too late."""

    code = "no-calendar"
    sentence = "The calendar says nothing of that day"


class Calendar(NamedTuple):
    """The public holidays of a country between two days, for one version such as `BE/2026.1`."""

    version: str
    holidays: Mapping[date, str]  # in English, "Easter Monday"; holiday_key leads to four languages
    first_on: date = date.min
    last_on: date = date.max

    def __hash__(self) -> int:
        return hash(self.version)

    def day_off(self, day: date) -> str | None:
        """The English name of the holiday or weekend day; None for a working day.

        Raises OutsideCalendarError.
        """
        if not self.first_on <= day <= self.last_on:
            message = f"calendar {self.version} speaks of {self.first_on} to {self.last_on} only"
            raise OutsideCalendarError(message)
        return _WEEKEND.get(day.weekday()) or self.holidays.get(day)

    def working_day_from(self, day: date) -> date:
        """The day itself, or the first working day after it. Raises OutsideCalendarError."""
        while self.day_off(day):
            day += DAY
        return day

    def working_day_until(self, day: date) -> date:
        """The day itself, or the last working day before it. Raises OutsideCalendarError."""
        while self.day_off(day):
            day -= DAY
        return day


@cache
def calendar(version: str) -> Calendar:
    """The calendar of a version, which an event or a profile names: "BE/2026.1".

    Raises LookupError.
    """
    if version not in calendar_versions():
        raise LookupError(f"no such calendar; there are {', '.join(calendar_versions())}")
    file = files("griffie.domain.law").joinpath("calendars", f"{version.replace('/', '-')}.toml")
    data = tomllib.loads(file.read_text("utf-8"))
    holidays = {date.fromisoformat(day): name for day, name in data["holidays"].items()}
    return Calendar(version, MappingProxyType(holidays), data["first_on"], data["last_on"])


def latest(name: str) -> Calendar:
    """The newest version of "BE" or "BE-OJ", for requests that come in now. Raises LookupError."""
    versions = [version for version in calendar_versions() if version.rpartition("/")[0] == name]
    if not versions:
        raise LookupError(f"no such calendar; there are {', '.join(calendar_versions())}")
    return calendar(max(versions, key=_age))


@cache
def calendar_versions() -> tuple[str, ...]:
    """Every version that exists, such as "BE-OJ/2026.1", in alphabetical order."""
    names = (file.name for file in files("griffie.domain.law").joinpath("calendars").iterdir())
    stems = sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))
    return tuple("/".join(stem.rsplit("-", 1)) for stem in stems)


def calendar_names() -> tuple[str, ...]:
    """Every calendar that exists, without its version: "BE", "BE-OJ"."""
    return tuple(dict.fromkeys(version.rpartition("/")[0] for version in calendar_versions()))


def holiday_key(name: str) -> str:
    """The catalogue's key for a holiday: "Easter Monday" gives `holiday/easter-monday`."""
    bare = "".join(letter for letter in name.casefold() if letter.isalnum() or letter == " ")
    return f"holiday/{bare.replace(' ', '-')}"


def day_key(day_off: str) -> str:
    """The catalogue's key for a day off: `Sunday` gives `day/sunday`."""
    weekend = day_off in _WEEKEND.values()
    return f"day/{day_off.lower()}" if weekend else holiday_key(day_off)


def _age(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.rpartition("/")[2].split("."))
