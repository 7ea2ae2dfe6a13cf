"""`griffie deadline`: when an answer is due, and which rules say so. One JSON object a line."""

import json
import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import zip_longest
from typing import Annotated

import typer

from griffie.domain.law.calendar import OutsideCalendarError, calendar_names, latest
from griffie.domain.law.deadlines import Pause, Suspension, Term, answer_term

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


CalendarName = StrEnum(  # type: ignore[misc]
    "CalendarName", {name.replace("-", "_"): name for name in calendar_names()}
)
"""A calendar of days off: of Belgium the ten statutory days, or the Official Journal's list."""
_BELGIAN = CalendarName("BE")

Dates = Annotated[
    list[str],
    typer.Argument(metavar="DATE...", help="The day of receipt in Brussels, as YYYY-MM-DD."),
]
Asked = Annotated[
    list[str],
    typer.Option(metavar="DATE", help="A question to the requester, such as proof of identity."),
]
Answered = Annotated[
    list[str],
    typer.Option(metavar="DATE", help="The sufficient answer to the question of the same place."),
]
Policy = Annotated[Suspension, typer.Option(help="Our policy on what such a question suspends.")]
Extended = Annotated[bool, typer.Option("--extended", help="Extended by two further months.")]
Holidays = Annotated[
    CalendarName, typer.Option(help="Of which country; -OJ: the Official Journal's list.")
]


def deadline(
    dates: Dates,
    *,
    asked: Asked = [],  # noqa: B006 - typer wants a list and makes its own
    answered: Answered = [],  # noqa: B006
    policy: Policy = Suspension.PAUSE_IF_PROMPT,
    extended: Extended = False,
    calendar: Holidays = _BELGIAN,
) -> None:
    """Reckon when an answer is due: Article 12(3) GDPR, Regulation 1182/71.

    Exit 2 and a message on stderr where a date is none, an answer lies before its question, or the
    calendar does not reach. All arguments are read before the first line is written.
    """
    try:
        pauses = _pauses(_dates("--asked", asked), _dates("--answered", answered))
        holidays = latest(calendar)
        lines = [
            _line(answer_term(day, holidays, policy=policy, extended=extended, pauses=pauses))
            for day in _dates("DATE", dates)
        ]
    except (ValueError, OutsideCalendarError) as refused:
        typer.echo(f"griffie deadline: {refused}", err=True)
        raise typer.Exit(2) from None
    for line in lines:
        typer.echo(line)


def _dates(name: str, written: Sequence[str]) -> list[date]:
    return [_date(name, place, day) for place, day in enumerate(written, start=1)]


def _date(name: str, place: int, written: str) -> date:
    message = f"{name} number {place} is no date of the form YYYY-MM-DD"
    if _WRITTEN.fullmatch(written) is None:  # fromisoformat alone takes 20260305 and 2026-W10-4 too
        raise ValueError(message)
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ValueError(message) from None


def _pauses(asked: list[date], answered: list[date]) -> tuple[Pause, ...]:
    if len(answered) > len(asked):
        raise ValueError("every --answered needs its --asked")
    pauses = tuple(Pause(*pair) for pair in zip_longest(asked, answered))
    if any(pause.answered_on and pause.answered_on < pause.asked_on for pause in pauses):
        raise ValueError("an answer does not come before its question")
    return pauses


def _line(term: Term) -> str:
    return json.dumps(
        {
            "received_on": term.received_on.isoformat(),
            "nominal_on": term.nominal_on.isoformat(),
            "due_on": term.due_on.isoformat(),
            "strict_due_on": term.strict_due_on.isoformat(),
            "first_month_ends_on": term.first_month_ends_on.isoformat(),
            "extended": term.extended,
            "suspended_days": term.suspended_days,
            "trace": [
                {
                    "rule": str(step.rule),
                    "from": step.start.isoformat(),
                    "to": step.end.isoformat(),
                    "because": str(step.because),
                }
                for step in term.trace
            ],
        },
        separators=(",", ":"),
    )
