"""A route of the portal: who sends too much waits, and every error is a page in plain words.

What was sent is repeated nowhere. Nothing is refused in a way from which one could learn whether
there is such a request.
"""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from anyio import to_thread
from eventsourcing.persistence import PersistenceError
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from griffie.api.http.addresses import counted_address
from griffie.api.http.beside_the_loop import beside_the_loop
from griffie.api.http.own_form import is_foreign
from griffie.api.portal.entrance import LARGEST, Entrance
from griffie.api.portal.rendering import render, speech_for
from griffie.api.words.names import msg
from griffie.application.disclosure import KeyErasedError
from griffie.application.portal.own_site import IdentityUsedError, OwnSite, UnbelievedIdentityError
from griffie.domain.errors import ConflictError, GriffieError, NotFoundError, TryAgainError, nearest
from griffie.domain.model.errors import BadInputError

log = logging.getLogger("griffie")

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
NEW = "/portal/new"
"""Where requests are made: counted before the form is read. Elsewhere a code is needed first."""
SIGNED = "/portal/signed"
"""Where the controller's own site sends who is signed in there: the one form from elsewhere."""
UNCOUNTED = 1 << 40
"""What an address says that it takes: the route itself counts, and answers with a page."""
_TOO_LARGE, _NOT_FOUND, _SLOW_DOWN, _BUSY, _BROKEN = 413, 404, 429, 503, 500
_SAID = {
    400: (
        msg("This cannot be read"),
        msg("Part of it is not in the form that is expected. Go back and try again."),
    ),
    401: (
        msg("This sign-in cannot be used"),
        msg(
            "Go back to the site where you are signed in and start there again. Or make your"
            " request here without it: then we may ask who you are."
        ),
    ),
    403: (msg("This form came from another site"), msg("Open the form here and send it again.")),
    404: (msg("Nothing here"), msg("There is no such page.")),
    409: (
        msg("Not possible now"),
        msg("This form was sent before with something else in it, or the data were erased."),
    ),
    413: (
        msg("Too much at once"),
        msg("A form takes 10 MB with its files. Leave a file out, or send it to us by e-mail."),
    ),
    429: (
        msg("A little slower, please"),
        msg("Much came from your network in a short time. Try again in a moment."),
    ),
    500: (
        msg("Something is wrong here"),
        msg("It is not your fault. Your request counts as well by e-mail or by post."),
    ),
    503: (
        msg("Busy, try again in a moment"),
        msg("We cannot take it in right now. Your request counts as well by e-mail or by post."),
    ),
}
_STATUSES: dict[type[Exception], int] = {
    GriffieError: _BROKEN,
    BadInputError: 400,
    UnbelievedIdentityError: 401,
    IdentityUsedError: 401,
    NotFoundError: _NOT_FOUND,
    ConflictError: 409,
    KeyErasedError: 409,
    TryAgainError: _BUSY,
    RequestValidationError: 400,
    PersistenceError: _BUSY,
}


def entrance_of(http: Request) -> Entrance:
    """How much the server of this message takes from strangers."""
    entrance: Entrance = http.app.state.entrance
    return entrance


def own_site_of(http: Request) -> OwnSite:
    """The site that may say who somebody is. Raises HTTPException (404) where there is none."""
    site: OwnSite | None = http.app.state.own_site
    if site is None:
        raise HTTPException(_NOT_FOUND)
    return site


def address_of(http: Request) -> str:
    """Under what the sender is counted. This machine is one address, as a proxy nobody named is."""
    return counted_address(http.client.host if http.client else "") or "here"


class PortalRoute(APIRoute):
    """A route whose work is done beside the event loop, once there is room for its form."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, beside_the_loop(endpoint), **options)

    def get_route_handler(self) -> Handler:
        answer = super().get_route_handler()

        async def guarded(http: Request) -> Response:
            posted = http.method == "POST"
            return await _in_words(http, _received(http, answer) if posted else answer(http))

        return guarded


async def _received(http: Request, answer: Handler) -> Response:
    """The answer to a form; before it is read, whether it comes from here and there is room."""
    if _from_elsewhere(http):
        return problem(http, 403)
    length = http.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > LARGEST:
        return problem(http, _TOO_LARGE)
    entrance, address = entrance_of(http), address_of(http)
    if http.url.path in {NEW, SIGNED}:
        wait = await to_thread.run_sync(entrance.forms.take, address)
        if wait:
            return problem(http, _SLOW_DOWN, wait)
    with entrance.reading(address) as room:
        if not room:
            return problem(http, _BUSY, 10)
        return await answer(Request(http.scope, _at_most(LARGEST, http.receive)))


def _from_elsewhere(http: Request) -> bool:
    """Whether a form comes from where no form of this address comes from.

    Who is signed in comes from the own site and from nowhere else: else another site could put its
    own person into the form of somebody who does not look.
    """
    site: OwnSite | None = http.app.state.own_site
    if http.url.path == SIGNED and site is not None:
        return http.headers.get("origin", site.origin) != site.origin
    return is_foreign(http)


def _at_most(octets: int, receive: Receive) -> Receive:
    """What comes of a body, until it is too large: then HTTPException (413) is raised."""
    taken = 0

    async def received() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > octets:
            raise HTTPException(_TOO_LARGE)
        return message

    return received


async def _in_words(http: Request, answered: Awaitable[Response]) -> Response:
    """The answer, or the page of what went wrong."""
    try:
        return await answered
    except HTTPException as refused:
        return problem(http, refused.status_code)
    except tuple(_STATUSES) as error:
        status = nearest(error, _STATUSES)
        if isinstance(error, UnbelievedIdentityError):
            log.warning("A signed identity is not believed: %s.", error)
        if status == _BROKEN:
            log.error("the portal: %s", type(error).__name__)  # noqa: TRY400 - no value in a log
        return problem(http, status, 10 if status == _BUSY else 0)


def problem(http: Request, status: int, again: int = 0) -> Response:
    """The page of an error; `again` is after how many seconds to try once more."""
    title, advice = _SAID.get(status, _SAID[400])
    speech = speech_for(http)
    response = render(
        http, "problem.html", speech, status=status, title=title, advice=advice, again=again
    )
    if again:
        response.headers["Retry-After"] = str(again)
    if status == _TOO_LARGE:
        response.headers["Connection"] = "close"  # what still comes is thrown away
    return response
