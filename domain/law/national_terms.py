"""Terms of other acts, beside the month of Article 12(3): the earlier of the two counts.

Union law counts its month (Regulation 1182/71); another act counts its own term: from the day after
receipt, in calendar days or months, and, unless the profile says that the act rolls it, to the day
itself be it a Sunday [P: the strict reading]. What the GDPR does to its own month (an extension, a
question that stops the clock) does nothing to it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from griffie.domain.law.calendar import DAY, Calendar
from griffie.domain.law.deadlines import SOON, Reckoned, Term, months_later, nth_working_day
from griffie.domain.law.grounds import Right
from griffie.domain.law.provision import cited_act
from griffie.domain.law.reasons import DAYS_OFF, DaysOff, Reason, reason_of_national_term

ActName = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
CategoryCode = Annotated[str, StringConstraints(pattern="^[a-z0-9_-]{1,40}$")]


class NationalTerm(BaseModel):
    """A term that another act gives for a right, for some categories of data or for all.

    One of `days` and `months`. `extended` is the length that the act allows when the requester is
    told in time of its own extension; without it there is none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    right: Right
    categories: tuple[CategoryCode, ...] = ()
    days: Annotated[int, Field(ge=1, le=366)] | None = None
    months: Annotated[int, Field(ge=1, le=12)] | None = None
    act: ActName
    rolls: bool = False
    """Whether a term that ends on a day off runs to the next working day."""
    extended: Annotated[int, Field(ge=1, le=366)] | None = None
    """How long it becomes, in the same unit, by the act's own extension."""

    @model_validator(mode="after")
    def _one_length(self) -> "NationalTerm":
        if (self.days is None) == (self.months is None):
            raise ValueError("a term has either days or months")
        if self.extended is not None and self.extended <= self.length:
            raise ValueError("extended: not longer than the term")
        return self

    def concerns(self, right: Right, categories: tuple[str, ...]) -> bool:
        """Whether it counts for a right about these categories; naming none asks about all."""
        if right is not self.right:
            return False
        return not (self.categories and categories) or bool({*self.categories} & {*categories})

    @property
    def length(self) -> int:
        """How long it is, before the act's own extension: in days or in months."""
        return next(some for some in (self.days, self.months) if some)

    def ends_on(self, received_on: date, length: int) -> date:
        """The day on which so many of its days or months end, before any rolling.

        Receipt itself is not counted.
        """
        if self.days is None:
            return months_later(received_on, length)
        return received_on + length * DAY


class _Ending(NamedTuple):
    due_on: date
    ends_on: date
    term: NationalTerm
    length: int


def earlier_of(  # noqa: PLR0917 - what a term is counted from
    union: Term,
    terms: Iterable[NationalTerm],
    right: Right,
    categories: tuple[str, ...],
    calendar: Calendar,
    told_on: date | None = None,
) -> Term:
    """The term of the GDPR, or that of another act where it ends before: dates, trace and act.

    `categories` are those that were asked about, or those of a part. A term for other categories
    does not count. `told_on` is the day on which the requester was told of an extension: an act
    that knows one of its own gives it where that was in time.
    """
    found = [
        _ending(one, union, calendar, told_on) for one in terms if one.concerns(right, categories)
    ]
    if not found:
        return union
    due_on, ends_on, term, length = min(found, key=lambda one: one.due_on)
    if due_on >= union.due_on:
        return union
    rule = cited_act(term.act)
    because = reason_of_national_term(length, months=term.days is None)
    trace = [Reckoned(rule, union.received_on, ends_on, because)]
    if due_on != ends_on:
        off = (ends_on + n * DAY for n in range((due_on - ends_on).days))
        names = DaysOff(filter(None, map(calendar.day_off, off)))
        trace.append(Reckoned(rule, ends_on, due_on, Reason(DAYS_OFF, {"days": names})))
    return union._replace(
        nominal_on=ends_on,
        due_on=due_on,
        strict_due_on=min(due_on, union.strict_due_on),
        target_on=min(calendar.working_day_until(due_on), union.target_on),
        soon_on=nth_working_day(due_on, -SOON, calendar),
        suspended_days=0,
        waiting=False,
        trace=(*union.trace, *trace),
        act=term.act,
    )


def _ending(term: NationalTerm, union: Term, calendar: Calendar, told_on: date | None) -> _Ending:
    def due(ends_on: date) -> date:
        return calendar.working_day_from(ends_on) if term.rolls else ends_on

    length = term.length
    ends_on = term.ends_on(union.received_on, length)
    if term.extended and told_on and told_on <= due(ends_on):
        length = term.extended
        ends_on = term.ends_on(union.received_on, length)
    return _Ending(due(ends_on), ends_on, term, length)
