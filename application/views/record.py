"""What else a request can show for itself: restrictions, holds, findings, advice, complaints.

Article 5(2) GDPR: the controller shall be able to demonstrate that it complied.
"""

from datetime import date, datetime
from typing import Literal, NamedTuple, TypeVar

from pydantic import Field

from griffie.application.views.answer import AnswerModel
from griffie.application.views.opened_values import RecordItem, SealedWords, Words
from griffie.domain.events import (
    BreachSuspected,
    ComplaintRecorded,
    CourtActionRecorded,
    DpoAdviceRecorded,
    JointControllerInformed,
    MediationRecorded,
    RequestForwarded,
    RestrictionUseRecorded,
)
from griffie.domain.law import NoRequestGround, RestrictedUse, RestrictionGround
from griffie.domain.model.event import KeptEvent
from griffie.domain.request.vocabulary import (
    AgeBand,
    Authority,
    BreachRisk,
    Capability,
    Hands,
    Progress,
)
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.persons import answer_goes_to
from griffie.domain.steps.record import Record, RestrictionRecord
from griffie.domain.steps.task_record import progress

E = TypeVar("E", bound=KeptEvent)


class RestrictionShown(RecordItem):
    """Data kept and not used (Article 18), in force as long as `lifted_on` is null."""

    ground: RestrictionGround
    systems: tuple[str, ...]
    provisional: bool
    applied_on: date
    lift_announced_on: date | None = Field(description="The notice of Article 18(3).")
    lifted_on: date | None
    words: SealedWords


class RestrictionUseShown(RecordItem):
    """A use of restricted data (Article 18(2))."""

    ground: RestrictedUse
    used_on: date
    words: SealedWords


class HoldShown(AnswerModel):
    """Why nothing of this file is erased (Article 17(3)(e))."""

    since: date | None
    because: list[str] = Field(description="The events that placed it.")


# Whether a minor may act alone.
class MinorShown(RecordItem):
    age_band: AgeBand
    result: Capability
    answer_goes_to: Hands
    assessed_on: date
    words: SealedWords


class NoRequestShown(RecordItem):
    """Why a message needs no more than an answer."""

    ground: NoRequestGround
    state: Literal["proposed", "found"]
    found_on: date
    informed_on: date | None
    words: SealedWords


# A mediation that an authority opened.
class MediationShown(RecordItem):
    dossier: str
    opened_on: date
    words: SealedWords


# An action before a court (Article 79).
class CourtActionShown(RecordItem):
    notified_on: date
    words: SealedWords


class DpoAdviceShown(RecordItem):
    """What the DPO advised (Articles 38 and 39)."""

    followed: bool
    recorded_on: date
    words: SealedWords


# A joint controller that was informed (Article 26).
class JointControllerShown(RecordItem):
    party: str
    informed_on: date
    words: SealedWords


# Somebody to whom the request was forwarded.
class ForwardedShown(RecordItem):
    party: str
    forwarded_on: date
    words: SealedWords


class BreachShown(RecordItem):
    """A breach that may have happened, and what came of it (Articles 33 and 34)."""

    aware_on: date
    dossier: str | None = Field(description="None: it is followed elsewhere.")
    due_at: datetime | None = Field(description="The end of the 72 hours.")
    state: Progress | None
    risk: BreachRisk | None
    notified_on: date | None = Field(description="When the authority was told.")
    told_on: date | None = Field(description="When the persons concerned were told.")
    words: SealedWords


# A complaint to an authority (Article 77).
class ComplaintShown(RecordItem):
    authority: Authority
    received_on: date
    words: SealedWords


class RecordShown(NamedTuple):
    """The parts of an answer that say what a request can show for itself."""

    restrictions: list[RestrictionShown]
    hold: HoldShown | None
    minor: MinorShown | None
    finding: NoRequestShown | None
    restriction_uses: list[RestrictionUseShown]
    mediations: list[MediationShown]
    court_actions: list[CourtActionShown]
    dpo_advice: list[DpoAdviceShown]
    joint_controllers: list[JointControllerShown]
    forwarded_to: list[ForwardedShown]
    suspected_breaches: list[BreachShown]
    complaints: list[ComplaintShown]


