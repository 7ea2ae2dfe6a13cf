"""One click to be left alone: a button for people, and the POST of RFC 8058 for mail programs.

Opening the address changes nothing: programs that check links open every one of them.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from griffie.api.http.guard import engine_of
from griffie.api.portal.rendering import render, speech_for
from griffie.api.portal.route import UNCOUNTED, PortalRoute
from griffie.application.intake.withdrawals import Withdrawal
from griffie.application.portal.unsubscribe import PATH, unsubscribe, withdrawal_of
from griffie.application.requests.requests import UnknownRequestError

router = APIRouter(route_class=PortalRoute, include_in_schema=False)

Link = Annotated[str, Path(max_length=2000)]


def _asked(http: Request, link: str) -> Withdrawal:
    """What the link asks. Raises UnknownRequestError (404)."""
    said = withdrawal_of(engine_of(http).links, link)
    if said is None:
        raise UnknownRequestError
    return said


@router.get(PATH + "{link}")
def ask(http: Request, link: Link) -> Response:
    """The button."""
    _asked(http, link)
    return render(http, "unsubscribe.html", speech_for(http), done=False)


@router.post(PATH + "{link}", max_body_size=UNCOUNTED)
def stop(http: Request, link: Link) -> Response:
    """Take it in. What is in the body says nothing: `List-Unsubscribe=One-Click`, or a button."""
    unsubscribe(engine_of(http), _asked(http, link))
    return render(http, "unsubscribe.html", speech_for(http), done=True)
