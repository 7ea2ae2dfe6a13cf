"""What may be done next, for whom; or what forbids it, and why."""

from collections.abc import Collection
from functools import cache
from typing import Any

from griffie.application.access.roles import Account, Role, allowed_commands
from griffie.application.commands import COMMANDS
from griffie.domain.law import Provision
from griffie.domain.model.errors import StepRefusedError
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.step import Action, actions

Shown = dict[str, Any]

PATHS = tuple(command.step().path for command in COMMANDS)


def problem_type(provision: Provision | None) -> str:
    """The law where it speaks; where it is silent, the state."""
    return f"/law/{provision}" if provision else "/problems/state"


NOT_YOURS = "your role may not do this"


def actions_shown(request: RightsRequest, account: Account) -> list[Shown]:
    yours = commands_of(account.role)
    return [action_shown(action.step.path, action, yours) for action in actions(request)]


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


def objection_shown(forbidden: StepRefusedError) -> Shown:
    return {"type": problem_type(forbidden.provision), "because": str(forbidden)}
