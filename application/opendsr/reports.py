"""What a processor says of what was handed on to it is read, and recorded with its signature.

It comes as a receipt (§7.3), as a status that was asked (§8.3) or as a callback (§8.5). Only what
is news is recorded: a status that was said before, or that a later one has overtaken, is not.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, PrivateAttr, StringConstraints
from pydantic import ValidationError as Unreadable

from griffie.application.access.roles import OUTBOX
from griffie.application.disclosure import Disclosure, KeyErasedError
from griffie.application.engine import Engine
from griffie.application.opendsr.message import BadOpenDsrError, RequestStatus
from griffie.application.opendsr.processors import HandingOn, ProcessorThere, Signed
from griffie.application.requests.commands import Command, Load
from griffie.application.requests.requests import UnknownRequestError
from griffie.application.sending.outbox import Mailed, OutboxRow, OutboxState, UnknownMailError
from griffie.application.sending.record import record_sent
from griffie.domain.law.deadlines import civil_date
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.setting import Occasion
from griffie.domain.request.outgoing_mail import MailKind
from griffie.domain.request.vocabulary import HandedOnStatus
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.dispatch import mail_queued
from griffie.domain.steps.processor_report import is_final, is_news, last_report

_MAY_HAVE_ARRIVED = (OutboxState.SENDING, OutboxState.PERHAPS)


class StatusSaid(BaseModel):
    """What a receipt, a status and a callback share; what they have besides is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    controller_id: str
    subject_request_id: UUID
    request_status: RequestStatus = RequestStatus.PENDING
    """A receipt has none: what was received is not begun."""
    expected_completion_time: AwareDatetime | None = None
    results_url: Annotated[str, StringConstraints(max_length=2_000)] | None = None


def read_said(signed: Signed, there: ProcessorThere) -> StatusSaid:
    """What a processor says to us. Raises BadOpenDsrError where it is for somebody else."""
    try:
        said = StatusSaid.model_validate_json(signed.body)
    except Unreadable:
        raise BadOpenDsrError("no receipt, status or callback of OpenDSR") from None
    if said.controller_id != there.controller_id:
        raise BadOpenDsrError("controller_id: that is not what this processor calls us")
    return said


class Report(Command):
    """Record what a processor says. It has no address of its own in the API."""

    _row: OutboxRow = PrivateAttr()
    _processor: str = PrivateAttr()
    _said: StatusSaid = PrivateAttr()
    _proof: Disclosure = PrivateAttr()
    _results: Disclosure | None = PrivateAttr(None)
    _at: datetime = PrivateAttr()

    @classmethod
    def of(cls, row: OutboxRow, processor: str, said: StatusSaid, signed: Signed) -> "Report":
        """What was said, and the octets that prove it."""
        made = cls()
        made._row, made._processor, made._said = row, processor, said
        octets = {"body": signed.body.decode("utf-8", "replace"), "signature": signed.signature}
        made._proof = Disclosure("said", json.dumps(octets, ensure_ascii=False))
        if said.results_url and said.request_status is RequestStatus.COMPLETED:
            made._results = Disclosure("results", said.results_url)
        return made

    def check(self, request: RightsRequest, now: Occasion) -> None:
        """Raises KeyErasedError where the personal data were erased: nothing is recorded then."""
        self._at = now.at
        if request.erased:
            raise KeyErasedError

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        """Take the step."""
        del load
        expected = self._said.expected_completion_time
        request.report_processor(
            now,
            processor=self._processor,
            mail=self._row.mail,
            status=HandedOnStatus(self._said.request_status.value),
            expected_on=civil_date(expected) if expected else None,
            said=self._proof.sealed,
            results=self._results.sealed if self._results else None,
        )
        return ()

    def disclosures(self) -> Iterator[Disclosure]:
        """The octets, and where the data lie ready."""
        yield self._proof
        if self._results:
            yield self._results

    def beside(self, request_id: Any, now: Any) -> Mapping[str, Any]:
        """Once nothing more is to come, its row is looked after no longer."""
        del request_id
        if self._said.request_status not in {RequestStatus.COMPLETED, RequestStatus.CANCELLED}:
            return {}
        before = (OutboxState.SENT,)
        return {"mailed": Mailed(self._row.mail, before, OutboxState.ANSWERED, now.at)}


def record_said(
    engine: Engine, row: OutboxRow, there: ProcessorThere, said: StatusSaid, signed: Signed
) -> OutboxState:
    """Record it, and that the message arrived where that was not known. Gives how its row stands.

    Raises KeyErasedError, UnknownRequestError, MailSettledError, ContentionError.
    """
    if row.state in _MAY_HAVE_ARRIVED:
        record_sent(engine, row, OUTBOX)
    request = engine.requests.load(row.request)
    last = last_report(request, row.mail)
    if is_news(last, HandedOnStatus(said.request_status.value)):
        with suppress(OutOfOrderError):  # it was said twice at the same moment
            report = Report.of(row, there.code, said, signed)
            request = engine.requests.take(row.request, report, engine.now(OUTBOX))
            last = last_report(request, row.mail)
    return OutboxState.ANSWERED if is_final(last) else OutboxState.SENT


def take_callback(
    engine: Engine, handing: HandingOn, processor: str, domain: str, signed: Signed
) -> None:
    """A callback of a processor. What it says of a request that is erased here is passed over.

    Raises UnknownProcessorError; BadOpenDsrError where its key did not sign these octets, or they
    are about nothing that was handed on to it.
    """
    line = handing.line(processor)
    if not line.believes(domain, signed.signature, signed.body):
        raise BadOpenDsrError("the signature is not that of this processor")
    said = read_said(signed, line.there)
    unknown = BadOpenDsrError("subject_request_id: nothing was handed on under this id")
    try:
        row = engine.outbox.get(said.subject_request_id)
        request = engine.requests.load(row.request)
    except (UnknownMailError, UnknownRequestError):
        raise unknown from None
    queued = mail_queued(request, row.mail)
    if queued and (queued.kind, queued.recipient) != (MailKind.OPENDSR, processor):
        raise unknown
    if request.erased or row.state not in {*_MAY_HAVE_ARRIVED, OutboxState.SENT}:
        return
    with suppress(KeyErasedError):
        record_said(engine, row, line.there, said, signed)
