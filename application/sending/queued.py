"""A command whose message waits in the outbox: event, row and how it is found, in one transaction.

The commands of this room derive from it. What each has of its own is its step and its words.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Self
from uuid import UUID, uuid4

from pydantic import PrivateAttr

from griffie.application.controller.mailbox import Address
from griffie.application.disclosure import Disclosure
from griffie.application.engine import Engine
from griffie.application.ports import MESSAGE_ID
from griffie.application.requests.commands import Command
from griffie.application.sending.mail import is_address, message_id
from griffie.application.sending.outbox import Outgoing
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.setting import Occasion
from griffie.domain.request.outgoing_mail import MailKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.unsendable import no_sender

NO_ADDRESS = "this is no e-mail address"


class QueuesMail(Command):
    """Lets one message wait. `carry_out` queues it under `_mail`, as `_kind`."""

    _kind: MailKind = PrivateAttr()
    _mail: UUID = PrivateAttr(default_factory=uuid4)
    _sent_as: str = PrivateAttr()

    def goes_from(self, sender: Address, request_id: UUID) -> Self:
        """Say from which address it goes: its Message-ID follows."""
        self._sent_as = message_id(self._mail, request_id, sender)
        return self

    def check(self, request: RightsRequest, now: Occasion) -> None:
        """The steps look at everything that it names."""

    def findable(self) -> Iterator[tuple[str, str]]:
        """By what a reply, or a report on it, finds the request."""
        yield from super().findable()
        yield MESSAGE_ID, self._sent_as

    def beside(self, request_id: Any, now: Any) -> Mapping[str, Any]:
        """Its row in the outbox."""
        return {"outgoing": [Outgoing(self._mail, request_id, self._kind, self._sent_as, now.at)]}


def sender_of(engine: Engine) -> Address:
    """From which address the office sends. Raises OutOfOrderError where it names none."""
    sender = engine.profile.mail.send_from
    if sender is None:
        raise no_sender()
    return sender


def check_typed(to: Disclosure) -> None:
    """Raises BadInputError where what was typed is not one address."""
    if not is_address(str(to.value).strip()):
        raise BadInputError("to", NO_ADDRESS)
