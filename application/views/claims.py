"""One right that was invoked: how it stands, what was done, what it costs, who must be told."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from griffie.application.views.sealed import words_in
from griffie.domain import record
from griffie.domain.events import RecipientNotificationOmitted
from griffie.domain.model.event import ENVELOPE, KeptEvent
from griffie.domain.model.values import Sealed
from griffie.domain.record import Costs, Settled
from griffie.domain.request.claim import Claim
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.deed import DeedRecorded

Shown = dict[str, Any]
Words = Mapping[Sealed, Any] | None


def claims_shown(request: RightsRequest, on: date, words: Words) -> list[Shown]:
    about = record.about(request)
    return [
        claim_shown(request, claim, on) | accounted(claim, about.get(right, []), words)
        for right, claim in request.claims.items()
    ]


def claim_shown(request: RightsRequest, claim: Claim, on: date) -> Shown:
    deadline = request.deadline_of(claim)
    return {
        "right": claim.right,
        "provision": str(claim.right.provision),
        "status": claim.status,
        "ground": claim.ground,
        "purposes": claim.purposes,
        "categories": claim.categories,
        "informed": claim.informed_on is not None,
        "informed_on": claim.informed_on,
        "deadline": {
            "due_on": deadline.term.due_on,
            "strict_due_on": deadline.term.strict_due_on,
            "state": deadline.standing(on),
        },
        "announced": [{"purpose": purpose, "announced_on": on} for purpose, on in claim.announced],
        "exceptions": [exempted._asdict() for exempted in claim.exceptions],
        "recipients_to_tell": record.untold(claim),
    }


def accounted(claim: Claim, noted: list[KeptEvent], words: Words) -> Shown:
    """What was done for a right, what it costs, and how each recipient was settled."""
    costs = record.fee(noted)
    return {
        "deeds": [deed_shown(deed, words) for deed in record.deeds(noted)],
        "fee": fee_shown(costs, words) if costs else None,
        "recipients": [
            recipient_shown(recipient, settled, words)
            for recipient, settled in record.recipients(claim, noted)
        ],
    }


def deed_shown(deed: DeedRecorded, words: Words) -> Shown:
    sealed = words_in(deed, words)
    apart = {*ENVELOPE, "right", deed.ON, *sealed}
    clear = {name: value for name, value in deed if name not in apart and value is not None}
    on = getattr(deed, deed.ON)
    return {
        "deed": deed.deed,
        "on": on,
        "version": deed.originator_version,
        "details": clear,
        "words": sealed,
    }


def fee_shown(costs: Costs, words: Words) -> Shown:
    waived = words_in(costs.waived, words) if costs.waived else {}
    return {
        "state": costs.standing,
        "ground": costs.proposed.ground,
        "amount_cents": costs.proposed.amount_cents,
        "notified_on": costs.proposed.notified_on,
        "answered_on": costs.answered and costs.answered.on,
        "waived_on": costs.waived and costs.waived.recorded_on,
        "paid_on": costs.paid and costs.paid.paid_on,
        "words": words_in(costs.proposed, words) | waived,
    }


def recipient_shown(recipient: str, settled: Settled | None, words: Words) -> Shown:
    shown: Shown = {"recipient": recipient, "state": "to_tell", "on": None, "ground": None}
    if isinstance(settled, RecipientNotificationOmitted):
        shown |= {"state": "omitted", "on": settled.recorded_on, "ground": settled.ground}
    elif settled is not None:
        shown |= {"state": "told", "on": settled.notified_on}
    return shown | {"words": words_in(settled, words) if settled else {}}
