"""Who is away, and who stands in: a help for the office, and no right.

Whoever stands in could do the same before. So it is kept beside the accounts and no event records
it: days of absence say something about a person, and the log keeps what it has for ever.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol


class Absence(NamedTuple):
    """Days on which somebody is away, both included; civil days in Brussels."""

    account_id: str
    first_on: date
    last_on: date
    substitute: str | None
    """The account that stands in; None where nobody does."""


class Absences(Protocol):
    """Where absences are kept: one of each account at most."""

    def all(self) -> Sequence[Absence]:
        """Every absence that is kept, also what is over or to come."""

    def put(self, absence: Absence) -> None:
        """Keep an absence, in the place of the one that the account had."""

    def end(self, account_id: str) -> None:
        """The account is not away, nor will be."""

    def forget(self, before: date) -> None:
        """Delete those of which the last day lies before a day."""


def away_on(absences: Iterable[Absence], on: date) -> Mapping[str, Absence]:
    """By account, who is away on a day."""
    return {one.account_id: one for one in absences if one.first_on <= on <= one.last_on}


class Cover(NamedTuple):
    """A day in the office, for one account."""

    away: Mapping[str, Absence]
    """Who is away, by account."""
    mine: frozenset[str]
    """For whom this account works: itself, and those for which it stands in."""


def cover_on(absences: Sequence[Absence], account_id: str, on: date) -> Cover:
    """Who is away on a day, and for whom an account works then."""
    mine = covered_by(absences, account_id, on) | {account_id}
    return Cover(away_on(absences, on), mine)


def covered_by(absences: Iterable[Absence], account_id: str, on: date) -> frozenset[str]:
    """Every account for which this one stands in on a day.

    Where a substitute is away as well, their substitute stands in for both.
    """
    away = away_on(absences, on)
    return frozenset(one for one in away if one != account_id and _present(away, one) == account_id)


def reminded_for(absences: Sequence[Absence], account_id: str, on: date) -> frozenset[str]:
    """Every account of whose work this one is reminded on a day.

    Who is away is reminded of nothing where somebody stands in: that person is, instead.
    """
    covered = covered_by(absences, account_id, on)
    present = _present(away_on(absences, on), account_id)
    return covered | {account_id} if present in {None, account_id} else covered


def _present(away: Mapping[str, Absence], account_id: str) -> str | None:
    """Who stands in for somebody in the end; None where nobody is there, or all wait in a ring."""
    seen: set[str] = set()
    at: str | None = account_id
    while at is not None and at in away and at not in seen:
        seen.add(at)
        at = away[at].substitute
    return None if at in seen else at
