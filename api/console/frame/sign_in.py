"""Who reads a page: a session in a cookie, opened with a token or a password.

No token and no password stands in a URL.
"""

import re
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request, Response

from griffie.api.http.addresses import counted_address
from griffie.api.http.guard import engine_of
from griffie.api.http.own_form import is_foreign
from griffie.api.http.problems import RequestRefusedError, not_allowed_error
from griffie.api.http.refusal_record import remember_account
from griffie.application.access.proof import PROOF_LASTS
from griffie.application.access.roles import Account, Permission, may
from griffie.application.access.sign_in import DEVICE_LASTS, Origin
from griffie.domain.errors import GriffieError

_LOCAL = re.compile(r"/(?![/\\])[A-Za-z0-9/._~?&=%-]*")


class NotSignedInError(GriffieError):
    """Nobody is signed in. The answer leads to the sign-in page, and from there back."""

    code = "signed-out"
    sentence = "Nobody is signed in"
    remedy = "sign in"

    def __init__(self, back: str) -> None:
        super().__init__()
        self.where = f"/login?next={quote(back, safe='')}" if back != "/" else "/login"


class NotProvedError(NotSignedInError):
    """Who is signed in must show once more who they are. The answer leads to where that is done."""

    code = "not-proved"
    sentence = "Who is signed in must show once more who they are"
    remedy = "show it, then do it again"

    def __init__(self, back: str) -> None:
        super().__init__(back)
        self.where = f"/proof?next={quote(back, safe='')}"


def session_name(*, secured: bool) -> str:
    """The name of the session cookie. With `__Host-` only this host can set it, over HTTPS."""
    return "__Host-griffie" if secured else "griffie"


def _cookie_name(http: Request) -> str:
    return session_name(secured=secure(http))


def secure(http: Request) -> bool:
    """Whether the page was asked for over HTTPS."""
    return http.url.scheme == "https"


def require_account(http: Request) -> Account:
    """A dependency: the account of the session, asked once a message. Raises NotSignedInError."""
    known: Account | None = getattr(http.state, "account", None)
    if known:
        return known
    if account := account_or_none(http):
        # What is recorded after this, the page that is drawn may not show: see `frame/live.html`.
        http.state.position = engine_of(http).history.newest()
        return remember_account(http, account)
    back = http.url.path + (f"?{http.url.query}" if http.url.query else "")
    raise NotSignedInError(back if http.method == "GET" else "/")


def account_or_none(http: Request, *, used: bool = True) -> Account | None:
    """The account of the session; None where nobody is signed in.

    The session is `used`, and so lasts longer, unless a page asks by itself.
    """
    cookie = http.cookies.get(_cookie_name(http), "")
    return engine_of(http).access.account_of_session(cookie, used=used) if cookie else None


def require_auditor(account: "SignedIn") -> Account:
    """A dependency: an account that may audit. Raises RequestRefusedError (403)."""
    if not may(account.role, Permission.AUDIT):
        raise not_allowed_error()
    return account


def is_proved(http: Request) -> bool:
    """Whether somebody showed at most ten minutes ago, in this session, who they are."""
    cookie, ticket = (http.cookies.get(name(http), "") for name in (_cookie_name, _proof_name))
    return engine_of(http).proofs.holds(cookie, ticket)


def require_proof(http: Request) -> None:
    """A dependency: somebody showed at most ten minutes ago who they are. Raises NotProvedError.

    From a form, the way back is the page on which it stands.
    """
    require_account(http)
    if is_proved(http):
        return
    path = http.url.path
    if http.method != "GET":
        path = local_address(urlsplit(http.headers.get("referer", "")).path)
    raise NotProvedError(path)


Proved = Depends(require_proof)

SignedIn = Annotated[Account, Depends(require_account)]
Auditing = Annotated[Account, Depends(require_auditor)]


def require_own_form(http: Request) -> None:
    """A dependency: refuses a form of another site. Raises RequestRefusedError (403).

    SameSite=Strict leaves such a form without a session already. Browsers say where a form comes
    from; a program that does not say so sends no cookie either.
    """
    if is_foreign(http):
        raise RequestRefusedError(
            403, "foreign", "Not from here", "This form was sent from another site."
        )


FromHere = Depends(require_own_form)


def local_address(address: str) -> str:
    """The address to go to after signing in: a path of ours; `/` for anything else."""
    return address if _LOCAL.fullmatch(address) else "/"


def set_session_cookie(http: Request, response: Response, cookie: str) -> None:
    """Give the browser the session of who just showed who they are.

    The server decides how long it holds.
    """
    response.set_cookie(
        _cookie_name(http), cookie, path="/", httponly=True, samesite="strict", secure=secure(http)
    )
    set_proof_cookie(http, response, cookie)


def set_proof_cookie(http: Request, response: Response, cookie: str = "") -> None:
    """Say that who uses a session just showed who they are; without a cookie, that of `http`."""
    cookie = cookie or http.cookies.get(_cookie_name(http), "")
    response.set_cookie(
        _proof_name(http),
        engine_of(http).proofs.given(cookie),
        max_age=PROOF_LASTS,
        path="/",
        httponly=True,
        samesite="strict",
        secure=secure(http),
    )


def origin_of(http: Request) -> Origin:
    """From where somebody signs in: their address, and what this browser was given before."""
    address = counted_address(http.client.host) if http.client else None
    return Origin(address or "this machine", http.cookies.get(_device_name(http), ""))


def set_device_cookie(http: Request, response: Response, ticket: str) -> None:
    """Let the browser be known again when somebody signs in with it."""
    response.set_cookie(
        _device_name(http),
        ticket,
        max_age=DEVICE_LASTS,
        path="/",
        httponly=True,
        samesite="strict",
        secure=secure(http),
    )


def _proof_name(http: Request) -> str:
    return f"{_cookie_name(http)}-proof"


def _device_name(http: Request) -> str:
    return f"{_cookie_name(http)}-browser"


def end_session(http: Request, response: Response) -> None:
    """Close the session of this browser, and delete its cookie."""
    if cookie := http.cookies.get(_cookie_name(http)):
        engine_of(http).access.close_session(cookie)
    response.delete_cookie(
        _cookie_name(http), path="/", httponly=True, samesite="strict", secure=secure(http)
    )
