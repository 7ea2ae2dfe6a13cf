"""A notice to a recipient of the data goes out by e-mail: Article 19 GDPR.

That the recipient was told is recorded when the message left, and on the day on which it did: what
did not leave told nobody.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen
from pydantic import Field, PrivateAttr

from griffie.application.access.roles import OUTBOX, Account
from griffie.application.disclosure import Body, Disclosure
from griffie.application.engine import Engine
from griffie.application.letters.recipient_notice import recipient_notice
from griffie.application.requests.commands import Command, Load, command
from griffie.application.requests.requests import Once
from griffie.application.sending.queued import QueuesMail, check_typed, sender_of
from griffie.application.views.opened_values import open_values
from griffie.domain.law import Language, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, StepRefusedError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code
from griffie.domain.request.outgoing_mail import MailKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.dispatch import MailQueued
from griffie.domain.steps.search_links import ShownToSearch

NOBODY_NAMED = "say whose data they are: show something of the requester, or write it in words"


class NoticeDraft(Body):
    """Which recipient is told of which right, and in which words."""

    recipient: Code
    right: Right
    shows: Annotated[tuple[ShownToSearch, ...], MaxLen(len(ShownToSearch))] = (
        ShownToSearch.NAME,
        ShownToSearch.EMAIL,
    )
    """By what of the requester the recipient knows whose data they are."""
    words: Disclosure | None = Field(None, description="What the office adds to the notice.")
    language: Language | None = Field(None, description="Of the notice; else that of the office.")


class NoticeToSend(NoticeDraft):
    """A notice that goes out today."""

    to: Disclosure = Field(description="The e-mail address of the recipient.")


class QueueNotice(QueuesMail):
    """Let a notice wait. Nobody was told by it yet."""

    _kind: MailKind = PrivateAttr(MailKind.RECIPIENT)
    _said: NoticeToSend = PrivateAttr()
    _text: Disclosure = PrivateAttr()

    @classmethod
    def of(cls, said: NoticeToSend, text: str, language: Language) -> "QueueNotice":
        """What was said, and the text that follows from it."""
        made = cls()
        made._said = said.model_copy(update={"language": language})
        made._text = Disclosure("text", text)
        return made

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        """Let it wait, where the recipient may be told now. Raises what `notify-recipient` does."""
        told = self.told(now)
        told.check(request, now)
        told.carry_out(request.copy(), now, load)
        said = self._said
        request.queue_mail(
            now,
            mail=self._mail,
            kind=self._kind,
            to=said.to.sealed,
            text=self._text.sealed,
            rights=(said.right,),
            language=said.language,
            recipient=said.recipient,
        )
        return ()

    def told(self, now: Occasion) -> Command:
        """The step that is taken once it left."""
        return _told(self._said.recipient, self._said.right, now)

    def disclosures(self) -> Iterator[Disclosure]:
        """To whom it goes, and what it says."""
        yield self._said.to
        yield self._text


def notice_text(engine: Engine, request: RightsRequest, said: NoticeDraft) -> str:
    """The notice as it would go out. It names the person: who sees it is recorded by the caller.

    The recipient may be told: see `check_told`. Raises BadInputError where nothing says whose data
    they are; KeyUnavailableError.
    """
    asked = [one for name in said.shows if (one := getattr(request.requester, name.value))]
    opened = open_values(request, engine.vault, tuple(asked))
    person = ", ".join(str(opened[one]) for one in asked if one in opened)
    words = str(said.words.value) if said.words else ""
    if not (person or words):
        raise BadInputError("shows", NOBODY_NAMED)
    return recipient_notice(
        request,
        engine.profile,
        said.right,
        said.recipient,
        spoken(engine, said),
        person or words,
        words if person else "",
    )


def check_told(engine: Engine, request: RightsRequest, said: NoticeDraft, account: Account) -> None:
    """Raises what `notify-recipient` raises where it may not be taken today, or was already."""
    now = engine.now(account)
    engine.requests.try_out(request.id, _told(said.recipient, said.right, now), now)
    if said.recipient in request.claims[said.right].recipients_settled:
        raise OutOfOrderError("this recipient was told already, or need not be told")


def spoken(engine: Engine, said: NoticeDraft) -> Language:
    """The language of a notice."""
    return said.language or engine.profile.languages.default


def send_notice(
    engine: Engine,
    request_id: UUID,
    said: NoticeToSend,
    account: Account,
    *,
    expected: int | None = None,
    once: Once | None = None,
) -> RightsRequest:
    """Let a notice wait in the outbox; once it left, the recipient was told.

    Raises UnlawfulError, OutOfOrderError where the recipient may not be told now, or nothing is
    sent by e-mail; BadInputError; and what `take` raises.
    """
    sender = sender_of(engine)
    check_typed(said.to)
    now, request = engine.now(account), engine.requests.load(request_id)
    check_told(engine, request, said, account)
    queue = QueueNotice.of(said, notice_text(engine, request, said), spoken(engine, said))
    queue.goes_from(sender, request_id)
    return engine.requests.take(request_id, queue, now, expected=expected, once=once)


def may_still_be_told(engine: Engine, request: RightsRequest, queued: MailQueued) -> bool:
    """Whether a recipient may be told now, by the rules and by what was recorded since."""
    assert queued.recipient is not None
    told = {"recipient": queued.recipient, "right": queued.rights[0]}
    try:
        check_told(engine, request, NoticeDraft.model_validate(told), OUTBOX)
    except StepRefusedError:
        return False
    return True


def _told(recipient: str, right: Right, now: Occasion) -> Command:
    said = {"recipient": recipient, "right": right, "notified_on": now.today}
    return command(RightsRequest.notify_recipient, **said)
