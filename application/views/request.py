"""A request as it is on a day: what is known of it, and which steps may be taken."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from griffie.application.access.roles import Account
from griffie.application.intake.acting import acts_for
from griffie.application.ports import Opens
from griffie.application.views import record
from griffie.application.views.answer import AnswerModel, documented
from griffie.application.views.claims import ClaimShown, claims_shown
from griffie.application.views.deadline import DeadlineShown, deadline_shown
from griffie.application.views.hints import HintShown, hints_shown
from griffie.application.views.opened_values import Words, open_request, sealed_words
from griffie.application.views.parts import PARTS
from griffie.application.views.persons import PersonsShown, persons_shown
from griffie.application.views.record import record_shown
from griffie.application.views.remarks import RemarkShown, remarks_shown
from griffie.application.views.requester_hint import hint_for
from griffie.application.views.steps import ActionShown, Listed, actions_shown
from griffie.application.views.tasks import (
    DutyShown,
    MissedShown,
    ReminderShown,
    TaskShown,
    duties_shown,
    missed_shown,
    reminders_shown,
    tasks_shown,
)
from griffie.application.views.warnings import WarningShown
from griffie.domain.law import Language, Right
from griffie.domain.request.reference import reference
from griffie.domain.request.remarks import DkimResult
from griffie.domain.request.vocabulary import (
    Channel,
    ClaimStatus,
    Execution,
    Identity,
    Mandate,
    Outcome,
    Relation,
    Status,
)
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.record import Record, record_of

_DOCUMENTED_FIRST = (
    "tasks",
    "duties",
    "restrictions",
    "restriction_uses",
    "legal_hold",
    "reminders",
    "missed",
    "minor",
    "finding",
    "mediations",
    "court_actions",
    "dpo_advice",
    "joint_controllers",
    "forwarded_to",
    "suspected_breaches",
    "complaints_received",
)


# Another request to which this one is linked, and how.
class LinkShown(AnswerModel):
    other: UUID
    relation: Relation


# A later message that reminded us of this request.
class RemindedShown(AnswerModel):
    other: UUID
    received_on: date


# What intake noted about a message, and whether that was settled.
# Everything shown of a request, judged on `as_of`; digests stand for personal data.
class RequestShown(AnswerModel):
    model_config = ConfigDict(json_schema_extra=documented(*_DOCUMENTED_FIRST))

    id: UUID
    reference: str
    version: int
    as_of: date = Field(description="The day on which deadlines and actions are judged.")
    status: Status
    outcome: Outcome | None
    derived_from: list[dict[str, Any]] = Field(
        description="From which claims the outcome was derived."
    )
    received_on: date
    channel: Channel
    language: Language
    handler: str | None
    requester_hint: str | None
    requester: dict[str, str] | None
    representative: dict[str, str] | None
    message: str | None
    personal_data: str
    identity: Identity
    mandate: Mandate
    persons: PersonsShown
    claims: list[ClaimShown]
    execution: Execution
    deadline: DeadlineShown
    documents: tuple[str, ...]
    links: list[LinkShown]
    reminded_by: list[RemindedShown] = Field(
        description="The reminders of it: each is no request of its own, and counts under this one."
    )
    hints: list[HintShown] = Field(
        description="With the message opened: which rights its words may invoke, and by which words"
        " each was found. A list of words found them; a person decides."
    )
    acts_for: str | None = Field(
        description="With the message opened: for whom its author says to act."
    )
    remarks: list[RemarkShown] = Field(description="What intake noted about the message.")
    dkim: DkimResult = Field(
        description="Whether the domain of its author signed the mail, as asked when it came in."
    )
    imported: Literal["open", "finished"] | None = Field(
        description="Whether it came from an earlier register, and how it stood there."
    )
    complaints: tuple[str, ...]
    profile: str
    tasks: list[TaskShown]
    duties: list[DutyShown]
    restrictions: list[record.RestrictionShown]
    legal_hold: record.HoldShown | None
    reminders: list[ReminderShown]
    missed: list[MissedShown]
    minor: record.MinorShown | None
    finding: record.NoRequestShown | None
    restriction_uses: list[record.RestrictionUseShown]
    mediations: list[record.MediationShown]
    court_actions: list[record.CourtActionShown]
    dpo_advice: list[record.DpoAdviceShown]
    joint_controllers: list[record.JointControllerShown]
    forwarded_to: list[record.ForwardedShown]
    suspected_breaches: list[record.BreachShown]
    complaints_received: list[record.ComplaintShown]
    actions: list[ActionShown]
    warnings: tuple[WarningShown, ...] = Field(
        default=(),
        description="In the answer to a step that erases: what other requests make one mind now.",
    )

    def without_hint(self) -> "RequestShown":
        """The same without the masked name: the personal data were erased since."""
        return self.model_copy(update={"requester_hint": None})


# A request to which a document was added.
class DocumentAdded(RequestShown):
    document: str = Field(description="The digest of the document.")


MaskedName = Callable[[Mapping[str, str] | None], str | None]


def show(
    request: RightsRequest,
    on: date,
    account: Account,
    vault: Opens,
    listed: Listed = Listed.ALL,
    *,
    reveal: bool,
) -> RequestShown:
    """The request judged on a civil day in Brussels, with what this account may see and do.

    `reveal` opens the personal data: the caller has checked that and recorded it. Raises
    KeyUnavailableError.
    """
    return judged(
        request,
        on,
        vault,
        reveal=reveal,
        version=request.version,
        status=request.status,
        hint=partial(hint_for, request, account, vault),
        actions=actions_shown(request, account, listed),
    )


def judged(
    request: RightsRequest,
    on: date,
    vault: Opens,
    *,
    reveal: bool,
    version: int,
    status: Status,
    hint: MaskedName,
    actions: list[ActionShown],
) -> RequestShown:
    """The same with what does not follow from the request and the day alone.

    `hint` is given the requester, where that was opened.

    Reads neither the version of the request nor its status, which follows from the version too.
    Raises KeyUnavailableError.
    """
    kept, digests = _kept(request), _digests(request)
    personal = open_request(request, vault, reveal=reveal, digests=digests)

    def claims(one: RightsRequest) -> list[ClaimShown]:
        return claims_shown(one, _kept(one), on, personal.words if reveal else _digests(one))

    noted = record_shown(request, kept, personal.words, on)
    return RequestShown(
        id=request.id,
        reference=reference(request.id),
        version=version,
        as_of=on,
        status=status,
        outcome=request.outcome,
        derived_from=_derivation(request),
        received_on=request.received_on,
        channel=request.channel,
        language=request.language,
        handler=request.handler,
        requester_hint=hint(personal.requester),
        requester=personal.requester,
        representative=personal.representative,
        message=personal.message,
        personal_data="erased" if request.erased else "kept",
        identity=request.identity,
        mandate=request.mandate,
        persons=persons_shown(request),
        claims=claims(request) if reveal else PARTS.of(request, ("claims", on), claims),
        execution=request.execution,
        deadline=PARTS.of(
            request, ("deadline", on), lambda one: deadline_shown(one, one.deadline, on)
        ),
        documents=request.documents,
        links=[LinkShown(other=other, relation=relation) for other, relation in request.links],
        reminded_by=[
            RemindedShown(other=other, received_on=day) for other, day in request.reminded_by
        ],
        hints=hints_shown(personal.message, request.language),
        acts_for=acts_for(personal.message) if personal.message else None,
        remarks=remarks_shown(request),
        dkim=request.dkim,
        imported=_imported(request),
        complaints=request.complaints,
        profile=request.setting.profile,
        tasks=tasks_shown(kept, on, personal.words),
        duties=duties_shown(kept, on, personal.words),
        restrictions=noted.restrictions,
        legal_hold=noted.hold,
        reminders=reminders_shown(request),
        missed=missed_shown(request),
        minor=noted.minor,
        finding=noted.finding,
        restriction_uses=noted.restriction_uses,
        mediations=noted.mediations,
        court_actions=noted.court_actions,
        dpo_advice=noted.dpo_advice,
        joint_controllers=noted.joint_controllers,
        forwarded_to=noted.forwarded_to,
        suspected_breaches=noted.suspected_breaches,
        complaints_received=noted.complaints,
        actions=actions,
    )


def _kept(request: RightsRequest) -> Record:
    return PARTS.of(request, "kept", record_of)


def _digests(request: RightsRequest) -> Words:
    return PARTS.of(request, "digests", sealed_words)


def with_document(shown: RequestShown, digest: str) -> DocumentAdded:
    """The answer to a document that was added: the request, and the digest of the document."""
    return DocumentAdded(**dict(shown), document=digest)


def _derivation(request: RightsRequest) -> list[dict[str, Right | ClaimStatus]]:
    if request.outcome is None:
        return []
    return [{"right": claim.right, "status": claim.status} for claim in request.claims.values()]


def _imported(request: RightsRequest) -> Literal["open", "finished"] | None:
    if request.elsewhere is None:
        return None
    return "finished" if request.elsewhere.finished else "open"
