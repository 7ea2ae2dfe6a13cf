"""What else a request can show for itself: restrictions, holds, findings, advice, complaints.

Article 5(2) GDPR: the controller shall be able to demonstrate that it complied.
"""

from datetime import date
from typing import Literal, TypeVar

from pydantic import Field

from griffie.application.views.answer import AnswerModel
from griffie.application.views.opened_values import Opened, RecordItem, SealedWords, sealed_fields
from griffie.domain import record
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
from griffie.domain.record import RestrictionRecord
from griffie.domain.request.vocabulary import AgeBand, Authority, Capability
from griffie.domain.rights_request import RightsRequest

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
    """A breach that may have happened (Article 33)."""

    aware_on: date
    words: SealedWords


# A complaint to an authority (Article 77).
class ComplaintShown(RecordItem):
    authority: Authority
    received_on: date
    words: SealedWords


def restrictions_shown(request: RightsRequest, opened: Opened) -> list[RestrictionShown]:
    """The restrictions, in force or lifted, in order."""
    return [_restriction_shown(found, opened) for found in record.restrictions(request)]


def _restriction_shown(found: RestrictionRecord, opened: Opened) -> RestrictionShown:
    applied, announced, lifted = found
    return RestrictionShown(
        ground=applied.ground,
        systems=applied.systems,
        provisional=applied.provisional,
        applied_on=applied.applied_on,
        lift_announced_on=announced.sent_on if announced else None,
        lifted_on=lifted.lifted_on if lifted else None,
        words=sealed_fields(lifted, opened) if lifted else {},
    )


def hold_shown(request: RightsRequest) -> HoldShown | None:
    """The legal hold on the file; none without one."""
    if not request.held:
        return None
    because = record.hold(request)
    return HoldShown(
        since=because[0].recorded_on if because else None,
        because=[event.TOPIC for event in because],
    )


def minor_shown(request: RightsRequest, opened: Opened) -> MinorShown | None:
    """The last assessment of whether a minor may act alone; none without one."""
    minor = record.minor(request)
    if minor is None:
        return None
    return MinorShown(
        age_band=minor.age_band,
        result=minor.result,
        assessed_on=minor.recorded_on,
        words=sealed_fields(minor, opened),
    )


def no_request_shown(request: RightsRequest, opened: Opened) -> NoRequestShown | None:
    """The finding that the message is no request, as long as it stands; else none."""
    finding, dismissed = record.finding(request), request.dismissed
    if finding is None:
        return None
    return NoRequestShown(
        ground=finding.ground,
        state="proposed" if dismissed and dismissed.proposed_by else "found",
        found_on=finding.recorded_on,
        informed_on=dismissed.informed_on if dismissed else None,
        words=sealed_fields(finding, opened),
    )


def _recorded(request: RightsRequest, kind: type[E]) -> list[E]:
    return [event for event in request.kept_events if isinstance(event, kind)]


def restriction_uses_shown(request: RightsRequest, opened: Opened) -> list[RestrictionUseShown]:
    """The uses of restricted data, as they were recorded."""
    return [
        RestrictionUseShown(
            ground=event.ground, used_on=event.used_on, words=sealed_fields(event, opened)
        )
        for event in _recorded(request, RestrictionUseRecorded)
    ]


def mediations_shown(request: RightsRequest, opened: Opened) -> list[MediationShown]:
    """The mediations that an authority opened, as they were recorded."""
    return [
        MediationShown(
            dossier=event.dossier, opened_on=event.opened_on, words=sealed_fields(event, opened)
        )
        for event in _recorded(request, MediationRecorded)
    ]


def court_actions_shown(request: RightsRequest, opened: Opened) -> list[CourtActionShown]:
    """The actions before a court (Article 79), as they were recorded."""
    return [
        CourtActionShown(notified_on=event.notified_on, words=sealed_fields(event, opened))
        for event in _recorded(request, CourtActionRecorded)
    ]


def dpo_advice_shown(request: RightsRequest, opened: Opened) -> list[DpoAdviceShown]:
    """What the DPO advised, each time, and whether that was followed."""
    return [
        DpoAdviceShown(
            followed=event.followed,
            recorded_on=event.recorded_on,
            words=sealed_fields(event, opened),
        )
        for event in _recorded(request, DpoAdviceRecorded)
    ]


def joint_controllers_shown(request: RightsRequest, opened: Opened) -> list[JointControllerShown]:
    """The joint controllers who were informed (Article 26)."""
    return [
        JointControllerShown(
            party=event.party, informed_on=event.informed_on, words=sealed_fields(event, opened)
        )
        for event in _recorded(request, JointControllerInformed)
    ]


def forwarded_shown(request: RightsRequest, opened: Opened) -> list[ForwardedShown]:
    """To whom the request was forwarded."""
    return [
        ForwardedShown(
            party=event.party, forwarded_on=event.forwarded_on, words=sealed_fields(event, opened)
        )
        for event in _recorded(request, RequestForwarded)
    ]


def breaches_shown(request: RightsRequest, opened: Opened) -> list[BreachShown]:
    """The breaches that were suspected."""
    return [
        BreachShown(aware_on=event.aware_on, words=sealed_fields(event, opened))
        for event in _recorded(request, BreachSuspected)
    ]


def complaints_shown(request: RightsRequest, opened: Opened) -> list[ComplaintShown]:
    """The complaints to an authority (Article 77) that reached the controller."""
    return [
        ComplaintShown(
            authority=event.authority,
            received_on=event.received_on,
            words=sealed_fields(event, opened),
        )
        for event in _recorded(request, ComplaintRecorded)
    ]
