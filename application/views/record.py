"""What else a request can show for itself: what was asked of others, restricted, kept, advised."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from griffie.application.views.sealed import words_in
from griffie.domain import record
from griffie.domain.events import (
    BreachSuspected,
    ComplaintRecorded,
    CourtActionRecorded,
    DpoAdviceRecorded,
    JointControllerInformed,
    MediationRecorded,
    MinorAssessed,
    NoRequestFound,
    ProcessorHeard,
    RequestForwarded,
    RestrictionUseRecorded,
    SearchAsked,
    SearchCompleted,
)
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.values import Sealed
from griffie.domain.record import Entrusted, Owed, Restricted
from griffie.domain.rights_request import RightsRequest

Shown = dict[str, Any]
Words = Mapping[Sealed, Any] | None


def account_shown(request: RightsRequest, on: date, words: Words) -> Shown:
    minor, finding = record.minor(request), record.finding(request)
    return {
        "tasks": [task_shown(task, on, words) for task in record.tasks(request)],
        "duties": [duty_shown(duty, on, words) for duty in record.duties(request)],
        "restrictions": [restriction_shown(one, words) for one in record.restrictions(request)],
        "legal_hold": hold_shown(record.hold(request)) if request.held else None,
        "reminders": [one._asdict() for one in request.reminded],
        "missed": [one._asdict() for one in request.missed],
        "minor": minor_shown(minor, words) if minor else None,
        "finding": finding_shown(request, finding, words) if finding else None,
    } | {
        name: [
            {field: getattr(event, field) for field in fields} | {"words": words_in(event, words)}
            for event in request.kept_events
            if isinstance(event, kind)
        ]
        for name, (kind, fields) in AS_RECORDED.items()
    }


AS_RECORDED: dict[str, tuple[type[KeptEvent], tuple[str, ...]]] = {
    "restriction_uses": (RestrictionUseRecorded, ("ground", "used_on")),
    "mediations": (MediationRecorded, ("dossier", "opened_on")),
    "court_actions": (CourtActionRecorded, ("notified_on",)),
    "dpo_advice": (DpoAdviceRecorded, ("followed", "recorded_on")),
    "joint_controllers": (JointControllerInformed, ("party", "informed_on")),
    "forwarded_to": (RequestForwarded, ("party", "forwarded_on")),
    "suspected_breaches": (BreachSuspected, ("aware_on",)),
    "complaints_received": (ComplaintRecorded, ("authority", "received_on")),
}
"""Facts that are shown as they were recorded: which event, and its fields in clear."""


def task_shown(task: Entrusted, on: date, words: Words) -> Shown:
    asked, heard = task.asked, task.heard
    return {
        "kind": task.kind,
        "whom": task.whom,
        "state": task.standing(on),
        "asked_on": asked.recorded_on,
        "due_on": asked.due_on,
        "assignee": asked.assignee if isinstance(asked, SearchAsked) else None,
        "done_on": heard.heard_on
        if isinstance(heard, ProcessorHeard)
        else heard and heard.recorded_on,
        "result": heard.result if isinstance(heard, SearchCompleted) else None,
        "words": words_in(asked, words) | (words_in(heard, words) if heard else {}),
    }


def duty_shown(duty: Owed, on: date, words: Words) -> Shown:
    given = duty.given
    return {
        "kind": duty.kind,
        "authority": duty.asked.authority,
        "dossier": duty.asked.dossier,
        "state": duty.standing(on),
        "received_on": duty.asked.received_on,
        "due_on": duty.asked.due_on,
        "done_on": getattr(given, "answered_on", None) or getattr(given, "reported_on", None),
        "words": words_in(duty.asked, words),
    }


def restriction_shown(one: Restricted, words: Words) -> Shown:
    applied, announced, lifted = one
    return {
        "ground": applied.ground,
        "systems": applied.systems,
        "provisional": applied.provisional,
        "applied_on": applied.applied_on,
        "lift_announced_on": announced and announced.sent_on,
        "lifted_on": lifted and lifted.lifted_on,
        "words": words_in(lifted, words) if lifted else {},
    }


def hold_shown(because: list[KeptEvent]) -> Shown:
    return {
        "since": because[0].recorded_on if because else None,
        "because": [event.TOPIC for event in because],
    }


def minor_shown(minor: MinorAssessed, words: Words) -> Shown:
    return {
        "age_band": minor.age_band,
        "result": minor.result,
        "assessed_on": minor.recorded_on,
        "words": words_in(minor, words),
    }


def finding_shown(request: RightsRequest, finding: NoRequestFound, words: Words) -> Shown:
    standing = request.dismissed
    return {
        "ground": finding.ground,
        "state": "proposed" if standing and standing.proposed_by else "found",
        "found_on": finding.recorded_on,
        "informed_on": standing and standing.informed_on,
        "words": words_in(finding, words),
    }
