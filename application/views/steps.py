"""What may be done next, for whom; or what forbids it, and why."""

from collections.abc import Iterable, Iterator
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
from griffie.domain.steps.action import Action, Listing, actions, listing
from griffie.domain.steps.rule import Objection
from griffie.domain.steps.step import Hint

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
    if listed is Listed.NONE:  # then no rule is judged
        return []
    shown = _shown(actions(request), account.role, listed)
    return [_action_shown(action, yours=yours) for action, yours in shown]


def _shown(every: Iterable[Action], role: Role, listed: Listed) -> Iterator[tuple[Action, bool]]:
    """The steps that are listed, each with whether the role may take it."""
    if listed is Listed.NONE:
        return
    commands = _commands_of(role)
    for action in every:
        yours = action.step.path in commands
        if listed is Listed.ALL or (yours and not action.objection):
            yield action, yours


def actions_octets(request: RightsRequest, account: Account, listed: Listed) -> bytes:
    """The same as JSON: a part that is kept while what the rules read stands."""
    role = account.role

    def made(one: RightsRequest) -> bytes:
        known = listing(one)
        return _written(known, known.hints(one), role, listed)

    return PARTS.of(request, ("actions", role, listed), made)


@lru_cache(REMEMBERED)
def _written(known: Listing, hints: tuple[Hint | None, ...], role: Role, listed: Listed) -> bytes:
    """A list written out once: what the rules find of a thousand requests is often the same."""
    shown = _shown(known.actions(hints), role, listed)
    return b"[%b]" % b",".join([_octets(action, yours=yours) for action, yours in shown])


@cache
def _commands_of(role: Role) -> frozenset[str]:
    return frozenset(commands_for_role(role, PATHS))


def _octets(action: Action, *, yours: bool) -> bytes:
    """An action as JSON; what is forbidden is put into words and written out once."""
    if action.objection:
        irregular = action.irregular and yours
        return _forbidden_octets(action.step.path, action.objection, irregular=irregular)
    if yours and not action.hint and not action.withheld:
        return _allowed_octets(action.step.path, action.rights)
    return _action_shown(action, yours=yours).as_json()


def _action_shown(action: Action, *, yours: bool) -> ActionShown:
    command = action.step.path
    if action.objection:
        return _forbidden(command, action.objection, irregular=action.irregular and yours)
    if not yours:
        return _not_yours(command)
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
def _forbidden(command: str, objection: Objection, *, irregular: bool) -> ActionShown:
    refused = objection()
    said: dict[str, Any] = {"irregular": True} if irregular else {}
    kind = problem_type(refused.provision)
    return ActionShown(command=command, allowed=False, type=kind, because=str(refused), **said)


@lru_cache(REMEMBERED)
def _forbidden_octets(command: str, objection: Objection, *, irregular: bool) -> bytes:
    return _forbidden(command, objection, irregular=irregular).as_json()


@lru_cache(REMEMBERED)
def _allowed_octets(command: str, rights: tuple[Right, ...]) -> bytes:
    return _allowed(command, rights).as_json()


@cache
def _not_yours(command: str) -> ActionShown:
    kind = "/problems/role"
    return ActionShown(command=command, allowed=False, type=kind, because=NOT_YOURS)


@lru_cache(REMEMBERED)
def _allowed(command: str, rights: tuple[Right, ...]) -> ActionShown:
    return ActionShown(command=command, allowed=True, rights=rights)
