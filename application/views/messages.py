"""Messages of the inbox as answers: what is known of each without its words, and its words."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from json import dumps, loads
from uuid import UUID

from pydantic import Field

from griffie.application.access.roles import Account, Permission, may
from griffie.application.disclosure import KeyUnavailableError
from griffie.application.engine import Engine
from griffie.application.intake.filing import Filing
from griffie.application.intake.message import Message, MessageQuery, MessageState
from griffie.application.intake.settling import sender
from griffie.application.views.answer import AnswerModel, Instant
from griffie.application.views.hints import HintShown, hints_shown
from griffie.application.views.remarks import BECAUSE, RemarkShown
from griffie.application.views.requester_hint import hint
from griffie.domain.law import Language
from griffie.domain.request.reference import reference


class MessageFile(AnswerModel):
    """A file that came with a message; its size is in octets."""

    name: str
    media_type: str
    size: int


class MessageWords(AnswerModel):
    """What a message says, and who sent it: a proposal where a remark says so."""

    sender: dict[str, str]
    acts_for: str | None = Field(description="For whom the sender says to act.")
    subject: str
    text: str
    files: list[MessageFile]
    hints: list[HintShown] = Field(
        description="Which rights its words may invoke, and by which words each was found. A list"
        " of words found them; a person decides."
    )


class MessageShown(AnswerModel):
    """A message of the inbox: no personal data, unless its words were asked for."""

    id: UUID = Field(description="Also that of the request, once it is made one.")
    reference: str
    state: MessageState
    arrived_at: Instant
    arrived_on: date = Field(description="From which day a request made of it counts.")
    read_by: date
    late: bool
    language: Language | None
    sender_hint: str | None
    remarks: list[RemarkShown]
    attachments: int
    request: UUID | None = Field(description="Which it became, or which it joined.")
    settled_by: str | None
    settled_at: Instant | None
    forget_on: date | None = Field(description="The day on which its words are erased.")
    personal_data: str = Field(description="`kept`, `moved` to its request, or `erased`.")
    words: MessageWords | None


class Messages(AnswerModel):
    """A page of the inbox, the earliest arrival first; `next` is the cursor of the next page."""

    items: list[MessageShown]
    next: str | None


class JoinedShown(AnswerModel):
    """For who may not read the request that a mail joined: only which one it is."""

    id: UUID
    reference: str


def message_shown(
    engine: Engine, message: Message, account: Account, words: Filing | None = None
) -> MessageShown:
    """A message as this account may see it; `words` where it may read them, and that is recorded.

    While its key is away only the masked name is missing.
    """
    known: dict[str, str] = {}
    if may(account.role, Permission.RECEIVE):
        with suppress(KeyUnavailableError):
            known = sender(engine, message)
    return MessageShown(
        id=message.id,
        reference=reference(message.id),
        state=message.state,
        arrived_at=_written(message.arrived_at),
        arrived_on=message.arrived_on,
        read_by=message.read_by,
        late=message.late(engine.today()),
        language=message.language,
        sender_hint=hint(known),
        remarks=[
            RemarkShown(code=code, because=BECAUSE[code], settled=not message.waits)
            for code in message.remarks
        ],
        attachments=message.attachments,
        request=message.request,
        settled_by=message.settled_by,
        settled_at=_written(message.settled_at) if message.settled_at else None,
        forget_on=message.forget_on,
        personal_data=_kept(message),
        words=_words(words, message.language) if words else None,
    )


def _kept(message: Message) -> str:
    if message.state is MessageState.JOINED:
        return "moved"
    return "kept" if message.kept else "erased"


def _words(filing: Filing, language: Language | None) -> MessageWords:
    mail = filing.mail
    return MessageWords(
        sender={"name": mail.sender_name, "email": mail.sender_email},
        acts_for=mail.acts_for,
        subject=mail.subject,
        text=mail.text,
        files=[
            MessageFile(name=one.name, media_type=one.media_type, size=len(one.content))
            for one in mail.attachments
        ],
        hints=hints_shown(filing.asking, language),
    )


def messages_page(engine: Engine, query: MessageQuery, account: Account) -> Messages:
    """A page of the inbox."""
    found = engine.messages.page(query._replace(limit=query.limit + 1))
    page = found[: query.limit]
    return Messages(
        items=[message_shown(engine, one, account) for one in page],
        next=_cursor(page) if len(found) > query.limit else None,
    )


def _cursor(page: Iterable[Message]) -> str:
    *_, last = page
    place = dumps([_written(last.arrived_at), last.id.hex])
    return urlsafe_b64encode(place.encode()).rstrip(b"=").decode()


def read_message_cursor(cursor: str) -> tuple[str, str]:
    """Arrival and id after which a page begins. Raises ValueError for what is no cursor."""
    try:
        arrived_at, message_id = loads(urlsafe_b64decode(f"{cursor}{'=' * (-len(cursor) % 4)}"))
        place = _written(datetime.fromisoformat(arrived_at)), UUID(message_id).hex
    except (ValueError, TypeError, AttributeError):
        place = None
    if place is None or [*place] != [arrived_at, message_id]:
        raise ValueError("not a cursor of this list")
    return place


def _written(instant: datetime) -> str:
    return instant.isoformat(timespec="microseconds")
