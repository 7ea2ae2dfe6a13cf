"""The addresses for signing in to the console, with a password or a token, and for signing out."""

from math import ceil
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.desk.problems import of_bad_input
from griffie.api.console.frame import passkeys
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.qr import factor_address, qr_of
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import (
    FromHere,
    account_or_none,
    end_session,
    local_address,
    origin_of,
    set_device_cookie,
    set_session_cookie,
)
from griffie.api.http.guard import engine_of
from griffie.api.http.refusal_record import count_failed_sign_in, count_sign_in
from griffie.application.access.accounts import TOKEN_PREFIX
from griffie.application.access.lost_factor import ended_by_others
from griffie.application.access.password_rules import check_typed_twice
from griffie.application.access.sign_in import Next, Outcome
from griffie.application.access.trail import SIGN_IN
from griffie.domain.model.errors import BadInputError

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_MOST = 500

Ticket = Annotated[str, Form(max_length=2_000)]
Back = Annotated[str, Form(alias="next", max_length=_MOST)]
Typed = Annotated[str, Form(max_length=_MOST)]


@router.get("/login")
def login(http: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """The form to sign in. A person who is signed in already is sent on."""
    if account_or_none(http):
        return RedirectResponse(local_address(next), 303)
    return first_page(http, next)


@router.post("/login", dependencies=[FromHere])
def sign_in(
    http: Request,
    token: Annotated[str, Form(max_length=200)] = "",
    name: Typed = "",
    password: Typed = "",
    back: Back = "/",
) -> Response:
    """Begin with a token, or with a name and a password; what is not right is counted: 401."""
    engine = engine_of(http)
    # A browser that remembers passwords may put one in the field for a token as well.
    if not name.strip() or token.strip().startswith(TOKEN_PREFIX):
        cookie = engine.access.open_session(token.strip())
        return (
            _in(http, cookie, back) if cookie else say_wrong(http, back, Next.WRONG, of_token=True)
        )
    return _answer(http, engine.sign_in.begin(name, password, origin_of(http)), back)


@router.post("/login/passkey", dependencies=[FromHere])
def sign_in_with_passkey(
    http: Request, ticket: passkeys.Ticket, said: passkeys.Said = "", back: Back = "/"
) -> Response:
    """Sign in with what a device showed: no password and no code beside it."""
    outcome = passkeys.enter(http, ticket, said)
    if outcome.next is Next.WRONG:
        count_failed_sign_in(engine_of(http), SIGN_IN)
        return first_page(http, back, status=401, wrong="passkey")
    return _answer(http, outcome, back)


@router.post("/login/code", dependencies=[FromHere])
def give_code(http: Request, ticket: Ticket, code: Typed = "", back: Back = "/") -> Response:
    """The second step, where the account has a second factor."""
    outcome = engine_of(http).sign_in.give_code(ticket, code, origin_of(http))
    if outcome.next is Next.WRONG:
        count_failed_sign_in(engine_of(http), SIGN_IN)
        return _step_page(http, outcome._replace(next=Next.CODE), back, status=401, wrong="code")
    return _answer(http, outcome, back)


@router.post("/login/password", dependencies=[FromHere])
def choose_password(
    http: Request, ticket: Ticket, password: Typed = "", again: Typed = "", back: Back = "/"
) -> Response:
    """A password of one's own, in the place of a one-time password."""
    try:
        check_typed_twice(password, again)
        outcome = engine_of(http).sign_in.choose_password(ticket, password, origin_of(http))
    except BadInputError as error:
        why = of_bad_input(error, speech_for(http))["password"]
        here = Outcome(Next.PASSWORD, ticket)
        return _step_page(http, here, back, status=422, wrong="password", why=why)
    return _answer(http, outcome, back)


@router.post("/login/factor", dependencies=[FromHere])
def set_factor(http: Request, ticket: Ticket, code: Typed = "", back: Back = "/") -> Response:
    """A second factor, where the role must have one; its recovery codes are shown, this once."""
    outcome = engine_of(http).sign_in.set_factor(ticket, code, origin_of(http))
    if outcome.next is Next.FACTOR:
        return _step_page(http, outcome, back, status=422, wrong="code")
    return _answer(http, outcome, back)


@router.post("/logout", dependencies=[FromHere])
def sign_out(http: Request) -> Response:
    """Close the session, and show the sign-in page."""
    response = RedirectResponse("/login", 303)
    end_session(http, response)
    return response


def _answer(http: Request, outcome: Outcome, back: str) -> Response:
    """The next page of somebody who signs in, or the page from which they came."""
    if outcome.next is Next.IN:
        return _in(http, outcome.cookie, back, outcome)
    if outcome.next in {Next.WRONG, Next.WAIT, Next.AGAIN}:
        return say_wrong(http, back, outcome.next, wait=outcome.wait)
    return _step_page(http, outcome, back)


def _in(http: Request, cookie: str, back: str, outcome: Outcome | None = None) -> Response:
    engine = engine_of(http)
    count_sign_in(engine)
    account = engine.access.account_of_session(cookie) if outcome else None
    if account and ended_by_others(engine, account.id, engine.now(account)):
        back = "/me"  # which says so first
    response: Response = RedirectResponse(local_address(back), 303)
    if outcome and outcome.recovery_codes:
        codes = outcome.recovery_codes
        page = "frame/recovery_codes.html"
        response = render_page(http, page, None, back=local_address(back), codes=codes)
    set_session_cookie(http, response, cookie)
    if outcome and outcome.device:
        set_device_cookie(http, response, outcome.device)
    return response


def say_wrong(
    http: Request, back: str, why: Next, *, wait: float = 0.0, of_token: bool = False
) -> Response:
    """The first page again, with what is wrong. Nobody learns whether a name exists."""
    if why is Next.WAIT:
        seconds = ceil(wait)
        page = first_page(http, back, status=429, wrong="wait", minutes=ceil(seconds / 60))
        page.headers["Retry-After"] = str(seconds)
        return page
    if why is Next.AGAIN:
        return first_page(http, back, status=401, wrong="again")
    if why is Next.AWAY:
        return first_page(http, back, status=503, wrong=why.value)
    count_failed_sign_in(engine_of(http), SIGN_IN)
    if why in {Next.REFUSED, Next.NO_ROLE}:
        return first_page(http, back, status=401, wrong=why.value)
    return first_page(http, back, status=401, wrong="token" if of_token else "password")


def first_page(
    http: Request, back: str, status: int = 200, *, wrong: str = "", minutes: int = 0
) -> Response:
    """The page on which signing in begins; `wrong` says what went wrong before."""
    provider = http.app.state.provider
    return render_page(
        http,
        "frame/login.html",
        None,
        status=status,
        back=local_address(back),
        wrong=wrong,
        minutes=minutes,
        passwords=engine_of(http).credentials.anybody,
        provider=provider.name if provider else "",
        passkey=passkeys.question(http),
    )


def _step_page(
    http: Request, outcome: Outcome, back: str, *, status: int = 200, wrong: str = "", why: str = ""
) -> Response:
    address = factor_address(http, outcome.sign_in_name, outcome.secret) if outcome.secret else ""
    return render_page(
        http,
        "frame/login_step.html",
        None,
        status=status,
        step=outcome.next.value,
        ticket=outcome.ticket,
        name=outcome.sign_in_name,
        secret=" ".join(outcome.secret[at : at + 4] for at in range(0, len(outcome.secret), 4)),
        qr=qr_of(address, speech_for(http)) if address else "",
        back=local_address(back),
        wrong=wrong,
        why=why,
    )
