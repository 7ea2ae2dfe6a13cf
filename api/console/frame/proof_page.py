"""Who is signed in shows once more who they are, with what they signed in with.

Asked before much is opened, handed out or erased (`Proved`, `require_proof`). Whoever comes from a
form that was sent goes back to its page and sends it again: nothing of it is kept meanwhile.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.frame import passkeys
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.provider_routes import provider_of
from griffie.api.console.frame.rendering import render_page
from griffie.api.console.frame.sign_in import (
    FromHere,
    SignedIn,
    local_address,
    origin_of,
    set_proof_cookie,
)
from griffie.api.http.guard import engine_of
from griffie.api.http.refusal_record import count_failed_sign_in
from griffie.application.access.roles import Account
from griffie.application.access.sign_in import Next
from griffie.application.access.trail import SIGN_IN

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_MOST = 500
Typed = Annotated[str, Form(max_length=_MOST)]


@router.get("/proof")
def ask_proof(http: Request, account: SignedIn, next: str = "/") -> Response:  # noqa: A002
    """The ways in which this account can show who uses it."""
    return _page(http, account, next)


@router.post("/proof", dependencies=[FromHere])
def take_proof(  # noqa: PLR0917 - what the form says
    http: Request,
    account: SignedIn,
    password: Typed = "",
    token: Typed = "",
    ticket: passkeys.Ticket = "",
    said: passkeys.Said = "",
    back: Annotated[str, Form(alias="next", max_length=_MOST)] = "/",
) -> Response:
    """Go on where it was asked, for ten minutes; what is not right is counted: 422."""
    engine = engine_of(http)
    if said:
        right = passkeys.confirm(http, account, ticket, said).next
    elif token.strip():
        shown = engine.access.account_of(token.strip())
        right = Next.IN if shown and shown.id == account.id else Next.WRONG
    else:
        right = engine.sign_in.confirm(account, password, origin_of(http)).next
    if right is not Next.IN:
        count_failed_sign_in(engine, SIGN_IN)
        return _page(http, account, back, 429 if right is Next.WAIT else 422, wrong=right.value)
    response = RedirectResponse(local_address(back), 303)
    set_proof_cookie(http, response)
    return response


def _page(
    http: Request, account: Account, back: str, status: int = 200, *, wrong: str = ""
) -> Response:
    engine, provider = engine_of(http), provider_of(http)
    linked = provider and engine.provider_accounts.of_account(account.id)
    return render_page(
        http,
        "frame/proof.html",
        account,
        status=status,
        back=local_address(back),
        wrong=wrong,
        passkey=passkeys.question(http, account),
        password=engine.credentials.password_of(account.id) is not None,
        token=any(
            one.account_id == account.id and one.revoked_at is None
            for one in engine.directory.tokens()
        ),
        provider=provider.name if provider and linked else "",
    )
