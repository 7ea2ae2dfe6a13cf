"""Who searched for a person: recorded before anything is shown, and forgotten after a year.

Every search that somebody sends is recorded, with the words sealed. What a form looks up by itself
while somebody types, and a further page of the same search, is recorded once a day for each account
and each words, as long as the process runs.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from threading import Lock
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from griffie.application.access.purposes import Stated
from griffie.application.disclosure import Disclosure, ErasureIncompleteError, KeyErasedError
from griffie.application.requests.requests import Requests
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.searches import (
    KEPT_FOR,
    PersonSearched,
    SearchedBy,
    SearchWordsErased,
    SearchWordsOpened,
    month_of,
    searches_stream,
)

_LOOKED_BACK = 120
"""So many months before the last one that is kept are looked through for words that are left."""


class SearchVault(Protocol):
    """The vault, as far as the words of searches need it."""

    def open(self, request_id: UUID) -> Mapping[Sealed, Any]:
        """The values of a stream. Raises KeyErasedError, KeyUnavailableError."""

    def remains_of(self, request_id: UUID) -> bool:
        """Whether a living key or a value of the stream is left."""

    def erase(self, request_id: UUID) -> None:
        """Destroy its keys, then its values. Raises ErasureIncompleteError."""


class Search(NamedTuple):
    """A search: by what, and the words as they were typed."""

    by: SearchedBy
    words: str
    registering: bool = False


class Searches:
    """Records searches, opens their words and forgets them; safe from any thread and process."""

    def __init__(self, requests: Requests, vault: SearchVault, mac: Callable[[bytes], str]) -> None:
        """`mac` gives a keyed digest, by which the same search is known again within a day."""
        self._requests, self._vault, self._mac = requests, vault, mac
        self._today: tuple[date, set[str]] = (date.min, set())
        self._turn = Lock()

    def record(
        self, search: Search, hits: int, why: Stated, now: Occasion, *, once: bool = False
    ) -> None:
        """Record a search before what it found is shown; `once`: unless it was recorded today.

        Raises ContentionError, KeyUnavailableError: then nothing may be shown.
        """
        place = f"{now.actor}\0{search.by}\0{search.words.strip().casefold()}"
        mark = self._mac(b"search\0" + place.encode())
        if once and mark in self._recorded(now.today):
            return
        sought = Disclosure("sought", search.words)
        event = PersonSearched(
            by=search.by,
            sought=sought.sealed,
            hits=hits,
            purpose=why.purpose,
            reason=why.reason.sealed if why.reason else None,
            registering=search.registering,
        )
        stream = searches_stream(month_of(now.today))
        self._requests.append(stream, event, now, (sought, *why.sealed))
        self._recorded(now.today).add(mark)

    def opened(self, month: str, why: Stated, now: Occasion) -> Mapping[Sealed, Any]:
        """The words and reasons of a month by their digests; empty once they are erased.

        That they were opened is recorded first. Raises ContentionError, KeyUnavailableError.
        """
        stream = searches_stream(month)
        if not self._vault.remains_of(stream):
            return {}
        looked = SearchWordsOpened(
            purpose=why.purpose, reason=why.reason.sealed if why.reason else None
        )
        with suppress(KeyErasedError):
            self._requests.append(stream, looked, now, why.sealed)
            return self._vault.open(stream)
        return {}

    def forget_due(self, now: Occasion) -> int:
        """Erase the words of the months that are over for long enough. Gives how many months.

        First that is recorded, then the key is destroyed; whoever is cut off between the two does
        it again. Raises ContentionError, KeyUnavailableError.
        """
        months = list(self._due(now.today))
        for month in months:
            stream = searches_stream(month)
            past = list(self._requests.history(stream))
            if not any(isinstance(one, SearchWordsErased) for one in past):
                searches = sum(isinstance(one, PersonSearched) for one in past)
                event = SearchWordsErased(month=month, searches=searches)
                self._requests.append(stream, event, now)
            with suppress(ErasureIncompleteError):
                self._vault.erase(stream)
        return len(months)

    def _due(self, today: date) -> Iterator[str]:
        for back in range(KEPT_FOR, KEPT_FOR + _LOOKED_BACK):
            month = month_of(today, back)
            if self._vault.remains_of(searches_stream(month)):
                yield month

    def _recorded(self, today: date) -> set[str]:
        with self._turn:
            if self._today[0] != today:
                self._today = (today, set())
            return self._today[1]
