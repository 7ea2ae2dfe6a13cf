"""A colleague without an account is asked to search: the link, its message, and taking it back.

The message names the system and the day, and nobody. What to look for opens behind the link.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen
from pydantic import Field, PrivateAttr

from griffie.application.access.roles import Account
from griffie.application.disclosure import Body, Disclosure
from griffie.application.engine import Engine
from griffie.application.letters.phrases import Speaker
from griffie.application.requests.commands import Command, Load
from griffie.application.requests.requests import Once
from griffie.application.sending.mail import MailToSend
from griffie.application.sending.outbox import OutboxRow
from griffie.application.sending.queued import QueuesMail, check_typed, sender_of
from griffie.application.sending.written import written
from griffie.domain.law import Language
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code
from griffie.domain.request.outgoing_mail import MailKind
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.dispatch import MailQueued
from griffie.domain.steps.search_links import SearchLinkGiven, ShownToSearch
from griffie.domain.steps.unsendable import no_portal

PATH = "/portal/task/"
_KIND = "search"
"""Under which a link is sealed: a link for something else is none of these."""
_HIDDEN = "····"

NOTHING_SHOWN = "say by what to search: show something of the requester, or write it in words"


class SearchToMail(Body):
    """A colleague who is asked by e-mail to search a system, and what that person sees."""

    system: Code
    to: Disclosure = Field(description="The e-mail address of the colleague.")
    colleague: Disclosure = Field(description="The name of the colleague.")
    shows: Annotated[tuple[ShownToSearch, ...], MaxLen(len(ShownToSearch))] = (
        ShownToSearch.NAME,
        ShownToSearch.EMAIL,
    )
    words: Disclosure | None = Field(None, description="What to search by besides.")
    until: date = Field(description="The last day on which the link opens.")
    language: Language | None = Field(None, description="Of the message; else that of the office.")


class MailSearch(QueuesMail):
    """Give a link, and let its message wait: in one transaction."""

    _kind: MailKind = PrivateAttr(MailKind.TASK)
    _said: SearchToMail = PrivateAttr()

    @classmethod
    def of(cls, said: SearchToMail) -> "MailSearch":
        """What was said."""
        made = cls()
        made._said = said
        return made

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        """Give the link first, then its message."""
        del load
        said = self._said
        request.give_search_link(
            now,
            link=self._mail,
            system=said.system,
            colleague=said.colleague.sealed,
            shows=said.shows,
            words=said.words.sealed if said.words else None,
            until=said.until,
        )
        request.queue_mail(
            now, mail=self._mail, kind=self._kind, to=said.to.sealed, language=said.language
        )
        return ()

    def disclosures(self) -> Iterator[Disclosure]:
        """Who is asked, and by what to search."""
        yield self._said.to
        yield self._said.colleague
        if self._said.words:
            yield self._said.words


class RevokeLink(Command):
    """Take a link back. It has an address of its own in the API."""

    _link: UUID = PrivateAttr()

    @classmethod
    def of(cls, link: UUID) -> "RevokeLink":
        """Which link."""
        made = cls()
        made._link = link
        return made

    def check(self, request: RightsRequest, now: Occasion) -> None:
        """The step looks at what it names."""

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        """Take the step. Raises OutOfOrderError for a link that opens nothing any more."""
        del load
        request.revoke_search_link(now, link=self._link)
        return ()


def mail_search(
    engine: Engine,
    request_id: UUID,
    said: SearchToMail,
    account: Account,
    *,
    expected: int | None = None,
    once: Once | None = None,
) -> RightsRequest:
    """Ask a colleague by e-mail to search a system that was asked for.

    Raises OutOfOrderError where nothing is sent by e-mail, or no such search waits; BadInputError
    for what is no address, or where nothing says by what to search; and what `take` raises.
    """
    sender = sender_of(engine)
    if engine.profile.mail.portal is None:
        raise no_portal()
    check_typed(said.to)
    if not (said.shows or said.words):
        raise BadInputError("shows", NOTHING_SHOWN)
    command = MailSearch.of(said).goes_from(sender, request_id)
    return engine.requests.take(
        request_id, command, engine.now(account), expected=expected, once=once
    )


def revoke_link(engine: Engine, request_id: UUID, link: UUID, account: Account) -> RightsRequest:
    """Take a link back; a message that waits is not sent.

    Raises UnknownRequestError, OutOfOrderError where it opens nothing any more.
    """
    return engine.requests.take(request_id, RevokeLink.of(link), engine.now(account))


def write_task(
    engine: Engine,
    request: RightsRequest,
    queued: MailQueued,
    row: OutboxRow,
    *,
    given: SearchLinkGiven,
    to: str,
) -> tuple[MailToSend, str]:
    """The message as it is sent, and its words as they are kept: without the link."""
    profile = engine.profile
    language = queued.language or profile.languages.default
    speaker, named = Speaker(language), reference(request.id)
    link = sealed_link(engine, request.id, given.link)
    text = speaker.say(
        "task/search",
        system=system_named(engine, given.system, language),
        link=f"{profile.mail.portal or ''}{PATH}{link}?lang={language}",
        until=given.until,
        reference=named,
    )
    subject = f"{speaker.say('subject/task')} [{named}]"
    mail = written(engine, row.message_id, to, subject, f"{text}\n", language=language)
    return mail, mail.text.replace(link, _HIDDEN)


def system_named(engine: Engine, system: str, language: Language) -> str:
    """What the profile calls a system, or its code."""
    names = {one.code: one.name.in_(language) for one in engine.profile.systems}
    return names.get(system, system)


def sealed_link(engine: Engine, request_id: UUID, link: UUID) -> str:
    """What a link carries. Sealed anew it is another one, which opens the same."""
    return engine.links.seal(f"{request_id.hex}{link.hex}", _KIND)


def opened_link(engine: Engine, link: str) -> tuple[UUID, UUID] | None:
    """The ids of the request and of the link; None for what this store did not seal."""
    words = engine.links.open(link, _KIND)
    half = len(words) // 2 if words else 0
    return (UUID(words[:half]), UUID(words[half:])) if words else None
