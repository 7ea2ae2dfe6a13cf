"""The addresses of searches that a colleague without an account answers by a link."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request, Response

from griffie.api.http.guard import Reader, engine_of, may_read, may_take_step
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import REQUESTS, IfMatch, OnceOnly, RequestId, problem_responses
from griffie.api.http.routes.requests import state_response
from griffie.application.access.roles import Account
from griffie.application.sending.search_link import SearchToMail, mail_search, revoke_link
from griffie.application.views.request import RequestShown
from griffie.application.views.search_links import SearchLinksShown, link_shown
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.search_links import open_links

router = APIRouter(prefix=REQUESTS, tags=["requests"], route_class=StrictRoute)

Asking = Annotated[Account, Depends(may_take_step(RightsRequest.ask_search.path))]
Link = Annotated[UUID, Path(description="The id of the link, as the list of links names it.")]


@router.get(
    "/{request_id}/search-links",
    name="search-links",
    response_model=SearchLinksShown,
    responses=problem_responses(404, 422),
    summary="Links to searches",
)
def read_links(http: Request, request_id: RequestId, account: Reader) -> Response:
    """The links that still open a search: for which system and until when, not to whom."""
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    may_read(account, request)
    still = open_links(request, engine.today())
    return json_response(SearchLinksShown(items=[link_shown(one) for one in still]))


@router.post(
    "/{request_id}/search-links",
    name="mail-search",
    response_model=RequestShown,
    responses=problem_responses(404, 409, 412, 413, 422),
    summary="Ask a colleague by e-mail to search",
)
def mail(
    http: Request,
    request_id: RequestId,
    body: SearchToMail,
    account: Asking,
    once: OnceOnly,
    if_match: IfMatch = None,
) -> Response:
    """Send a colleague a link by which a search that was asked is answered, without an account.

    It opens until a day, for one answer: a result, words and files. 409 where no such search waits,
    or where the profile does not say from which address to send and where the portal is.
    """
    engine = engine_of(http)
    expected = int(if_match.strip('"')) if if_match else None
    done = mail_search(engine, request_id, body, account, expected=expected, once=once)
    return state_response(engine, done, account, once=once)


@router.post(
    "/{request_id}/search-links/{link}/revoke",
    name="revoke-search-link",
    response_model=RequestShown,
    responses=problem_responses(404, 409, 413, 422),
    summary="Take a link to a search back",
)
def revoke(http: Request, request_id: RequestId, link: Link, account: Asking) -> Response:
    """Let a link open nothing any more; a message with it that waits is not sent."""
    engine = engine_of(http)
    return state_response(engine, revoke_link(engine, request_id, link, account), account)
