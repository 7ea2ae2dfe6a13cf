"""Makes dated commands of the story for a given today: real days, office hours, accounts."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, NamedTuple
from zlib import crc32
from zoneinfo import ZoneInfo

from griffie.api.demo.story import (
    access,
    corrections,
    erasure,
    mail,
    objections,
    open_today,
    others,
    parts,
    persons,
)
from griffie.api.demo.story.language import (
    DATED,
    Ago,
    Back,
    DayAfter,
    StoryRequest,
    StoryStep,
    YearEnd,
)
from griffie.domain.law.calendar import latest
from griffie.domain.law.deadlines import answer_term, nth_working_day

_BRUSSELS = ZoneInfo("Europe/Brussels")
_CALENDAR = latest("BE")
_HANDLERS = ("u-11", "u-12", "u-13")
_ACTORS = {"intake": "u-20", "dpo": "u-30"}
OPENS, MINUTES = time(8, 40), 490
"""An office day: deeds are spread over it, the last before five in the afternoon."""
TODAY_OPENS, TODAY_MINUTES = time(8, 0), 40
"""Today has only begun: what is done by now was done before a quarter to nine."""

REQUESTS: tuple[StoryRequest, ...] = (
    *access.REQUESTS,
    *erasure.REQUESTS,
    *corrections.REQUESTS,
    *objections.REQUESTS,
    *open_today.REQUESTS,
    *others.REQUESTS,
    *persons.REQUESTS,
    *parts.REQUESTS,
)


class StoryCommand(NamedTuple):
    """One command of the story."""

    at: datetime
    """Europe/Brussels, in office hours."""
    role: str
    actor: str
    request: str
    """The story's own name for the request; `link` names the other one by it too."""
    command: str
    """A path of the API, or "receive", "announce", or "receive-mail" with the name of a file."""
    body: dict[str, Any]


def story(today: date) -> list[StoryCommand]:
    """Every command, in rising order of time; the last is of today.

    The same today gives the same story.
    """
    dated = [
        (day, place, deed)
        for place, request in enumerate((*REQUESTS, *mail.REQUESTS))
        for day, deed in _commands_of(request, _HANDLERS[place % len(_HANDLERS)], today)
    ]
    dated += [
        (day, len(REQUESTS), ("handler", "study", "announce", said)) for day, said in _told(today)
    ]
    dated.sort(key=lambda one: one[:2])  # stable: the steps of a request keep their order
    return [
        StoryCommand(
            at, role, _ACTORS.get(role, _HANDLERS[place % len(_HANDLERS)]), key, command, body
        )
        for day, group in groupby(dated, key=lambda one: one[0])
        for at, (_, place, (role, key, command, body)) in _give_times(day, list(group), today)
    ]


def _told(today: date) -> Iterator[tuple[date, dict[str, Any]]]:
    """A new purpose is announced to everybody, on the day that those who refuse it name."""
    for request in REQUESTS:
        for step in request.steps:
            if step.command == "record-announcement":
                on = _step_body(request, step, "", receipt(request, today), today)["announced_on"]
                yield (
                    date.fromisoformat(on),
                    {"purpose": step.body["purpose"], "announced_on": on, "basis": "f"}
                    | {"told": 1840, "segment": "customers", "channel": "email"},
                )


_Said = tuple[str, str, str, dict[str, Any]]


def _commands_of(request: StoryRequest, handler: str, today: date) -> Iterator[tuple[date, _Said]]:
    received_on = receipt(request, today)
    # The site and the mailbox take in by themselves, on any day; all else waits for somebody.
    by_itself = (request.channel == "web_form" and not request.taken_in) or "mail" in request.more
    day = received_on if by_itself else _working_day(received_on, request.taken_in)
    yield day, ("intake", request.key, *_received(request, received_on))
    for step in request.steps:
        day = max(day, _working_day(received_on, step.day))
        yield (
            day,
            (
                step.role,
                request.key,
                step.command,
                _step_body(request, step, handler, received_on, day),
            ),
        )


def receipt(request: StoryRequest, today: date) -> date:
    """The day of receipt. Nobody rings, posts or drops in on a day off; mail comes any day."""
    match request.received:
        case Ago(days):
            on = today - timedelta(days)
        case Back(days):
            on = nth_working_day(_CALENDAR.working_day_until(today), -days, _CALENDAR)
            on = on if days else today
        case due:
            on = _receipt_for_due(
                nth_working_day(today, due.days, _CALENDAR), extended=due.extended
            )
    mailed = request.channel in {"email", "web_form", "other"}
    return on if mailed else _CALENDAR.working_day_until(on)


def _receipt_for_due(due_on: date, *, extended: bool) -> date:
    """The last day of receipt whose answer is due then, or on the first day after that has one."""
    while True:
        for days in range(20, 105):
            on = due_on - timedelta(days)
            if answer_term(on, _CALENDAR, extended=extended).due_on == due_on:
                return on
        due_on = nth_working_day(due_on, 1, _CALENDAR)


def _working_day(received_on: date, days: int) -> date:
    if days == 0:
        return _CALENDAR.working_day_from(received_on)
    return nth_working_day(received_on, days, _CALENDAR)


def _received(request: StoryRequest, received_on: date) -> tuple[str, dict[str, Any]]:
    """The command that takes it in, and its body."""
    if file := request.more.get("mail"):
        rights = [right["right"] for right in request.rights]
        return "receive-mail", {"file": file, "rights": rights}
    return "receive", _receive_body(request, received_on)


def _receive_body(request: StoryRequest, received_on: date) -> dict[str, Any]:
    said = {
        "received_on": received_on.isoformat(),
        "channel": request.channel,
        "language": request.language,
        "rights": [dict(right) for right in request.rights],
        "requester": dict(request.requester),
        "message": request.message,
    }
    return said | {
        word: value if isinstance(value, str) else _resolve_dates(dict(value), received_on)
        for word, value in request.more.items()
    }


def _step_body(
    request: StoryRequest, step: StoryStep, handler: str, received_on: date, day: date
) -> dict[str, Any]:
    """The step's body, with its date, the way the answer goes out and the handler filled in."""
    said = _resolve_dates(dict(step.body), received_on)
    if (word := DATED.get(step.command)) and word not in said:
        said[word] = day.isoformat()
    if step.command in {"acknowledge", "inform"}:
        reachable = request.more.get("representative", request.requester)
        otherwise = request.channel if request.channel in {"chat", "web_form"} else "post"
        said.setdefault("channel", "email" if "email" in reachable else otherwise)
    if step.command == "assign":
        said.setdefault("handler", handler)
    return said


def _resolve_dates(said: dict[str, Any], received_on: date) -> dict[str, Any]:
    for word, value in said.items():
        if isinstance(value, DayAfter):
            said[word] = nth_working_day(received_on, value.number, _CALENDAR).isoformat()
        elif isinstance(value, YearEnd):
            said[word] = date(received_on.year + value.years, 12, 31).isoformat()
    return said


def _give_times(day: date, group: list[Any], today: date) -> Iterator[tuple[datetime, Any]]:
    """Each deed its minute: spread over the day, not quite evenly, always rising."""
    opens, minutes = (TODAY_OPENS, TODAY_MINUTES) if day == today else (OPENS, MINUTES)
    slot = minutes * 60 // len(group)
    for place, one in enumerate(group):
        within = crc32(f"{day}/{place}".encode()) % max(slot - 1, 1)
        opening = datetime.combine(day, opens, _BRUSSELS)
        yield opening + timedelta(seconds=place * slot + within), one
