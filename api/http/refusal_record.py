"""Records who was refused what, and counts failed sign-ins: see `application.access.trail`.

A refusal is the law's or the state's (409), or the role's (403). What cannot be read (422), what
came too late (412) and what is not there (404) is not recorded as a refusal. [P]
"""

import re
from contextlib import suppress
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from fastapi import Request
from starlette.types import Scope

from griffie.application.access.roles import Account, Role
from griffie.application.access.trail import SYSTEM
from griffie.application.clock_guard import ClockWrongError
from griffie.application.disclosure import KeyErasedError, KeyUnavailableError
from griffie.application.engine import Engine
from griffie.application.projections.making import ViewsBeingMadeError
from griffie.application.register.find_request import find_request
from griffie.application.requests.requests import ContentionError, UnknownRequestError
from griffie.domain.model.setting import Occasion

_CODE = re.compile("[a-z0-9_-]{1,40}")
_WHEN_IT_CANNOT_BE = (
    ContentionError,
    ClockWrongError,
    UnknownRequestError,
    KeyErasedError,
    KeyUnavailableError,
    ViewsBeingMadeError,
)
_NOBODY = Account(SYSTEM, Role.ADMIN, "")
"""The account under which failed sign-ins are counted: nobody is known then."""


def remember_account(http: Request, account: Account) -> Account:
    """Keep the account with its HTTP request, for a refusal that may follow.

    The connection is told that it is no stranger's any more: see `griffie.api.server`.
    """
    keep_account(http.scope, account)
    return account


def keep_account(scope: Scope, account: Account) -> None:
    """The same of a message that is not wrapped yet."""
    scope.setdefault("state", {})["account"] = account
    if told := (scope.get("extensions") or {}).get("griffie.signed_in"):
        told()


def remember_command(http: Request, command: str) -> None:
    """Keep which command an address asks for, where the name of its route does not say it."""
    http.state.command = command


def record_refusal(http: Request, problem: str) -> None:
    """Record a refusal before it is answered. If that fails, it is refused all the same.

    A store that can record nothing changes nothing and opens nothing either.
    """
    account = getattr(http.state, "account", None)
    command = getattr(http.state, "command", None) or http.scope["route"].name.replace("_", "-")
    if account is None or not _CODE.fullmatch(command):
        return
    engine: Engine = http.app.state.engine
    with suppress(PersistenceError, *_WHEN_IT_CANNOT_BE):
        request_id = _request_of_address(engine, http)
        engine.access_trail.record_refusal(request_id, command, problem, engine.now(account))


def _request_of_address(engine: Engine, http: Request) -> UUID | None:
    """The id of the request that the address names; None where it names none."""
    named = http.path_params
    if "reference" in named:
        return engine.named(named["reference"])
    return find_request(engine.named, named["request_id"]) if "request_id" in named else None


def count_failed_sign_in(engine: Engine, what: str) -> None:
    """Count a failed sign-in; `what` is with which means."""
    engine.access_trail.count_failed_sign_in(what, _occasion_of_nobody(engine))


def count_sign_in(engine: Engine) -> None:
    """Count that somebody signed in at the console; not who."""
    engine.access_trail.count_sign_in(_occasion_of_nobody(engine))


def record_counts(engine: Engine) -> None:
    """At the start and the end of a server: write down the failed sign-ins that were counted.

    Where the store is busy they wait for the next tick.
    """
    with suppress(PersistenceError):
        engine.access_trail.write_counts(_occasion_of_nobody(engine))


def _occasion_of_nobody(engine: Engine) -> Occasion:
    return engine.now(_NOBODY)
