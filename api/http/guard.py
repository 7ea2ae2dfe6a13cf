"""Who asks, and what they may do: a bearer token, its role, and the table of roles."""

import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from griffie.api.http.beside_the_loop import in_thread
from griffie.api.http.problems import RequestRefusedError, not_allowed_error, not_signed_in_error
from griffie.api.http.refusal_record import count_failed_sign_in, remember_account
from griffie.application.access.purposes import Stated, Why, stated
from griffie.application.access.roles import Account, Permission, Reach, may, may_take
from griffie.application.access.scopes import Scope, lets_in
from griffie.application.access.trail import TOKEN
from griffie.application.engine import Engine
from griffie.application.intake.settling import message_of
from griffie.application.register.find_request import NAMED, find_request
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.model.policy import OWN_IS_OPEN_FOR
from griffie.domain.rights_request import RightsRequest

bearer = HTTPBearer(auto_error=False, description="A token made with `griffie token create`.")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


def engine_of(http: Request) -> Engine:
    """The engine of the application that received this request."""
    engine: Engine = http.app.state.engine
    return engine


async def require_account(http: Request, credentials: Credentials) -> Account:
    """A dependency: the account of the bearer token. Raises RequestRefusedError (401).

    Of one message it is asked once, before its body is read.
    """
    known: Account | None = getattr(http.state, "account", None)
    if known:
        return known
    if not credentials:
        raise not_signed_in_error()
    account = engine_of(http).access.account_of(credentials.credentials)
    if not account:
        engine = engine_of(http)
        await in_thread(http, partial(count_failed_sign_in, engine, TOKEN), writes=True)
        raise not_signed_in_error()
    remember_account(http, account)
    if account.scope:
        stay_in_scope(http, account)
    return account


def stay_in_scope(http: Request, account: Account) -> None:
    """Raises RequestRefusedError (403) where a token with a scope does not open this address."""
    route = getattr(http.scope.get("route"), "path", "")
    reveals = http.query_params.get("reveal", "false") != "false"
    if not lets_in(Scope(account.scope), http.method, route, reveals=reveals):
        raise not_allowed_error("This token is good for less than its role.")


SignedIn = Annotated[Account, Depends(require_account)]


def need(what: Permission) -> Callable[[Account], Awaitable[Account]]:
    """A dependency: an account with at least a part of this permission.

    Raises RequestRefusedError.
    """

    async def needed(account: SignedIn) -> Account:
        if not may(account.role, what):
            raise not_allowed_error()
        return account

    return needed


Reader = Annotated[Account, Depends(need(Permission.READ_STATE))]
Lister = Annotated[Account, Depends(need(Permission.LISTS))]
Seeker = Annotated[Account, Depends(need(Permission.SEARCH))]
CaseWorker = Annotated[Account, Depends(need(Permission.COMMAND))]
Overseer = Annotated[Account, Depends(need(Permission.BOARD))]
Receiver = Annotated[Account, Depends(need(Permission.RECEIVE))]
Auditor = Annotated[Account, Depends(need(Permission.AUDIT))]


def may_take_step(command: str) -> Callable[[Account], Awaitable[Account]]:
    """A dependency: an account that may take this step. It is asked before the body is read."""

    async def allowed(account: SignedIn) -> Account:
        if not may_take(account.role, command):
            raise not_allowed_error()
        return account

    return allowed


def may_read(account: Account, request: RightsRequest) -> None:
    """Raises UnknownRequestError for an account that reads only what it entered."""
    if may(account.role, Permission.READ_STATE) is Reach.OWN and request.entered_by != account.id:
        raise UnknownRequestError


def readable_request(engine: Engine, account: Account, named: str) -> UUID:
    """The id of a request by its id or reference, for who may read it. Raises LookupError."""
    found = find_request(engine.named, named)
    may_read(account, engine.requests.load(found))
    return found


def see_what_is_named(http: Request, account: Account) -> None:
    """Raises UnknownRequestError where the address names a request that this account cannot read.

    UnknownMessageError where it names a message of the inbox that is not there. What is wrong with
    what was sent is not said before that.
    """
    named, engine = http.path_params.get("request_id", ""), engine_of(http)
    if re.fullmatch(NAMED, named):  # else that is what is malformed
        may_read(account, engine.requests.load(find_request(engine.named, named)))
    with suppress(ValueError, KeyError):  # no id, or none that could be one: that is malformed
        message_of(engine, UUID(str(http.path_params["message_id"])))


def may_reveal(account: Account, request: RightsRequest, now: datetime, why: Why) -> None:
    """Raises RequestRefusedError (403) unless this account may open the personal data now.

    Handlers may; who entered the request, for 24 hours; an auditor, with a reason.
    """
    reach = may(account.role, Permission.REVEAL)
    if not reach:
        raise not_allowed_error()
    if reach is Reach.OWN_FOR_A_DAY and now - request.entered_at > OWN_IS_OPEN_FOR:
        raise not_allowed_error("Who entered a request sees its personal data for 24 hours.")
    if reach is Reach.WITH_REASON and not why.reason:
        raise no_reason_error()


def no_reason_error() -> RequestRefusedError:
    """403: who may look for a reason gave none."""
    detail = "State it in the header Reveal-Reason."
    return RequestRefusedError(403, "reason", "A reason is needed", detail)


def may_search(account: Account, why: Why) -> Stated:
    """What is recorded of a search for a person, where this account may search.

    Raises RequestRefusedError (403): it lists no requests, or must say why; BadInputError (422).
    """
    reach = may(account.role, Permission.SEARCH)
    if not reach:
        raise not_allowed_error("Your role lists no requests.")
    if reach is Reach.WITH_REASON and not why.reason:
        raise no_reason_error()
    return stated(account, why)
