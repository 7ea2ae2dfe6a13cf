"""The table of roles: who may do what. The API checks it, and lists of steps follow it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What an account is for; it never changes."""

    INTAKE = "intake"
    HANDLER = "handler"
    DPO = "dpo"
    AUDITOR = "auditor"
    REPORTER = "reporter"
    ADMIN = "admin"


class Account(NamedTuple):
    """A member of staff who signed in: `u-7k3f9q2m`. The name stands in the directory only."""

    id: str
    role: Role
    token_id: str
    scope: str = ""
    """Of a token that opens a part of what the role may: see `scopes`. Empty: all of it."""


OPERATOR = Account("u-operator", Role.DPO, "")
"""Who uses the command line on the machine. Its acts are recorded as those of `u-operator`."""

PORTAL = Account("u-portal", Role.INTAKE, "")
"""Whoever asks something through the portal, where nobody signs in. `u-portal` is no account."""

OUTBOX = Account("u-outbox", Role.INTAKE, "")
"""What sends messages by itself. `u-outbox` is no account."""

COLLEAGUE = Account("u-colleague", Role.INTAKE, "")
"""Whoever answers a search by a link, without an account: the link says who was asked."""


class Permission(StrEnum):
    """The kinds of thing that an account may be allowed to do."""

    RECEIVE = "receive"
    MESSAGES = "messages"
    """Which messages wait, without their words."""
    COMMAND = "command"
    DPO_COMMAND = "dpo_command"
    READ_STATE = "read_state"
    HINT = "hint"
    LISTS = "lists"
    SEARCH = "search"
    """For a person: by name, address or number."""
    BOARD = "board"
    REVEAL = "reveal"
    AUDIT = "audit"
    REPORTS = "reports"
    COLLEAGUES = "colleagues"
    OFFICE = "office"
    """Who works here and how the office is set up: to read it."""
    ADMIN = "admin"


class Reach(StrEnum):
    """How far a permission goes."""

    ALL = "all"
    OWN = "own"
    """Only what this account entered."""
    OWN_FOR_A_DAY = "own_for_a_day"
    """Only what this account entered, within 24 hours of its recording."""
    WITH_REASON = "with_reason"
    """Everything, for a reason that is stated and recorded."""
    FIGURES = "figures"
    """Numbers, no requests."""


INTAKE, HANDLER, DPO, AUDITOR, REPORTER, ADMIN = Role
_HANDLERS = {HANDLER: Reach.ALL, DPO: Reach.ALL}

TABLE: Mapping[Permission, Mapping[Role, Reach]] = {
    Permission.RECEIVE: {INTAKE: Reach.ALL, **_HANDLERS},
    Permission.MESSAGES: {INTAKE: Reach.ALL, **_HANDLERS, AUDITOR: Reach.ALL},
    Permission.COMMAND: _HANDLERS,
    Permission.DPO_COMMAND: {DPO: Reach.ALL},
    Permission.READ_STATE: dict.fromkeys(Role, Reach.ALL) | {INTAKE: Reach.OWN},
    Permission.HINT: {INTAKE: Reach.OWN, **_HANDLERS},
    Permission.LISTS: {INTAKE: Reach.OWN, **_HANDLERS, AUDITOR: Reach.ALL},
    Permission.SEARCH: {INTAKE: Reach.OWN, **_HANDLERS, AUDITOR: Reach.WITH_REASON},
    Permission.BOARD: {**_HANDLERS, AUDITOR: Reach.ALL, REPORTER: Reach.FIGURES},
    Permission.REVEAL: {INTAKE: Reach.OWN_FOR_A_DAY, **_HANDLERS, AUDITOR: Reach.WITH_REASON},
    Permission.AUDIT: {DPO: Reach.ALL, AUDITOR: Reach.ALL},
    Permission.REPORTS: {**_HANDLERS, AUDITOR: Reach.ALL, REPORTER: Reach.ALL},
    Permission.COLLEAGUES: {**_HANDLERS, AUDITOR: Reach.ALL, ADMIN: Reach.ALL},
    Permission.OFFICE: {DPO: Reach.ALL, ADMIN: Reach.ALL},
    Permission.ADMIN: {ADMIN: Reach.ALL},
}

DPO_COMMANDS = frozenset(
    {
        "approve-finding",
        "approve-merging",
        "approve-omission",
        "approve-refusal",
        "approve-withdrawal",
        "correct-miss",
        "correct-receipt",
        "erase-copies",
        "erase-personal-data",
        "place-hold",
        "record-order",
        "release-hold",
        "rule-out-breach",
    }
)


def may(role: Role, what: Permission | str) -> Reach | None:
    """How far a permission of this role goes; none, which is false, where it has none."""
    return TABLE[Permission(what)].get(role)


def may_take(role: Role, command: str) -> bool:
    """Whether this role may take a step, named as in its path, such as `extend-deadline`."""
    return bool(
        may(role, Permission.DPO_COMMAND if command in DPO_COMMANDS else Permission.COMMAND)
    )


def commands_for_role(role: Role, commands: Iterable[str]) -> tuple[str, ...]:
    """Those of these commands (as in their paths) that the role may take, in the same order."""
    return tuple(command for command in commands if may_take(role, command))