def record_shown(request: RightsRequest, kept: Record, words: Words, on: date) -> RecordShown:
    """The record of a request as an answer shows it, each list in the order of recording.

    `words` are the sealed fields of its events by version, `on` the day on which it is judged.
    """
    return RecordShown(
        restrictions=[_restriction_shown(found, words) for found in kept.restrictions],
        hold=_hold_shown(kept) if request.held else None,
        minor=_minor_shown(request, kept, words),
        finding=_no_request_shown(request, kept, words),
        restriction_uses=[
            RestrictionUseShown(
                ground=event.ground, used_on=event.used_on, words=words[event.originator_version]
            )
            for event in _recorded(request, RestrictionUseRecorded)
        ],
        mediations=[
            MediationShown(
                dossier=event.dossier,
                opened_on=event.opened_on,
                words=words[event.originator_version],
            )
            for event in _recorded(request, MediationRecorded)
        ],
        court_actions=[
            CourtActionShown(notified_on=event.notified_on, words=words[event.originator_version])
            for event in _recorded(request, CourtActionRecorded)
        ],
        dpo_advice=[
            DpoAdviceShown(
                followed=event.followed,
                recorded_on=event.recorded_on,
                words=words[event.originator_version],
            )
            for event in _recorded(request, DpoAdviceRecorded)
        ],
        joint_controllers=[
            JointControllerShown(
                party=event.party,
                informed_on=event.informed_on,
                words=words[event.originator_version],
            )
            for event in _recorded(request, JointControllerInformed)
        ],
        forwarded_to=[
            ForwardedShown(
                party=event.party,
                forwarded_on=event.forwarded_on,
                words=words[event.originator_version],
            )
            for event in _recorded(request, RequestForwarded)
        ],
        suspected_breaches=[
            _breach_shown(request, event, on, words)
            for event in _recorded(request, BreachSuspected)
        ],
        complaints=[
            ComplaintShown(
                authority=event.authority,
                received_on=event.received_on,
                words=words[event.originator_version],
            )
            for event in _recorded(request, ComplaintRecorded)
        ],
    )


def _recorded(request: RightsRequest, kind: type[E]) -> list[E]:
    return [event for event in request.kept_events if isinstance(event, kind)]


def _breach_shown(
    request: RightsRequest, event: BreachSuspected, on: date, words: Words
) -> BreachShown:
    stands = next((one for one in request.breaches if one.dossier == event.dossier), None)
    return BreachShown(
        aware_on=event.aware_on,
        dossier=event.dossier,
        due_at=stands.due_at if stands else None,
        state=progress(stands.due_on, on, done=not stands.duties()) if stands else None,
        risk=stands.risk if stands else None,
        notified_on=stands.notified_on if stands else None,
        told_on=stands.told_on if stands else None,
        words=words[event.originator_version],
    )


def _restriction_shown(found: RestrictionRecord, words: Words) -> RestrictionShown:
    applied, announced, lifted = found
    return RestrictionShown(
        ground=applied.ground,
        systems=applied.systems,
        provisional=applied.provisional,
        applied_on=applied.applied_on,
        lift_announced_on=announced.sent_on if announced else None,
        lifted_on=lifted.lifted_on if lifted else None,
        words=words[lifted.originator_version] if lifted else {},
    )


def _hold_shown(kept: Record) -> HoldShown:
    return HoldShown(
        since=kept.hold[0].recorded_on if kept.hold else None,
        because=[event.TOPIC for event in kept.hold],
    )


def _minor_shown(request: RightsRequest, kept: Record, words: Words) -> MinorShown | None:
    minor = kept.minor
    if minor is None:
        return None
    return MinorShown(
        age_band=minor.age_band,
        result=minor.result,
        answer_goes_to=answer_goes_to(request),
        assessed_on=minor.recorded_on,
        words=words[minor.originator_version],
    )


def _no_request_shown(request: RightsRequest, kept: Record, words: Words) -> NoRequestShown | None:
    finding, dismissed = kept.finding, request.dismissed
    if finding is None:
        return None
    return NoRequestShown(
        ground=finding.ground,
        state="proposed" if dismissed and dismissed.proposed_by else "found",
        found_on=finding.recorded_on,
        informed_on=dismissed.informed_on if dismissed else None,
        words=words[finding.originator_version],
    )
