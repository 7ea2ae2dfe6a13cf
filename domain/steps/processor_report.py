"""What a processor says by OpenDSR of a request that was handed on to it: Article 28(3)(e) GDPR.

Handed on is a question like any other (`ask_processor`), with the message in the outbox beside it.
What the processor answers is kept with its signature.
"""

from datetime import date
from uuid import UUID

from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, RecipientCode, Sealed
from griffie.domain.request.claim import EXECUTED, PROMISED
from griffie.domain.request.outgoing_mail import MailKind
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import HandedOnStatus, TaskKind
from griffie.domain.steps import rules
from griffie.domain.steps.dispatch import mail_queued
from griffie.domain.steps.said import DayAhead
from griffie.domain.steps.step import step

_ORDER = (
    {HandedOnStatus.PENDING},
    {HandedOnStatus.IN_PROGRESS},
    {HandedOnStatus.COMPLETED, HandedOnStatus.CANCELLED},
)
"""What comes after what. The last ones end it."""


class ProcessorReported(KeptEvent):
    """A processor said, signed, how far it is with what was handed on to it."""

    TOPIC = "ProcessorReported"
    processor: Code
    mail: UUID
    """Under which id it was handed on."""
    status: HandedOnStatus
    expected_on: date | None = None
    """By when it expects to be done, a day in Brussels."""
    said: Sealed
    """Its answer and the signature over it, octet by octet."""
    results: Sealed | None = None
    """Where it laid the data ready."""

    @property
    def done(self) -> bool:
        """Whether the question is answered by this: nothing is left to fetch."""
        return self.status is HandedOnStatus.COMPLETED and self.results is None

    def apply(self, request: RequestState) -> None:
        if self.done:
            request.finish(TaskKind.PROCESSOR, self.processor)


def last_report(request: RequestState, mail: UUID) -> ProcessorReported | None:
    """What the processor said last of what was handed on under this id."""
    said = (one for one in reversed(request.kept_events) if isinstance(one, ProcessorReported))
    return next((one for one in said if one.mail == mail), None)


def is_final(report: ProcessorReported | None) -> bool:
    """Whether nothing more is said after this."""
    return report is not None and report.status in _ORDER[-1]


def is_news(report: ProcessorReported | None, status: HandedOnStatus) -> bool:
    """Whether a status comes after what was said last; an old one that is said again does not."""
    return report is None or _place(status) > _place(report.status)


def _place(status: HandedOnStatus) -> int:
    return next(n for n, some in enumerate(_ORDER) if status in some)


def check_handed_on(request: RequestState, right: Right) -> None:
    """Whether a right may be handed on now.

    Raises BadInputError where it was not invoked, UnlawfulError while the identity is in doubt
    (Article 12(6)), OutOfOrderError where an erasure was not decided: a processor cannot undo it.
    """
    claim = request.claims.get(right)
    if claim is None:
        raise BadInputError("right", "not invoked in this request")
    if not rules.identity_settled.holds(request, claim):
        raise UnlawfulError(GDPR(12, 6), "the requester's identity is in doubt: verify it first")
    if right is Right.ERASURE and claim.status not in PROMISED | EXECUTED:
        raise OutOfOrderError("grant the erasure first: a processor cannot take it back")


def nothing_ready() -> OutOfOrderError:
    """Where there is nothing to fetch."""
    return OutOfOrderError("the processor laid nothing ready, or it was erased here")


class ProcessorReports(RequestState):
    """The step of what a processor says. OpenDSR takes it, and nobody by hand."""

    @step(listed=False)
    def report_processor(
        self,
        _: Occasion,
        *,
        processor: RecipientCode,
        mail: UUID,
        status: HandedOnStatus,
        expected_on: DayAhead | None = None,
        said: Sealed,
        results: Sealed | None = None,
    ) -> ProcessorReported:
        """Record what a processor says of what was handed on to it.

        Why: Art. 28(3)(e) and 5(2): what the processor did, and that it said so itself.
        """
        queued = mail_queued(self, mail)
        if queued is None or (queued.kind, queued.recipient) != (MailKind.OPENDSR, processor):
            raise OutOfOrderError("nothing was handed on there under this id")
        if not is_news(last_report(self, mail), status):
            raise OutOfOrderError("the processor said that, or what comes after it, before")
        return ProcessorReported(
            processor=processor,
            mail=mail,
            status=status,
            expected_on=expected_on,
            said=said,
            results=results,
        )
