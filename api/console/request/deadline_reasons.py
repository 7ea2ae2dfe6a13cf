"""Why a date moved, in the reader's language: the phrases of `domain.law.deadlines`, taken apart.

The domain writes them in English, dates inside; a phrase that is not known here is shown as it is.
"""

import re
from collections.abc import Callable
from datetime import date

from griffie.api.words.names import POLICIES
from griffie.api.words.speech import Speech
from griffie.domain.law.calendar import WEEKEND, holiday_key
from griffie.domain.law.deadlines import Suspension

DATE = r"(\d{4}-\d\d-\d\d)"
Said = Callable[[Speech, "re.Match[str]"], str]


def months(speech: Speech, found: "re.Match[str]") -> str:
    said = (
        speech.say("one month from receipt")
        if found[1] == "one month"
        else speech.say("three months from receipt")
    )
    if not found[2]:
        return said
    return said + " " + speech.say("(no {day}th: the last day of the month)", day=int(found[2]))


def waited(speech: Speech, found: "re.Match[str]") -> str:
    return speech.count(
        "waited {n} day, {since} to {until} (our policy: {policy})",
        "waited {n} days, {since} to {until} (our policy: {policy})",
        int(found[1]),
        since=date.fromisoformat(found[2]),
        until=date.fromisoformat(found[3]),
        policy=speech.say(POLICIES[Suspension(found[4])]),
    )


def anew(speech: Speech, found: "re.Match[str]") -> str:
    on = date.fromisoformat(found[1])
    return speech.say("anew from the answer of {on} (our policy)", on=on)


def at_once(speech: Speech, _: "re.Match[str]") -> str:
    return speech.say("two working days from receipt (our policy)")


def too_late(speech: Speech, found: "re.Match[str]") -> str:
    on = date.fromisoformat(found[1])
    return speech.say("not extended: told on {on}, after the first month", on=on)


PHRASES: tuple[tuple[re.Pattern[str], Said], ...] = (
    (
        re.compile(
            r"(one month|three months) from receipt"
            r"(?: \(no (\d\d)(?:st|th): the last day of the month\))?"
        ),
        months,
    ),
    (re.compile(rf"waited (\d+) days?, {DATE} to {DATE} \(our policy: ([a-z-]+)\)"), waited),
    (re.compile(rf"anew from the answer of {DATE} \(our policy: restart\)"), anew),
    (re.compile(r"two working days from receipt \(our policy\)"), at_once),
    (re.compile(rf"not extended: told on {DATE}, after the first month"), too_late),
)


def because(phrase: str, speech: Speech) -> str:
    for pattern, said in PHRASES:
        if found := pattern.fullmatch(phrase):
            return said(speech, found)
    days = phrase.split("; ")
    try:
        return "; ".join(speech.law(day_key(day)) for day in days)
    except LookupError:
        return phrase


def day_key(day: str) -> str:
    """Where the catalogue keeps a day off: "Sunday" is day/sunday."""
    return f"day/{day.lower()}" if day in WEEKEND.values() else holiday_key(day)
