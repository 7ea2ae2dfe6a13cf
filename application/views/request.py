"""A request as it stands on a day: what is known of it, and what may be done with it."""

from datetime import date
from typing import Any

from griffie.application.access.roles import Account
from griffie.application.ports import Vault
from griffie.application.views.claims import claims_shown
from griffie.application.views.deadline import deadline_shown
from griffie.application.views.record import account_shown
from griffie.application.views.sealed import hint_for, opened, said
from griffie.application.views.steps import actions_shown
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest

Shown = dict[str, Any]


def show(
    request: RightsRequest, on: date, account: Account, vault: Vault, *, reveal: bool
) -> Shown:
    """The request, judged on a day, for somebody: what they may see, and what they may do."""
    words = opened(request, vault) if reveal else None
    return {
        "id": request.id,
        "reference": reference(request.id),
        "version": request.version,
        "as_of": on,
        "status": request.status,
        "outcome": request.outcome,
        "derived_from": derivation(request),
        "received_on": request.received_on,
        "channel": request.channel,
        "language": request.language,
        "handler": request.handler,
        "requester_hint": hint_for(request, account, vault),
        "requester": said(request.requester, words),
        "representative": said(request.representative, words),
        "message": words.get(request.message) if words and request.message else None,
        "personal_data": "erased" if request.erased else "kept",
        "identity": request.identity,
        "mandate": request.mandate,
        "claims": claims_shown(request, on, words),
        "execution": request.execution,
        "deadline": deadline_shown(request, request.deadline, on),
        "documents": request.documents,
        "links": [{"other": other, "relation": relation} for other, relation in request.links],
        "complaints": request.complaints,
        "profile": request.setting.profile,
        **account_shown(request, on, words),
        "actions": actions_shown(request, account),
    }


def derivation(request: RightsRequest) -> list[Shown]:
    if request.outcome is None:
        return []
    return [{"right": claim.right, "status": claim.status} for claim in request.claims.values()]
