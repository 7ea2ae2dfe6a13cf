"""The acknowledgement of a request that came by mail: when one is due, and what it says.

It carries nothing that the message brought along, neither its words nor a name: whoever writes in
another person's name cannot make us say something to that person. It is written when it is sent, so
that the receipt can go with it.
"""

from base64 import b64decode
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from griffie.application.engine import Engine
from griffie.application.intake.filing import read
from griffie.application.intake.mail import Mail
from griffie.application.letters.compose import letter
from griffie.application.letters.enclosed import with_receipt
from griffie.application.letters.letter import LetterKind, Paragraph, Section
from griffie.application.letters.phrases import Speaker
from griffie.application.letters.text import as_text
from griffie.application.portal.secret import indexed_as, request_of_secret, secret_of
from griffie.application.ports import MESSAGE_ID, PORTAL_PAIR
from griffie.application.sending.mail import EnclosedFile, MailToSend, is_address, message_id
from griffie.application.sending.outbox import OutboxRow, Outgoing
from griffie.application.sending.written import written
from griffie.domain.model.setting import Occasion
from griffie.domain.request.outgoing_mail import MailKind
from griffie.domain.request.reference import reference
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.dispatch import MailQueued

_MOST, _SPAN = 3, timedelta(days=1)
"""So many of them one address is sent in a day [P]: two programs must not talk for ever."""
_NEW = timedelta(days=7)
"""What came longer ago is told by a person [P]: an old mail may have been answered elsewhere."""
_WHO_IS_UNSURE = frozenset(
    {
        *(RemarkCode.OWN_SENDER, RemarkCode.OTHER_SENDER, RemarkCode.PASSED_ON),
        *(RemarkCode.NO_SENDER, RemarkCode.TWO_AUTHORS, RemarkCode.DKIM_FAILED),
        *(RemarkCode.AUTOMATIC, RemarkCode.BOUNCE),
    }
)
_HIDDEN = "····-····-····-····"


class ToAcknowledge(NamedTuple):
    """That a request is acknowledged: the id of the message, and from which address it goes."""

    mail: UUID
    engine: Engine

    def queue(self, request: RightsRequest, now: Occasion) -> None:
        """Let the acknowledgement wait, in the same breath as the receipt."""
        assert request.requester.email is not None
        request.queue_mail(
            now, mail=self.mail, kind=MailKind.ACKNOWLEDGEMENT, to=request.requester.email
        )

    def outgoing(self, request_id: UUID, now: Occasion) -> Outgoing:
        """Its row in the outbox."""
        sent_as = self.message_id(request_id)
        return Outgoing(self.mail, request_id, MailKind.ACKNOWLEDGEMENT, sent_as, now.at)

    def message_id(self, request_id: UUID) -> str:
        """Its Message-ID."""
        sender = self.engine.profile.mail.send_from
        assert sender is not None
        return message_id(self.mail, request_id, sender)

    def findable(self, request_id: UUID) -> list[tuple[str, str]]:
        """By what an answer to it is known, and the secret code that stands in it."""
        found = [(MESSAGE_ID, self.message_id(request_id))]
        if self.engine.profile.mail.portal:
            pair = indexed_as(reference(request_id), _code(self.engine, self.mail, request_id))
            found.append((PORTAL_PAIR, pair))
        return found


def to_acknowledge(engine: Engine, mail: Mail, now: Occasion) -> ToAcknowledge | None:
    """Whether a mail that becomes a request is acknowledged by the program; None where it is not.

    Never what a machine or a list sent, never where it is unsure who asks (RFC 3834 §2).
    """
    table, who = engine.profile.mail, mail.sender_email
    if not (table.acknowledges and engine.profile.identity and is_address(who)):
        return None
    unsure = mail.automatic or mail.bounce or mail.listed or who.lower() == table.send_from
    unsure = unsure or not _WHO_IS_UNSURE.isdisjoint(one.code for one in mail.remarks)
    old = mail.received_at is None or now.at - mail.received_at > _NEW
    if unsure or old:
        return None
    known, since = engine.vault.find("email", who), now.at - _SPAN
    if engine.outbox.queued_since(known, MailKind.ACKNOWLEDGEMENT, since) >= _MOST:
        return None
    return ToAcknowledge(uuid4(), engine)


def write_acknowledgement(
    engine: Engine, request: RightsRequest, queued: MailQueued, row: OutboxRow, to: str
) -> tuple[MailToSend, str]:
    """The acknowledgement as it is sent, and its words as they are kept: without the secret code.

    Raises UnfitEventError, LogForkedError: what a receipt raises.
    """
    profile, today = engine.profile, engine.today()
    language = profile.languages.spoken(request.language)
    history = engine.requests.history(request.id)
    made = letter(request, history, profile, LetterKind.ACKNOWLEDGEMENT, language, {}, on=today)
    made = with_receipt(made, request, engine.bundles)
    code = _code(engine, queued.mail, request.id)
    if profile.mail.portal and request_of_secret(engine, reference(request.id), code):
        said = Speaker(language).say(
            "portal/status",
            portal=f"{profile.mail.portal}/portal/status",
            reference=reference(request.id),
            code=code,
        )
        made = replace(made, sections=(*made.sections, Section((Paragraph(said),))))
    assert made.receipt is not None
    words = as_text(made)
    mail = written(
        engine,
        row.message_id,
        to,
        f"{made.subject} [{reference(request.id)}]",
        words,
        language=language,
        automatic=True,
        answers=_answered(engine, request),
        files=[EnclosedFile(made.receipt.name, made.receipt.octets)],
    )
    return mail, words.replace(code, _HIDDEN)


def _code(engine: Engine, mail: UUID, request_id: UUID) -> str:
    return secret_of(engine, f"acknowledgement\0{mail}", request_id)


def _answered(engine: Engine, request: RightsRequest) -> str:
    """The Message-ID of the mail with which the request came in: its first document."""
    opened = engine.vault.open(request.id, request.documents[:1])
    for one in opened.values():
        mail = read(engine.read_mail, engine.profile, b64decode(one["content"]), anew=True)
        return mail.message_id or ""
    return ""
