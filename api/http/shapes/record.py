"""The shapes of what a request can show for itself, for the documentation of the API's answers."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from griffie.api.http.shapes.shape import Shape
from griffie.domain.law import (
    FeeGround,
    NoRequestGround,
    OmissionGround,
    RestrictedUse,
    RestrictionGround,
    Right,
)
from griffie.domain.request.vocabulary import (
    AgeBand,
    Authority,
    Capability,
    Deed,
    DutyKind,
    Limit,
    Progress,
    ReminderKind,
    SearchResult,
    TaskKind,
)

FeeState = Literal["proposed", "accepted", "declined", "waived", "paid"]


class Accounted(Shape):
    """Something recorded, with what is sealed in it."""

    words: dict[str, str] = Field(
        description="What is sealed: field to digest; with `reveal`, to what stands behind it."
    )


class DeedShown(Accounted):
    """What was done to carry a right out (Articles 7, 15 to 17, 20 to 22)."""

    deed: Deed
    on: date = Field(description="The day on which it was done.")
    version: int = Field(description="The version of the request that recorded it.")
    details: dict[str, Any] = Field(
        description="Its other facts in clear: system, fields, format, until, purposes …"
    )


class AnnouncedShown(Shape):
    """A further purpose that the person was told of (Articles 13(3) and 14(4))."""

    purpose: str
    announced_on: date


class FeeShown(Accounted):
    """What an answer costs, and what came of that (Articles 12(5)(a) and 15(3))."""

    state: FeeState
    ground: FeeGround
    amount_cents: int = Field(description="In euro cents.")
    notified_on: date
    answered_on: date | None = Field(description="When it was accepted or declined.")
    waived_on: date | None = Field(description="When the waiver was recorded.")
    paid_on: date | None


class RecipientShown(Accounted):
    """A recipient of what was rectified, erased or restricted (Article 19)."""

    recipient: str
    state: Literal["to_tell", "told", "omitted"]
    on: date | None = Field(description="When it was told, or its omission recorded.")
    ground: OmissionGround | None


class TaskShown(Accounted):
    """What a colleague or a processor was asked (Articles 15(1) and 28(3)(e))."""

    kind: TaskKind
    whom: str = Field(description="The system to be searched, or the processor.")
    state: Progress
    asked_on: date = Field(description="When the question was recorded.")
    due_on: date
    assignee: str | None
    done_on: date | None
    result: SearchResult | None


class DutyShown(Accounted):
    """What an authority asked or ordered (Articles 31 and 58(2)); not the requester's deadline."""

    kind: DutyKind
    authority: Authority
    dossier: str
    state: Progress
    received_on: date
    due_on: date
    done_on: date | None


class RestrictionShown(Accounted):
    """Data kept and not used (Article 18), in force as long as `lifted_on` is null."""

    ground: RestrictionGround
    systems: list[str]
    provisional: bool
    applied_on: date
    lift_announced_on: date | None = Field(description="The notice of Article 18(3).")
    lifted_on: date | None


class RestrictionUseShown(Accounted):
    """A use of restricted data (Article 18(2))."""

    ground: RestrictedUse
    used_on: date


class HoldShown(Shape):
    """Why nothing of this file is erased (Article 17(3)(e))."""

    since: date | None
    because: list[str] = Field(description="The events that placed it.")


class MinorShown(Accounted):
    age_band: AgeBand
    result: Capability
    assessed_on: date


class FindingShown(Accounted):
    """Why a message needs no more than an answer."""

    ground: NoRequestGround
    state: Literal["proposed", "found"]
    found_on: date
    informed_on: date | None


class MediationShown(Accounted):
    dossier: str
    opened_on: date


class CourtActionShown(Accounted):
    notified_on: date


class AdviceShown(Accounted):
    """What the DPO advised (Articles 38 and 39)."""

    followed: bool
    recorded_on: date


class JointControllerShown(Accounted):
    party: str
    informed_on: date


class ForwardedShown(Accounted):
    party: str
    forwarded_on: date


class BreachShown(Accounted):
    """A breach that may have happened (Article 33)."""

    aware_on: date


class ComplaintShown(Accounted):
    authority: Authority
    received_on: date


class ReminderShown(Shape):
    """Of what somebody was reminded: our policy."""

    kind: ReminderKind
    due_on: date
    about: str | None = Field(description="The system, processor, dossier or tier.")
    raised_on: date


class MissedShown(Shape):
    """A day that passed without what the law wanted by then (Articles 12(3), 12(4))."""

    limit: Limit
    right: Right | None
    due_on: date


class AccountShown(Shape):
    """What a request can show for itself beside its claims and its deadline (Article 5(2))."""

    tasks: list[TaskShown]
    duties: list[DutyShown]
    restrictions: list[RestrictionShown]
    restriction_uses: list[RestrictionUseShown]
    legal_hold: HoldShown | None
    reminders: list[ReminderShown]
    missed: list[MissedShown]
    minor: MinorShown | None
    finding: FindingShown | None
    mediations: list[MediationShown]
    court_actions: list[CourtActionShown]
    dpo_advice: list[AdviceShown]
    joint_controllers: list[JointControllerShown]
    forwarded_to: list[ForwardedShown]
    suspected_breaches: list[BreachShown]
    complaints_received: list[ComplaintShown]
