"""A mail joins a request that is there: as documents, with an event that says what to mind."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import PrivateAttr

from griffie.application.access.roles import Account
from griffie.application.disclosure import Disclosure
from griffie.application.engine import Engine
from griffie.application.intake.filing import Filing, arrival
from griffie.application.intake.message import Became, Message
from griffie.application.intake.threads import codes_of_joining
from griffie.application.ports import SettledMessage
from griffie.application.requests.commands import Command, Load
from griffie.application.requests.requests import Once
from griffie.application.sending.outbox import Mailed, OutboxState
from griffie.domain.model.setting import Occasion
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.rights_request import RightsRequest

_LEFT = (OutboxState.SENT, OutboxState.PERHAPS, OutboxState.RETURNED)


class JoinMail(Command):
    """File a mail under a request. It has no address of its own in the API."""

    received_on: date
    remarks: tuple[RemarkCode, ...]
    _filing: Filing = PrivateAttr()
    _waiting: Message | None = PrivateAttr(None)
    _reports: UUID | None = PrivateAttr(None)

    def reports(self, mail: UUID) -> None:
        """Say of which message of the outbox it reports that it did not arrive."""
        self._reports = mail

    def came_as(self, filing: Filing, waiting: Message | None) -> None:
        """Say which mail it is, and as which message it waited in the inbox."""
        self._filing, self._waiting = filing, waiting

    def check(self, request: RightsRequest, now: Occasion) -> None:
        """It names nothing that a caller chose."""

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        """The event of the message first, then its documents."""
        del load
        request.join_message(
            now,
            document=self._filing.files[0].sealed,
            received_on=self.received_on,
            remarks=self.remarks,
            message=self._waiting.id if self._waiting else None,
        )
        self._filing.add_to(request, now)
        if self._reports:
            on = max(self.received_on, request.received_on)
            request.return_mail(now, mail=self._reports, on=on)
        return ()

    def beside(self, request_id: Any, now: Any) -> Mapping[str, Any]:
        """That the message of the outbox did not arrive, as the report says."""
        del request_id
        if self._reports is None:
            return {}
        return {"mailed": Mailed(self._reports, _LEFT, OutboxState.RETURNED, now.at, "reported")}

    def disclosures(self) -> Iterator[Disclosure]:
        """The files: also those of a message that waited, sealed anew under the request's key."""
        return self._filing.new()

    def findable(self) -> Iterator[tuple[str, str]]:
        """The message itself: who sent it is not who asks."""
        return self._filing.findable()

    def settles(self, request_id: UUID, now: Occasion) -> SettledMessage | None:
        """The message as which it waited."""
        if not self._waiting:
            return None
        return SettledMessage(self._waiting.id, Became.JOINED, request_id, now.actor, now.at)


def join_mail(
    engine: Engine,
    filing: Filing,
    request_id: UUID,
    account: Account,
    *,
    received_on: date | None = None,
    waiting: Message | None = None,
    once: Once | None = None,
) -> RightsRequest:
    """File a mail under a request. `waiting` is the message as which it waited.

    Raises MessageOnFileError, MessageSettledError, UnknownRequestError, OutOfOrderError where the
    personal data of the request were erased, KeyReusedError, ContentionError.
    """
    now = engine.now(account)
    came = arrival(filing.mail, now, waiting.arrived_on if waiting else received_on)
    request = engine.requests.load(request_id)
    codes = codes_of_joining(engine, filing.mail, request, came.remarks)
    command = JoinMail(received_on=came.on, remarks=codes)
    command.came_as(filing, waiting)
    row = engine.outbox.of_message_id(filing.mail.answers) if filing.mail.bounce else None
    if row and row.request == request_id and row.state in _LEFT:
        command.reports(row.mail)
    return engine.requests.take(request_id, command, now, once=once)
