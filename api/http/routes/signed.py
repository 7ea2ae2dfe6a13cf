"""The address at which the controller's own site hands a request in for who is signed in there."""

from functools import partial

from fastapi import APIRouter, Request, Response

from griffie.api.http.guard import Receiver, engine_of
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import problem_responses
from griffie.api.words.own_site_words import signed_by_site
from griffie.application.portal.own_site import OwnSite
from griffie.application.requests.requests import UnknownRequestError
from griffie.application.views.signed_request import (
    SignedReceived,
    SignedRequest,
    receive_from_site,
)

router = APIRouter(prefix="/api/v1", route_class=StrictRoute)


@router.post(
    "/signed-requests",
    status_code=201,
    response_model=SignedReceived,
    responses=problem_responses(404, 409, 413, 422),
    tags=["requests"],
    summary="Receive a request of who is signed in at the own site",
    description=SignedRequest.__doc__,
    operation_id="receive_signed",
)
def receive_signed(http: Request, said: SignedRequest, account: Receiver) -> Response:
    """Receive it; its description in OpenAPI is that of the body."""
    engine = engine_of(http)
    site: OwnSite | None = http.app.state.own_site
    if site is None:
        raise UnknownRequestError
    method = partial(signed_by_site, engine.profile.languages.default, site.name)
    return json_response(receive_from_site(engine, site, said, account, method), 201)
