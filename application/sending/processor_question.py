"""A question to a processor goes out by e-mail: Article 28(3)(e) GDPR.

It is `ask-processor` with its message, in one transaction. Where the message does not leave, the
question stays open, and the outbox says so. The processor replies by e-mail, which joins the
request; a person records what was said (`hear-processor`).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from pydantic import Field, PrivateAttr

from griffie.application.access.roles import Account
from griffie.application.disclosure import Body, Disclosure
from griffie.application.engine import Engine
from griffie.application.letters.phrases import Speaker
from griffie.application.requests.commands import Command, Load, command
from griffie.application.requests.requests import Once
from griffie.application.sending.queued import QueuesMail, check_typed, sender_of
from griffie.domain.law import GDPR, Language
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code
from griffie.domain.request.outgoing_mail import MailKind
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest

_ASSISTS = GDPR(28, 3, "e")


class QuestionToSend(Body):
    """A question to a processor that goes out by e-mail."""

    processor: Code
    question: Disclosure
    due_on: date = Field(description="By when an answer is needed.")
    to: Disclosure = Field(description="The e-mail address of the processor.")
    language: Language | None = Field(None, description="Of the message; else that of the office.")


class SendQuestion(QueuesMail):
    """Ask the processor, and let the message wait."""

    _kind: MailKind = PrivateAttr(MailKind.PROCESSOR)
    _asks: Command = PrivateAttr()
    _to: Disclosure = PrivateAttr()
    _text: Disclosure = PrivateAttr()
    _language: Language = PrivateAttr()

    @classmethod
    def of(cls, said: QuestionToSend, text: str, language: Language) -> "SendQuestion":
        """What was said, and the words of the message."""
        made = cls()
        words = {"processor": said.processor, "question": said.question, "due_on": said.due_on}
        made._asks = command(RightsRequest.ask_processor, **words)
        made._to, made._text, made._language = said.to, Disclosure("text", text), language
        return made

    @property
    def asked(self) -> Command:
        """The step that it takes: `ask-processor`."""
        return self._asks

    def check(self, request: RightsRequest, now: Occasion) -> None:
        """As `ask-processor`."""
        self._asks.check(request, now)

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        """Ask first, then let the message wait."""
        others = self._asks.carry_out(request, now, load)
        request.queue_mail(
            now,
            mail=self._mail,
            kind=self._kind,
            to=self._to.sealed,
            text=self._text.sealed,
            language=self._language,
        )
        return others

    def disclosures(self) -> Iterator[Disclosure]:
        """The question, to whom it goes, and the words of the message."""
        yield from self._asks.disclosures()
        yield self._to
        yield self._text


def send_question(
    engine: Engine,
    request_id: UUID,
    said: QuestionToSend,
    account: Account,
    *,
    expected: int | None = None,
    once: Once | None = None,
) -> RightsRequest:
    """Ask a processor by e-mail.

    Raises OutOfOrderError where nothing is sent by e-mail, BadInputError for what is no address,
    and what `ask-processor` and `take` raise.
    """
    sender = sender_of(engine)
    check_typed(said.to)
    now, language = engine.now(account), said.language or engine.profile.languages.default
    text = question_text(engine, request_id, said, language)
    send = SendQuestion.of(said, text, language).goes_from(sender, request_id)
    engine.requests.try_out(request_id, send.asked, now)
    return engine.requests.take(request_id, send, now, expected=expected, once=once)


def question_text(
    engine: Engine, request_id: UUID, said: QuestionToSend, language: Language
) -> str:
    """The words of the message: the question as it was typed, by when, and how to reply."""
    say, identity = Speaker(language).say, engine.profile.identity
    contact = identity.email if identity else engine.profile.mail.send_from
    named = reference(request_id)
    told = [
        say("processor/ask", cite=_ASSISTS, due_on=said.due_on),
        str(said.question.value),
        say("processor/reply", reference=named, contact=contact or ""),
        identity.name if identity else "",
    ]
    return "\n\n".join(one for one in told if one) + "\n"
