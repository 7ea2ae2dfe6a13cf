"""The outbox as an answer: how each message stands. No personal data."""

from collections.abc import Iterable
from uuid import UUID

from pydantic import Field

from griffie.application.sending.outbox import OutboxRow, OutboxState
from griffie.application.sending.settle import POSSIBLE, Settlement
from griffie.application.views.answer import AnswerModel, Instant
from griffie.domain.request.outgoing_mail import MailKind
from griffie.domain.request.reference import reference


# A message that goes out by e-mail, as it stands.
class OutboxItem(AnswerModel):
    mail: UUID
    request: UUID
    reference: str
    kind: MailKind
    message_id: str = Field(description="The same however often the message is sent.")
    state: OutboxState
    queued_at: Instant
    next_at: Instant = Field(description="While it waits: not before this it is tried.")
    tries: int
    said: str = Field(description="What the relay said last, as codes (RFC 5321, RFC 3463).")
    possible: list[Settlement] = Field(description="What a person may decide about it.")


# The messages of the outbox.
class OutboxShown(AnswerModel):
    items: list[OutboxItem]


def outbox_item(row: OutboxRow) -> OutboxItem:
    """One message as it stands."""
    return OutboxItem(
        mail=row.mail,
        request=row.request,
        reference=reference(row.request),
        kind=row.kind,
        message_id=row.message_id,
        state=row.state,
        queued_at=row.queued_at.isoformat(),
        next_at=row.next_at.isoformat(),
        tries=row.tries,
        said=row.said,
        possible=list(POSSIBLE.get(row.state, ())),
    )


def outbox_shown(rows: Iterable[OutboxRow]) -> OutboxShown:
    """Messages in their order."""
    return OutboxShown(items=[outbox_item(row) for row in rows])
