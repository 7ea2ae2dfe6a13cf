"""A colleague without an account searches: a link that opens what to look for, and takes an answer.

The link is good until a day, for one answer, as long as the search is still asked and nobody took
the link back. What it opens with is in no event: the link is made anew from its id when it is sent.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from uuid import UUID

from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import Event, KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, Sealed, SystemCode
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import TaskKind
from griffie.domain.steps import rules
from griffie.domain.steps.said import DayAhead
from griffie.domain.steps.step import step
from griffie.domain.steps.tasks import SearchCompleted


class ShownToSearch(StrEnum):
    """What of the requester a colleague sees, in order to search: no more than is needed."""

    NAME, EMAIL = "name", "email"
    PHONE, POSTAL_ADDRESS = "phone", "postal_address"


class SearchLinkGiven(KeptEvent):
    """A colleague gets a link by which a search can be answered without an account."""

    TOPIC = "SearchLinkGiven"
    link: UUID
    """Also the id of the message that carries it."""
    system: Code
    colleague: Sealed
    """The name of who is asked."""
    shows: tuple[ShownToSearch, ...]
    words: Sealed | None = None
    """What the office says besides, such as a customer number."""
    until: date
    """The last day on which it opens, a civil day in Brussels."""


class _OfLink(KeptEvent):
    link: UUID


class SearchLinkRevoked(_OfLink):
    """A link was taken back: it opens nothing any more."""

    TOPIC = "SearchLinkRevoked"


class SearchLinkAnswered(_OfLink):
    """A colleague answered by a link: it is used up. The result stands in the event beside it."""

    TOPIC = "SearchLinkAnswered"


def open_links(request: RequestState, on: date) -> Iterator[SearchLinkGiven]:
    """The links that still open something on a day."""
    asked = {task.whom for task in request.tasks if task.kind is TaskKind.SEARCH}
    if request.erased or request.outcome is not None:
        return
    for place, given in enumerate(request.kept_events):
        if not (isinstance(given, SearchLinkGiven) and given.system in asked):
            continue
        ended = any(_ends(given, later) for later in request.kept_events[place + 1 :])
        if on <= given.until and not ended:
            yield given


def _ends(given: SearchLinkGiven, later: Event) -> bool:
    """Whether a later event makes a link of no use: it is gone, or its search has a result."""
    if isinstance(later, _OfLink):
        return later.link == given.link
    return isinstance(later, SearchCompleted) and later.system == given.system


class SearchLinks(RequestState):
    """The steps of a link to a search. Addresses of their own lead to them."""

    @step(rules.still_open, listed=False)
    def give_search_link(
        self,
        now: Occasion,
        *,
        link: UUID,
        system: SystemCode,
        colleague: Sealed,
        shows: tuple[ShownToSearch, ...],
        words: Sealed | None = None,
        until: DayAhead,
    ) -> SearchLinkGiven:
        """Let a colleague without an account answer a search that was asked.

        Why: Art. 5(1)(c): who searches sees what is needed to search, and no more.
        """
        asked = {task.whom for task in self.tasks if task.kind is TaskKind.SEARCH}
        if system not in asked:
            raise OutOfOrderError("nothing was asked there, or it was answered: ask first")
        if until < now.today:
            raise OutOfOrderError("the last day of the link is over: name a later one")
        return SearchLinkGiven(
            link=link, system=system, colleague=colleague, shows=shows, words=words, until=until
        )

    @step(listed=False)
    def revoke_search_link(self, now: Occasion, *, link: UUID) -> SearchLinkRevoked:
        """Take a link back.

        Why: Art. 32(1): what went to the wrong person opens nothing.
        """
        self._opens(link, now)
        return SearchLinkRevoked(link=link)

    @step(listed=False)
    def answer_search_link(self, now: Occasion, *, link: UUID) -> SearchLinkAnswered:
        """Use a link up, before the result of its search is recorded.

        Why: Art. 5(2): by which link a result came in.
        """
        self._opens(link, now)
        return SearchLinkAnswered(link=link)

    def _opens(self, link: UUID, now: Occasion) -> None:
        """Raises OutOfOrderError where a link opens nothing any more."""
        if all(one.link != link for one in open_links(self, now.today)):
            raise OutOfOrderError("this link opens nothing any more: look at the searches")
