"""The address of the stream that tells a page that requests changed meanwhile."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import StreamingResponse

from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.sign_in import NotSignedInError, account_or_none
from griffie.api.http.beside_the_loop import in_thread
from griffie.api.http.guard import engine_of
from griffie.api.http.live import LiveChanges, Watching
from griffie.api.http.refusal_record import remember_account
from griffie.api.http.routes.lists import entered_by_filter
from griffie.application.access.roles import Account

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_SENT = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""Nobody in between keeps it, or waits until more has come together."""


async def quiet_account(http: Request) -> Account:
    """A dependency: the account of the session, which is not prolonged. Raises NotSignedInError.

    A page that is left open is no use of a session: after an hour it ends all the same.
    """
    found = await in_thread(http, lambda: account_or_none(http, used=False), writes=False)
    if found is None:
        raise NotSignedInError("/")
    return remember_account(http, found)


@router.get("/live")
async def live(
    http: Request,
    account: Annotated[Account, Depends(quiet_account)],
    since: Annotated[int, Query(ge=0, le=2**53)] = 0,
    last: Annotated[str | None, Header(alias="Last-Event-ID", max_length=20)] = None,
) -> Response:
    """Requests that changed since a position of the log; a browser that asks again says which."""
    changes: LiveChanges = http.app.state.live
    entered_by = entered_by_filter(account)
    changes.check_for_room(account)
    known = int(last) if last and last.isascii() and last.isdecimal() else since
    watching = Watching(account, entered_by, lambda: account_or_none(http, used=False) == account)
    newest = await in_thread(http, engine_of(http).history.newest, writes=False)
    return StreamingResponse(
        changes.told(watching, min(known, newest)), media_type="text/event-stream", headers=_SENT
    )
