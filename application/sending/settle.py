"""A person decides about a message of the outbox: send it again, say that it left, drop it."""

from enum import StrEnum
from uuid import UUID

from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.sending.outbox import MailSettledError, OutboxState
from griffie.application.sending.record import record_requeued, record_sent, record_stopped
from griffie.domain.request.outgoing_mail import NotSent


class Settlement(StrEnum):
    """What a person decides about a message."""

    SEND_AGAIN, WAS_SENT, DROP = "send_again", "was_sent", "drop"


POSSIBLE = {
    OutboxState.WAITING: (Settlement.DROP,),
    OutboxState.PERHAPS: (Settlement.SEND_AGAIN, Settlement.WAS_SENT, Settlement.DROP),
    OutboxState.STOPPED: (Settlement.SEND_AGAIN,),
}
"""What may be decided, by the state of a message; about all others nothing."""


def settle(engine: Engine, mail: UUID, how: Settlement, account: Account) -> None:
    """Carry out what a person decided.

    Raises UnknownMailError; MailSettledError where the message is in another state by now;
    KeyErasedError where the personal data of its request were erased.
    """
    row = engine.outbox.get(mail)
    if how not in POSSIBLE.get(row.state, ()):
        raise MailSettledError
    if how is Settlement.SEND_AGAIN:
        record_requeued(engine, row, account)
    elif how is Settlement.WAS_SENT:
        record_sent(engine, row, account)
    else:
        record_stopped(engine, row, account, NotSent.DROPPED)
