"""What may be done next, for whom; or what forbids it, and why."""

from collections.abc import Collection
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from pydantic import Field

from griffie.application.access.roles import Account, Role, commands_for_role
from griffie.application.requests.commands import COMMANDS
from griffie.application.views.answer import AnswerModel
from griffie.application.views.parts import PARTS
from griffie.domain.law import Provision, Right
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.action import Action, actions

PATHS = tuple(command.step().path for command in COMMANDS)
NOT_YOURS = "your role may not do this"
REMEMBERED = 4096
"""Refusals in words that are kept: most requests are refused most steps in the same words."""


class Listed(StrEnum):
    """Which steps are listed with a request."""

    ALL = "all"
    ALLOWED = "allowed"
    """Those that may be taken now."""
    NONE = "none"


class Withheld(AnswerModel):
    right: Right
    type: str
    because: str


class ActionShown(AnswerModel):
    """What may be done next, and for which rights; or what forbids it, and why."""

    command: str
    allowed: bool
    rights: tuple[Right, ...] | None = None
    hint: str | None = None
    withheld: list[Withheld] | None = Field(
        default=None, description="Allowed for some rights: what forbids it for the others."
    )
    type: str | None = None
    because: str | None = None
    irregular: bool | None = Field(
        default=None,
        description="True where the deed, if it was done although this forbids it, can be recorded"
        " all the same: with the sentence `irregular`.",
    )


@cache
def problem_type(provision: Provision | None) -> str:
    """The law where it speaks; where it is silent, the state."""
    return f"/law/{provision}" if provision else "/problems/state"


def actions_shown(
    request: RightsRequest, account: Account, listed: Listed = Listed.ALL
) -> list[ActionShown]:
    """The steps, in the order of the commands, as they stand for this request and this account."""
    if listed is Listed.NONE:
        return []
    yours = _commands_of(account.role)
    shown = [_action_shown(action.step.path, action, yours) for action in actions(request)]
    return [one for one in shown if one.allowed] if listed is Listed.ALLOWED else shown


def actions_octets(request: RightsRequest, account: Account, listed: Listed) -> bytes:
    """The same as JSON: a part that is kept while what the rules read stands."""

    def made(one: RightsRequest) -> bytes:
        shown = actions_shown(one, account, listed)
        return _one_copy(b"[%b]" % b",".join(action.as_json() for action in shown))

    return PARTS.of(request, ("actions", account.role, listed), made)


@lru_cache(REMEMBERED)
def _one_copy(octets: bytes) -> bytes:
    """Octets that were seen before, so that a thousand requests share what is the same."""
    return octets


@cache
def _commands_of(role: Role) -> frozenset[str]:
    return frozenset(commands_for_role(role, PATHS))


def _action_shown(command: str, action: Action, yours: Collection[str]) -> ActionShown:
    if refused := action.forbidden:
        irregular = action.irregular and command in yours
        return _forbidden(
            command, problem_type(refused.provision), str(refused), irregular=irregular
        )
    if command not in yours:
        return _forbidden(command, "/problems/role", NOT_YOURS)
    if not action.hint and not action.withheld:
        return _allowed(command, action.rights)
    said: dict[str, Any] = {"hint": str(action.hint)} if action.hint else {}
    if action.withheld:
        said["withheld"] = [
            Withheld(right=right, type=problem_type(found.provision), because=str(found))
            for right, found in action.withheld
        ]
    return ActionShown(command=command, allowed=True, rights=action.rights, **said)


@lru_cache(REMEMBERED)
def _forbidden(command: str, kind: str, because: str, *, irregular: bool = False) -> ActionShown:
    said: dict[str, Any] = {"irregular": True} if irregular else {}
    return ActionShown(command=command, allowed=False, type=kind, because=because, **said)


@lru_cache(REMEMBERED)
def _allowed(command: str, rights: tuple[Right, ...]) -> ActionShown:
    return ActionShown(command=command, allowed=True, rights=rights)
