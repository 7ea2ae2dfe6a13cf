"""Who is asking, and may they: a bearer token, a role, and the table of roles."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from griffie.api.http.problems import RequestRefusedError, not_allowed, not_signed_in
from griffie.api.http.refusal_record import knocked, remember
from griffie.application.access.roles import Account, Permission, Reach, may, may_take
from griffie.application.access.trail import TOKEN
from griffie.application.engine import Engine
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.model.policy import OWN_IS_OPEN_FOR
from griffie.domain.rights_request import RightsRequest

bearer = HTTPBearer(auto_error=False, description="A token made with `griffie token create`.")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


def engine_of(http: Request) -> Engine:
    engine: Engine = http.app.state.engine
    return engine


async def signed_in(http: Request, credentials: Credentials) -> Account:
    if not credentials:
        raise not_signed_in()
    account = engine_of(http).access.account_of(credentials.credentials)
    if not account:
        knocked(engine_of(http), TOKEN)
        raise not_signed_in()
    return remember(http, account)


SignedIn = Annotated[Account, Depends(signed_in)]


def need(what: Permission) -> Callable[[Account], Awaitable[Account]]:
    """A dependency: somebody signed in whose role reaches this far at all."""

    async def needed(account: SignedIn) -> Account:
        if not may(account.role, what):
            raise not_allowed()
        return account

    return needed


Reader = Annotated[Account, Depends(need(Permission.READ_STATE))]
Lister = Annotated[Account, Depends(need(Permission.LISTS))]
Receiver = Annotated[Account, Depends(need(Permission.RECEIVE))]
Auditor = Annotated[Account, Depends(need(Permission.AUDIT))]


def taker(command: str) -> Callable[[Account], Awaitable[Account]]:
    """A dependency: somebody whose role may take this step. Asked before the body is read."""

    async def allowed(account: SignedIn) -> Account:
        if not may_take(account.role, command):
            raise not_allowed()
        return account

    return allowed


def may_read(account: Account, request: RightsRequest) -> None:
    """Whoever reads only their own is told nothing about the rest, not even that it exists."""
    if may(account.role, Permission.READ_STATE) is Reach.OWN and request.entered_by != account.id:
        raise UnknownRequestError


def may_reveal(account: Account, request: RightsRequest, now: datetime, reason: str | None) -> None:
    """Personal data are opened for case workers; briefly for who entered them; for a reason."""
    reach = may(account.role, Permission.REVEAL)
    if not reach:
        raise not_allowed()
    if reach is Reach.OWN_FOR_A_DAY and now - request.entered_at > OWN_IS_OPEN_FOR:
        raise not_allowed("Who entered a request sees its personal data for 24 hours.")
    if reach is Reach.WITH_REASON and not reason:
        raise RequestRefusedError(
            403, "reason", "A reason is needed", "State it in the header Reveal-Reason."
        )
