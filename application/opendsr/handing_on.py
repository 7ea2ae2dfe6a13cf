"""A right of a request is handed on to a processor by OpenDSR: Article 28(3)(e) GDPR.

It is `ask-processor` with its message, in one transaction; the id of the message is that under
which the processor knows it. What is sent says no more of the person than the file agreed with this
processor, and lies sealed in the outbox until it leaves.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid4

from pydantic import Field, PrivateAttr

from griffie.application.access.roles import Account
from griffie.application.disclosure import Body, Disclosure
from griffie.application.engine import Engine
from griffie.application.opendsr.message import VERSION, IdentityKind
from griffie.application.opendsr.processing import written
from griffie.application.opendsr.processors import (
    HANDED_ON,
    HandingOn,
    ProcessorThere,
    UnknownProcessorError,
)
from griffie.application.requests.commands import Command, Load, command
from griffie.application.requests.requests import Once
from griffie.application.sending.queued import QueuesMail
from griffie.application.views.opened_values import open_values
from griffie.domain.law import Right
from griffie.domain.law.deadlines import BRUSSELS
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code
from griffie.domain.request.outgoing_mail import MailKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.processor_report import check_handed_on
from griffie.domain.steps.said import DayAhead

NOT_THERE = "this processor does not speak OpenDSR with us"
NOT_YET = (
    "what this processor takes by OpenDSR is not known yet: it is asked again within five minutes"
)
NOT_OFFERED = "this processor does not say that it takes this right by OpenDSR"
NOBODY = "nothing is known of the person by which this processor finds somebody"
_NOON = time(12)


class ToHandOn(Body):
    """Which right is handed on to which processor."""

    processor: Code
    right: Right
    due_on: DayAhead = Field(description="By when an answer is needed.")
    customer: Disclosure | None = Field(
        None, description="The number by which the processor knows the person: its customer number."
    )


class HandOn(QueuesMail):
    """Ask the processor, and let the message wait."""

    _kind: MailKind = PrivateAttr(MailKind.OPENDSR)
    _asks: Command = PrivateAttr()
    _said: ToHandOn = PrivateAttr()
    _to: Disclosure = PrivateAttr()
    _text: Disclosure = PrivateAttr()

    @classmethod
    def of(cls, said: ToHandOn, mail: UUID, there: ProcessorThere, message: str) -> "HandOn":
        """What was said, and the octets that are sent."""
        made = cls()
        question = Disclosure("question", f"OpenDSR {VERSION}: {HANDED_ON[said.right]} ({mail})")
        words = {"processor": said.processor, "question": question, "due_on": said.due_on}
        made._asks = command(RightsRequest.ask_processor, **words)
        made._said, made._mail, made._sent_as = said, mail, f"opendsr:{mail}"
        made._to, made._text = Disclosure("to", there.domain), Disclosure("text", message)
        return made

    def check(self, request: RightsRequest, now: Occasion) -> None:
        """As `ask-processor`."""
        self._asks.check(request, now)

    def carry_out(
        self, request: RightsRequest, now: Occasion, load: Load
    ) -> Iterable[RightsRequest]:
        """Ask first, then let the message wait."""
        check_handed_on(request, self._said.right)
        others = self._asks.carry_out(request, now, load)
        request.queue_mail(
            now,
            mail=self._mail,
            kind=self._kind,
            to=self._to.sealed,
            text=self._text.sealed,
            rights=(self._said.right,),
            recipient=self._said.processor,
        )
        return others

    def disclosures(self) -> Iterator[Disclosure]:
        """The question, to whom it goes, and what is sent."""
        yield from self._asks.disclosures()
        yield self._to
        yield self._text

    def findable(self) -> Iterator[tuple[str, str]]:
        """Nothing more than the question is: no mail, and so no report, speaks of it."""
        yield from self._asks.findable()


def hand_on(
    engine: Engine,
    handing: HandingOn | None,
    request_id: UUID,
    said: ToHandOn,
    account: Account,
    *,
    expected: int | None = None,
    once: Once | None = None,
) -> RightsRequest:
    """Hand a right on to a processor.

    Raises BadInputError for a processor that no file names, or whose discovery could not be read
    yet, for a right that its discovery does not name, and where the person cannot be named to it;
    what `check_handed_on`, `ask-processor` and `take` do.
    """
    request = engine.requests.load(request_id)
    try:
        line = (handing or HandingOn(())).line(said.processor)
    except UnknownProcessorError:
        raise BadInputError("processor", NOT_THERE) from None
    if line.offer is None:
        raise BadInputError("processor", NOT_YET)
    if said.right not in line.offer.rights:
        raise BadInputError("right", NOT_OFFERED)
    check_handed_on(request, said.right)
    agreed = [one for one in line.there.identities if one in line.offer.identities]
    identities = [*_identities(engine, request, said, agreed)]
    if not identities:
        raise BadInputError("customer", NOBODY)
    mail = uuid4()
    message = _message(request, said.right, mail, line.there, identities)
    command_ = HandOn.of(said, mail, line.there, message)
    now = engine.now(account)
    return engine.requests.take(request_id, command_, now, expected=expected, once=once)


def _identities(
    engine: Engine, request: RightsRequest, said: ToHandOn, agreed: Iterable[IdentityKind]
) -> Iterator[dict[str, str]]:
    """By what the person is named to the processor: only what was agreed, as it stands."""
    for kind in agreed:
        value = ""
        if kind is IdentityKind.CUSTOMER:
            value = str(said.customer.value) if said.customer else ""
        elif request.requester.email:
            opened = open_values(request, engine.vault, (request.requester.email,))
            value = str(opened.get(request.requester.email, ""))
        if value.strip():
            named = {"identity_type": kind.value, "identity_value": value.strip()}
            yield named | {"identity_format": "raw"}


def _message(
    request: RightsRequest,
    right: Right,
    mail: UUID,
    there: ProcessorThere,
    identities: list[dict[str, str]],
) -> str:
    """§7.1. It was submitted at noon of the day on which the claim came in, or when entered."""
    came_on = request.claims[right].received_on or request.deadline.term.received_on
    noon = datetime.combine(came_on, _NOON, BRUSSELS)
    said: dict[str, Any] = {
        "regulation": "gdpr",
        "subject_request_id": str(mail),
        "subject_request_type": HANDED_ON[right].value,
        "submitted_time": written(min(noon, request.entered_at)),
        "subject_identities": identities,
        "api_version": VERSION,
    }
    if there.callback:
        said["status_callback_urls"] = [there.callback]
    return json.dumps(said, ensure_ascii=False)
