"""A colleague answers a search by a link, without an account: once, until a day.

What is needed to search is shown when the colleague asks for it, and that is recorded as a look.
The answer is the same step as in the office, with the files that were found.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from pydantic import PrivateAttr

from griffie.application.access.purposes import stated
from griffie.application.access.roles import COLLEAGUE
from griffie.application.disclosure import Disclosure, Tier
from griffie.application.engine import Engine
from griffie.application.portal.receive import Attached
from griffie.application.requests.commands import Command, Load
from griffie.application.requests.requests import Once, UnknownRequestError
from griffie.application.sending.search_link import opened_link
from griffie.application.views.opened_values import open_values
from griffie.domain.errors import NotFoundError
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.setting import Occasion
from griffie.domain.request.vocabulary import DocumentKind, SearchResult, TaskKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.search_links import SearchLinkGiven, ShownToSearch, open_links

SAYS_NOTHING = "say what was found: add a file, or write where it is"
FILES_OF_NOTHING = "nothing was found, and yet there are files: say which of the two"


class ClosedLinkError(NotFoundError):
    """A link opens nothing: it is none of ours, used up, too old or taken back."""

    code = "closed-link"
    sentence = "This link opens nothing"


class SearchTask(NamedTuple):
    """A search that somebody was asked by a link."""

    request: RightsRequest
    given: SearchLinkGiven
    due_on: date
    """By when it is to be searched, a civil day in Brussels."""


class ToLookFor(NamedTuple):
    """What the colleague sees in order to search."""

    shown: tuple[tuple[ShownToSearch, str], ...]
    words: str


def task_of(engine: Engine, link: str) -> SearchTask:
    """The search that a link opens today. Raises ClosedLinkError."""
    named = opened_link(engine, link)
    if named is not None:
        with suppress(UnknownRequestError):
            request = engine.requests.load(named[0])
            for given in open_links(request, engine.today()):
                if given.link == named[1]:
                    return SearchTask(request, given, _due_on(request, given.system))
    raise ClosedLinkError


def _due_on(request: RightsRequest, system: str) -> date:
    searches = (one for one in request.tasks if one.kind is TaskKind.SEARCH)
    return next(one.due_on for one in searches if one.whom == system)


def to_look_for(engine: Engine, task: SearchTask) -> ToLookFor:
    """What to search by. That it was seen is recorded first.

    Raises ContentionError: then nothing is shown. KeyUnavailableError.
    """
    request, given = task.request, task.given
    engine.requests.reveal(request, engine.now(COLLEAGUE), stated(COLLEAGUE))
    said = {one: getattr(request.requester, one.value) for one in given.shows}
    asked = [one for one in (*said.values(), given.words) if one]
    opened = open_values(request, engine.vault, tuple(asked))
    shown = tuple((one, str(opened[it])) for one, it in said.items() if it in opened)
    return ToLookFor(shown, str(opened.get(given.words, "")) if given.words else "")


class Found(NamedTuple):
    """What a colleague says of a search."""

    result: SearchResult
    note: Disclosure | None = None
    files: Sequence[Attached] = ()


class AnswerSearch(Command):
    """Record what a colleague found, and use the link up: in one transaction."""

    _given: SearchLinkGiven = PrivateAttr()
    _found: Found = PrivateAttr()

    @classmethod
    def of(cls, given: SearchLinkGiven, found: Found) -> "AnswerSearch":
        """By which link, and what was found."""
        made = cls()
        made._given, made._found = given, found
        return made

    def check(self, request: RightsRequest, now: Occasion) -> None:
        """The steps look at everything that it names."""

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        """Use the link up first: who is second finds it used."""
        del load
        request.answer_search_link(now, link=self._given.link)
        for one in self._found.files:
            request.add_document(
                now, kind=DocumentKind.DELIVERED_COPY, document=one.document.sealed, size=one.size
            )
        note = self._found.note.sealed if self._found.note else None
        request.complete_search(
            now, system=self._given.system, result=self._found.result, note=note
        )
        return ()

    def disclosures(self) -> Iterator[Disclosure]:
        """The words and the files."""
        if self._found.note:
            yield self._found.note
        yield from (one.document for one in self._found.files)


def answer_search(engine: Engine, task: SearchTask, found: Found, once: Once) -> None:
    """Record what a colleague found, once a link.

    Raises ClosedLinkError where the link was used or taken back meanwhile; BadInputError where
    what was said says nothing, or contradicts itself; KeyReusedError, ContentionError.
    """
    if found.result is SearchResult.FOUND and not (found.note or found.files):
        raise BadInputError("message", SAYS_NOTHING)
    if found.result is not SearchResult.FOUND and found.files:
        raise BadInputError("files", FILES_OF_NOTHING)
    kept = found._replace(files=[_to_hand_over(one) for one in found.files])
    command = AnswerSearch.of(task.given, kept)
    try:
        engine.requests.take(task.request.id, command, engine.now(COLLEAGUE), once=once)
    except OutOfOrderError as late:
        raise ClosedLinkError from late


def _to_hand_over(one: Attached) -> Attached:
    """A file that was found is kept as long as the copy that is handed over."""
    return one._replace(document=Disclosure("document", one.document.value, Tier.COPIES))
