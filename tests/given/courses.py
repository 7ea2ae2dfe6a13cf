"""Whole requests as bodies of commands, and what one person proposes and another approves."""

from typing import Any

Said = dict[str, Any]


Steps = list[tuple[str, Said, str]]


DAY, LATER = "2026-03-06", "2026-05-04"


WORDS = "Zoals besproken."


ACCESS, ERASURE, PORTABILITY = {"right": "access"}, {"right": "erasure"}, {"right": "portability"}


RECTIFICATION, OBJECTION = {"right": "rectification"}, {"right": "objection"}


MARKETING, CONSENT = {"right": "direct_marketing_objection"}, {"right": "consent_withdrawal"}


AUTOMATED = {"right": "automated_decision"}


CRM, DOSSIER, HOST = {"system": "crm"}, {"dossier": "dos-2026-1"}, {"party": "host-1"}


PROCESSOR = {"processor": "host-1"}


FEE = {"ground": "gdpr/12/5/excessive", "amount_cents": 2500}


FEE |= {"demonstration": WORDS, "notified_on": DAY}


CONTESTED = {"ground": "gdpr/18/1/a"}


BY_EMAIL = {"sent_on": DAY, "channel": "email"}


FROM_GBA = DOSSIER | {"authority": "gba", "received_on": DAY, "due_on": LATER}


