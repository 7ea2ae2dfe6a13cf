"""A period of civil days in Brussels, of which requests were received."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from griffie.domain.model.errors import BadInputError

_DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 2018, 2099
LONGEST = 10
"""Years in a period: our policy [P]."""


class Period(NamedTuple):
    """From the first day to the last, both included."""

    first: date
    last: date

    @classmethod
    def of_year(cls, year: int) -> "Period":
        return cls(date(year, 1, 1), date(year, 12, 31))

    def checked(self) -> "Period":
        """The period. Raises BadInputError for one that ends before it begins, or has no law."""
        if self.last < self.first:
            raise BadInputError("until", "before the first day")
        if not FIRST_YEAR <= self.first.year <= self.last.year <= LAST_YEAR:
            raise BadInputError("from", f"outside {FIRST_YEAR} to {LAST_YEAR}")
        if self.last.year - self.first.year >= LONGEST:
            raise BadInputError("until", f"more than {LONGEST} years in one period")
        return self

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def years(self) -> range:
        """Every calendar year of which it holds a day."""
        return range(self.first.year, self.last.year + 1)

    @property
    def whole_years(self) -> Iterator[int]:
        """Every calendar year that it holds from the first to the last day."""
        for year in self.years:
            whole = Period.of_year(year)
            if whole.first in self and whole.last in self:
                yield year

    @property
    def is_a_year(self) -> bool:
        """Whether it is one whole calendar year."""
        return self == Period.of_year(self.first.year)

    @property
    def months(self) -> Iterator[date]:
        """The first day of every month of which it holds a day."""
        month = self.first.replace(day=1)
        while month <= self.last:
            yield month
            month = (month + 31 * _DAY).replace(day=1)

    def year_before(self) -> "Period":
        """The same days of the year before; 29 February becomes the 28th."""
        return Period(_a_year_before(self.first), _a_year_before(self.last))

    def just_before(self) -> "Period":
        """As many days, which end on the day before it begins."""
        return Period(self.first - (self.last - self.first) - _DAY, self.first - _DAY)

    @property
    def name(self) -> str:
        """`2026`, or `2026-01-01_2026-06-30`: for the name of a file."""
        return str(self.first.year) if self.is_a_year else f"{self.first}_{self.last}"


def _a_year_before(day: date) -> date:
    last_of_february = day.month == 2 and day.day == 29  # noqa: PLR2004
    return day.replace(year=day.year - 1, day=28 if last_of_february else day.day)
