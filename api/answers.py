"""What a caller is shown: a request as it stands on a day, its words only on demand.

Plain values, written out once; `api.shapes` says what they look like.
"""

from base64 import b64encode
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from api.hint import forget_hint, hint, remembered_hint
from application.access import Account, Role, What, allowed_commands, may
from application.commands import COMMANDS
from application.disclosure import KeyErased
from application.ports import Line, Vault
from domain.deadlines import working_days
from domain.kernel import Frozen, Objection, Sealed
from domain.law import Provision
from domain.law.calendar import Calendar
from domain.reference import reference
from domain.request import RightsRequest
from domain.state import ARTICLE_19, Deadline
from domain.steps import Action, actions

Shown = dict[str, Any]

PATHS = tuple(command.STEP.replace("_", "-") for command in COMMANDS)
ORDER = {command.STEP: place for place, command in enumerate(COMMANDS)}
STEPS_AND_PATHS = tuple(zip((command.STEP for command in COMMANDS), PATHS, strict=True))


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
        "claims": [claim_shown(request, right, on) for right in request.claims],
        "execution": request.execution,
        "deadline": deadline_shown(request, request.deadline, on),
        "documents": request.documents,
        "links": [{"other": other, "relation": relation} for other, relation in request.links],
        "complaints": request.complaints,
        "profile": request.setting.profile,
        "actions": actions_shown(request, account),
    }


def opened(
    request: RightsRequest, vault: Vault, only: tuple[Sealed, ...] | None = None
) -> Mapping[Sealed, Any]:
    """What stands behind the digests; nothing, once it was erased. Raises KeyUnavailable."""
    if request.erased:
        return {}
    try:
        return vault.open(request.id, only)
    except KeyErased:
        return {}


def said(sealed: Frozen | None, words: Mapping[Sealed, Any] | None) -> dict[str, str] | None:
    if sealed is None or not words:
        return None
    found = {name: words[value] for name, value in sealed if value in words}
    capacity = getattr(sealed, "capacity", None)
    return (found | ({"capacity": capacity} if capacity else {})) or None


def hint_for(request: RightsRequest, account: Account, vault: Vault) -> str | None:
    known = request.requester.name or request.requester.email
    if request.erased and known:
        forget_hint(known)
    if not may(account.role, What.HINT) or request.erased or known is None:
        return None
    return remembered_hint(known, lambda: opened_hint(request, known, vault))


def opened_hint(request: RightsRequest, known: Sealed, vault: Vault) -> str | None:
    words = opened(request, vault, (known,))
    return hint({name: words[value] for name, value in request.requester if value in words})


def derivation(request: RightsRequest) -> list[Shown]:
    if request.outcome is None:
        return []
    return [{"right": claim.right, "status": claim.status} for claim in request.claims.values()]


def claim_shown(request: RightsRequest, right: Any, on: date) -> Shown:
    claim = request.claims[right]
    deadline = request.deadline_of(claim)
    return {
        "right": right,
        "provision": str(right.provision),
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
        "exceptions": [exempted._asdict() for exempted in claim.exceptions],
        "recipients_to_tell": [
            recipient
            for recipient in claim.recipients
            if right in ARTICLE_19 and recipient not in claim.recipients_settled
        ],
    }


def deadline_shown(request: RightsRequest, deadline: Deadline, on: date) -> Shown:
    term = deadline.term
    return {
        "state": deadline.standing(on),
        "due_on": term.due_on,
        "strict_due_on": term.strict_due_on,
        "first_month_ends_on": term.first_month_ends_on,
        "target_on": term.target_on,
        "extended": term.extended,
        "suspended_days": term.suspended_days,
        "met_strictly": deadline.met_strictly,
        "working_days_left": left(request, term.due_on, on),
        "policy": request.setting.policy,
        "calendar": request.setting.calendar,
        "trace": [
            {"rule": str(rule), "from": start, "to": end, "because": because}
            for rule, start, end, because in term.trace
        ],
    }


def left(request: RightsRequest, due_on: date, on: date) -> int:
    """Working days after today up to and including the last one; negative when it is past."""
    # Only days that the calendar knows: a date centuries ago would not be counted anyway.
    on = max(on, request.received_on - timedelta(days=1))
    return working_days_left(due_on, on, request.calendar)


@lru_cache(4096)
def working_days_left(due_on: date, on: date, days: Calendar) -> int:
    if on > due_on:
        return -working_days(due_on, on, days)
    return working_days(on, due_on, days)


def problem_type(provision: Provision | None) -> str:
    """The law where it speaks; where it is silent, the state."""
    return f"/law/{provision}" if provision else "/problems/state"


NOT_YOURS = "your role may not do this"


def actions_shown(request: RightsRequest, account: Account) -> list[Shown]:
    yours = commands_of(account.role)
    listed = {action.command: action for action in actions(request)}
    return [action_shown(path, listed[step], yours) for step, path in STEPS_AND_PATHS]


@cache
def commands_of(role: Role) -> frozenset[str]:
    return frozenset(allowed_commands(role, PATHS))


def action_shown(command: str, action: Action, yours: Collection[str]) -> Shown:
    if action.forbidden:
        return {"command": command, "allowed": False, **objection_shown(action.forbidden)}
    if command not in yours:
        return {
            "command": command,
            "allowed": False,
            "type": "/problems/role",
            "because": NOT_YOURS,
        }
    shown: Shown = {"command": command, "allowed": True, "rights": action.rights}
    if action.hint:
        shown["hint"] = str(action.hint)
    if action.withheld:
        shown["withheld"] = [
            {"right": right, **objection_shown(found)} for right, found in action.withheld
        ]
    return shown


def objection_shown(forbidden: Objection) -> Shown:
    return {"type": problem_type(forbidden.provision), "because": str(forbidden)}


def path(step: str) -> str:
    return step.replace("_", "-")


def event_shown(line: Line, words: Mapping[Sealed, Any] | None) -> Shown:
    """An event as it was stored, and its place in the log."""
    assert line.stored is not None
    shown: Shown = {
        "version": line.version,
        "type": line.topic,
        "schema": line.stored["schema"],
        "recorded_at": line.stored["at"],
        "actor": line.stored["actor"],
        "data": line.stored["data"],
        "entry_index": line.place,
        "entry_hash": b64encode(line.entry_hash).decode(),
        "event_hash": b64encode(line.event_hash).decode(),
    }
    if words is not None:
        digests = set(strings_in(line.stored["data"]))
        shown["revealed"] = {digest: words[digest] for digest in words if digest in digests}
    return shown


def strings_in(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings_in(one)