COURSES: dict[str, tuple[list[Said], Steps]] = {
    "fees": (
        [ACCESS, ERASURE],
        [
            ("propose-fee", ACCESS | FEE, "FeeProposed"),
            ("decline-fee", ACCESS | {"on": DAY}, "FeeDeclined"),
            ("waive-fee", ACCESS | {"reason": WORDS}, "FeeWaived"),
            ("propose-fee", ERASURE | FEE, "FeeProposed"),
            ("accept-fee", ERASURE | {"on": DAY}, "FeeAccepted"),
            ("record-payment", ERASURE | {"paid_on": DAY}, "FeePaid"),
        ],
    ),
    "mandate": (
        [ACCESS],
        [
            (
                "assess-minor",
                {"age_band": "13_to_15", "result": "is_represented", "reason": WORDS},
                "MinorAssessed",
            ),
            (
                "name-representative",
                {"representative": {"name": WORDS, "capacity": "lawyer"}, "came_forward_on": DAY},
                "RepresentativeNamed",
            ),
            ("ask-mandate", {"question": WORDS, "asked_on": DAY}, "MandateAsked"),
            ("verify-mandate", {"method": WORDS, "verified_on": DAY}, "MandateVerified"),
            ("reject-mandate", {"reason": WORDS}, "MandateRejected"),
        ],
    ),
    "tasks": (
        [ACCESS],
        [
            ("ask-search", CRM | {"assignee": "u-9", "due_on": LATER}, "SearchAsked"),
            ("complete-search", CRM | {"result": "none", "note": WORDS}, "SearchCompleted"),
            ("ask-processor", PROCESSOR | {"question": WORDS, "due_on": LATER}, "ProcessorAsked"),
            ("hear-processor", PROCESSOR | {"answer": WORDS, "heard_on": DAY}, "ProcessorHeard"),
            ("inform-joint-controller", HOST | {"informed_on": DAY}, "JointControllerInformed"),
        ],
    ),
    "restriction": (
        [{"right": "restriction"}],
        [
            (
                "apply-restriction",
                CONTESTED | {"systems": ["crm"], "provisional": True, "applied_on": DAY},
                "RestrictionApplied",
            ),
            (
                "record-restriction-use",
                {"ground": "gdpr/18/2/claims", "explanation": WORDS, "used_on": DAY},
                "RestrictionUseRecorded",
            ),
            (
                "inform",
                BY_EMAIL | {"kind": "restriction_lift", "rights": ["restriction"]},
                "RequesterInformed",
            ),
            (
                "lift-restriction",
                CONTESTED | {"reason": WORDS, "lifted_on": DAY},
                "RestrictionLifted",
            ),
        ],
    ),
    "portability": (
        [PORTABILITY],
        [
            (
                "find-transmission-infeasible",
                PORTABILITY | {"reason": WORDS, "found_on": DAY},
                "TransmissionFoundInfeasible",
            ),
            (
                "transmit-data",
                PORTABILITY | {"format": "json", "target": WORDS, "transmitted_on": DAY},
                "DataTransmitted",
            ),
            (
                "deliver-copy",
                PORTABILITY | {"format": "csv", "channel": "email", "delivered_on": DAY},
                "CopyDelivered",
            ),
        ],
    ),
    "rectification": (
        [RECTIFICATION],
        [
            (
                "rectify-data",
                RECTIFICATION | CRM | {"fields": ["birth", "name"], "rectified_on": DAY},
                "DataRectified",
            ),
            (
                "append-statement",
                RECTIFICATION | CRM | {"statement": WORDS, "appended_on": DAY},
                "StatementAppended",
            ),
        ],
    ),
    "erasure": (
        [ERASURE],
        [
            (
                "defer-erasure",
                ERASURE | CRM | {"reason": WORDS, "deferred_on": DAY, "until": "2026-06-30"},
                "ErasureDeferred",
            ),
            ("erase-data", ERASURE | CRM | {"proof": WORDS, "erased_on": DAY}, "DataErased"),
            (
                "inform-public-controllers",
                ERASURE | {"who": WORDS, "measures": WORDS, "informed_on": DAY},
                "PublicControllersInformed",
            ),
        ],
    ),
    "objection": (
        [OBJECTION, MARKETING, CONSENT],
        [
            ("stop-marketing", MARKETING | {"stopped_on": DAY}, "MarketingStopped"),
            ("record-suppression", MARKETING | CRM | {"suppressed_on": DAY}, "SuppressionRecorded"),
            (
                "stop-processing",
                CONSENT | {"purposes": ["newsletter"], "stopped_on": DAY},
                "ProcessingStopped",
            ),
            (
                "propagate-withdrawal",
                CONSENT | {"recipients": ["mailer"], "told_on": DAY},
                "WithdrawalPropagated",
            ),
            (
                "record-announcement",
                OBJECTION | {"purpose": "loyalty", "announced_on": "2026-02-20"},
                "AnnouncementRecorded",
            ),
            (
                "perform-balancing",
                OBJECTION | {"interests": WORDS, "prevails": "controller", "performed_on": DAY},
                "BalancingPerformed",
            ),
            (
                "apply-exception",
                OBJECTION | {"ground": "gdpr/21/1/compelling", "necessity": WORDS},
                "ExceptionApplied",
            ),
        ],
    ),
    "automated decision": (
        [AUTOMATED],
        [
            (
                "perform-human-review",
                AUTOMATED
                | {"outcome": "upheld", "view": WORDS, "reasons": WORDS, "reviewed_on": DAY},
                "HumanReviewPerformed",
            ),
            (
                "apply-exception",
                AUTOMATED | {"ground": "gdpr/22/2/a", "necessity": WORDS},
                "ExceptionApplied",
            ),
        ],
    ),
    "no request": (
        [],
        [
            (
                "find-no-request",
                {"ground": "fact/not_controller", "reason": WORDS},
                "NoRequestFound",
            ),
            ("forward-request", HOST | {"consent": WORDS, "forwarded_on": DAY}, "RequestForwarded"),
            ("inform", BY_EMAIL | {"kind": "answer", "rights": []}, "RequesterInformed"),
            ("close", {}, "RequestClosed"),
        ],
    ),
    "oversight": (
        [ACCESS],
        [
            (
                "record-dpo-advice",
                {"advice": WORDS, "followed": False, "why_not": WORDS},
                "DpoAdviceRecorded",
            ),
            ("record-inquiry", FROM_GBA, "InquiryRecorded"),
            ("answer-inquiry", DOSSIER | {"answered_on": DAY}, "InquiryAnswered"),
            ("record-order", FROM_GBA | {"content": WORDS}, "OrderRecorded"),
            ("report-order-done", DOSSIER | {"reported_on": DAY}, "OrderReportedDone"),
            ("release-hold", {"reason": WORDS}, "HoldReleased"),
            ("place-hold", {"reason": WORDS}, "HoldPlaced"),
            ("record-mediation", DOSSIER | {"opened_on": DAY}, "MediationRecorded"),
            (
                "record-court-action",
                {"court": WORDS, "reference": WORDS, "notified_on": DAY},
                "CourtActionRecorded",
            ),
            ("suspect-breach", {"facts": WORDS, "aware_on": DAY}, "BreachSuspected"),
        ],
    ),
}


REFUSE = ERASURE | {"ground": "gdpr/12/5/unfounded", "demonstration": WORDS}


NOTHING = {"ground": "fact/not_a_request", "reason": WORDS}


APPROVALS: list[tuple[list[Said], Steps]] = [
    (
        [ERASURE],
        [("refuse", REFUSE, "RefusedAsUnfounded"), ("approve-refusal", ERASURE, "RefusalApproved")],
    ),
    (
        [],
        [
            ("find-no-request", NOTHING, "NoRequestFound"),
            ("approve-finding", {}, "FindingApproved"),
        ],
    ),
]


TRIED = {step for _, steps in [*COURSES.values(), *APPROVALS] for step, *_ in steps}
