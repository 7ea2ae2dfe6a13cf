"""What became of what was asked, a line for each right, channel or language: no personal data.

For readers inside: nothing is hidden here. What is published has no lines, only tables.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from griffie.application.reports.figure_tables import Value, answers, durations, spread
from griffie.application.reports.request_figures import ClaimFigures, RequestFigures
from griffie.domain.request.vocabulary import ClaimStatus

_DONE = {ClaimStatus.FULFILLED, ClaimStatus.GRANTED}
_IN_PART = {ClaimStatus.PARTLY_FULFILLED, ClaimStatus.PARTLY_GRANTED}
BANDS = ((0, 7), (8, 14), (15, 21), (22, 28), (29, 31), (32, None))
"""Calendar days from receipt to the answer; the last band has no end."""


class Line(NamedTuple):
    """The claims of one right, channel or language. Days are calendar days."""

    key: str
    asked: int
    granted: int
    in_part: int
    refused: int
    no_ground: int
    in_time: int
    too_late: int
    """By the legal date."""
    strictly_late: int
    """By the strict date: as if waiting never stopped the clock."""
    not_yet: int
    median: Value
    p90: Value


def by_right(found: Sequence[RequestFigures], on: date) -> list[Line]:
    """A line for each right that was invoked."""
    return _lines(found, on, lambda _, claim: str(claim.right))


def by_channel(found: Sequence[RequestFigures], on: date) -> list[Line]:
    """A line for each channel through which requests came."""
    return _lines(found, on, lambda one, _: str(one.channel))


def by_language(found: Sequence[RequestFigures], on: date) -> list[Line]:
    """A line for each language in which requests came."""
    return _lines(found, on, lambda one, _: str(one.language))


def by_month(found: Sequence[RequestFigures], on: date) -> Mapping[date, Mapping[str, Value]]:
    """By month of receipt: claims in time, too late and not yet answered, by the legal date."""
    months: dict[date, list[RequestFigures]] = {}
    for one in found:
        months.setdefault(one.received_on.replace(day=1), []).append(one)
    return {month: answers(group, on, "due_on") for month, group in sorted(months.items())}


def by_days(found: Iterable[RequestFigures]) -> list[int]:
    """How many claims were answered within each of `BANDS`."""
    days = durations(claim for one in found for claim in one.claims)
    return [
        sum(first <= one and (last is None or one <= last) for one in days) for first, last in BANDS
    ]


def _lines(
    found: Sequence[RequestFigures], on: date, key: Callable[[RequestFigures, ClaimFigures], str]
) -> list[Line]:
    """The lines, the largest first. A request counts in a line with its claims of that line."""
    groups: dict[str, list[RequestFigures]] = {}
    for one in found:
        for name in dict.fromkeys(key(one, claim) for claim in one.claims):
            claims = tuple(claim for claim in one.claims if key(one, claim) == name)
            groups.setdefault(name, []).append(one.model_copy(update={"claims": claims}))
    lines = [_line(name, group, on) for name, group in groups.items()]
    return sorted(lines, key=lambda line: (-line.asked, line.key))


def _line(name: str, group: Sequence[RequestFigures], on: date) -> Line:
    claims = [claim for one in group for claim in one.claims]
    legal, strict = answers(group, on, "due_on"), answers(group, on, "strict_due_on")
    status, days = Counter(claim.status for claim in claims), spread(durations(claims))
    return Line(
        key=name,
        asked=len(claims),
        granted=sum(status[one] for one in _DONE),
        in_part=sum(status[one] for one in _IN_PART),
        refused=status[ClaimStatus.REFUSED],
        no_ground=status[ClaimStatus.NOT_APPLICABLE],
        in_time=int(legal["in time"] or 0),
        too_late=int(legal["too late"] or 0),
        strictly_late=int(strict["too late"] or 0),
        not_yet=int(legal["not yet"] or 0),
        median=days["median"],
        p90=days["p90"],
    )
