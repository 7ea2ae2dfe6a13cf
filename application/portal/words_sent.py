"""What a person sends to a request that is there: a reminder, an answer to a question, more words.

It joins as a mail with the reference would: a message among the documents, with a remark that a
person of the office settles. By itself it proves nothing and answers nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from pydantic import PrivateAttr

from griffie.application.access.roles import PORTAL, Account
from griffie.application.disclosure import Disclosure
from griffie.application.engine import Engine
from griffie.application.portal.receive import Attached, add_files, attached
from griffie.application.requests.commands import Command, Load
from griffie.application.requests.requests import Once
from griffie.domain.model.setting import Occasion
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.request.vocabulary import Identity, Status
from griffie.domain.rights_request import RightsRequest


class About(StrEnum):
    """What the words are, as the person says."""

    REMINDER, ANSWER, MORE = "reminder", "answer", "more"


class JoinWords(Command):
    """File what a person sent under their request. It has no address of its own in the API."""

    received_on: date
    about: About
    _files: Sequence[Attached] = PrivateAttr(())

    def came_as(self, files: Sequence[Attached]) -> None:
        """Say which files they are: the words first."""
        self._files = files

    def check(self, request: RightsRequest, now: Occasion) -> None:
        """It names nothing that a caller chose."""

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        """The event of the message first, then its files."""
        del load
        request.join_message(
            now,
            document=self._files[0].document.sealed,
            received_on=self.received_on,
            remarks=tuple(self._remarks(request)),
        )
        add_files(request, self._files, now)
        return ()

    def _remarks(self, request: RightsRequest) -> Iterator[RemarkCode]:
        yield RemarkCode.JOINED
        if self.about is About.REMINDER:
            yield RemarkCode.REMINDS
        if self.about is not About.REMINDER and request.identity is Identity.DOUBTED:
            yield RemarkCode.MAY_BE_PROOF
        if request.status is Status.CLOSED:
            yield RemarkCode.AFTER_CLOSE

    def disclosures(self) -> Iterator[Disclosure]:
        """The words and the files."""
        return (one.document for one in self._files)


def as_file(words: str) -> Attached:
    """The words of a person as the document that is kept of them."""
    return attached("portal.txt", "text/plain; charset=utf-8", words.encode())


def join_words(
    engine: Engine,
    request: RightsRequest,
    about: About,
    sent: Sequence[Attached],
    *,
    once: Once | None = None,
    by: Account = PORTAL,
) -> RightsRequest:
    """File what was sent under a request, once a form: the words as a file, then the files.

    Raises KeyReusedError; KeyErasedError where the personal data of the request were erased.
    """
    now = engine.now(by)
    command = JoinWords(received_on=now.today, about=about)
    command.came_as(sent)
    return engine.requests.take(request.id, command, now, once=once)
