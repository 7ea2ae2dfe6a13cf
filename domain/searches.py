"""Who searched for a person: events in a stream a month, whose words have a key of their own.

The words are the name or the address that was typed. They are sealed under the key of the month,
and that key is destroyed as a whole: so a search can be reviewed for a year and is then forgotten,
while it stays recorded that there was one.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid5

from pydantic import NonNegativeInt, StringConstraints

from griffie.domain.housekeeping import NAMESPACE, HousekeepingEvent, LookPurpose
from griffie.domain.model.values import Sealed

Month = Annotated[str, StringConstraints(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$")]
"""A month of the calendar in Brussels: `2026-11`."""

KEPT_FOR = 13
"""When so many months have begun since, the words of a month go: after twelve months at least and
thirteen at most, so that a year can be reviewed as a whole [P]."""


class SearchedBy(StrEnum):
    """By what somebody searched."""

    EMAIL = "email"
    NAME = "name"
    PHONE = "phone"
    POSTAL_ADDRESS = "postal_address"


def month_of(day: date, back: int = 0) -> str:
    """The month of a day, or the month so many months earlier."""
    months = day.year * 12 + day.month - 1 - back
    return f"{months // 12:04}-{months % 12 + 1:02}"


def searches_stream(month: str) -> UUID:
    """The id of the stream that records the searches of a month, under which their key stands."""
    return uuid5(NAMESPACE, f"searches/{month}")


class PersonSearched(HousekeepingEvent):
    """Somebody searched for a person by name, address or number."""

    TOPIC = "PersonSearched"
    by: SearchedBy
    sought: Sealed
    hits: NonNegativeInt
    """How many requests were shown; a page of the API shows 200 at most."""
    purpose: LookPurpose
    reason: Sealed | None = None
    registering: bool = False
    """Whether a new request or a message was on the table, and the search came by itself."""


class SearchWordsOpened(HousekeepingEvent):
    """Somebody opened the words of the searches of this month."""

    TOPIC = "SearchWordsOpened"
    purpose: LookPurpose
    reason: Sealed | None = None


class SearchWordsErased(HousekeepingEvent):
    """The words of the searches of this month are erased, with the reasons: their key is destroyed.

    It is recorded first: whoever finds the key alive afterwards destroys it.
    """

    TOPIC = "SearchWordsErased"
    month: Month
    searches: NonNegativeInt


SEARCH_TOPICS = frozenset(
    kind.TOPIC for kind in (PersonSearched, SearchWordsOpened, SearchWordsErased)
)
"""Who searched: for those who audit, as who looked is."""
