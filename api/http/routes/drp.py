"""The addresses of the Data Rights Protocol, for the business that is asked.

What is not believed is answered 403 without a body (§2.05.1); what is believed and cannot be done,
400 with code, message and `fatal` (§3.06).
"""

import logging
from collections.abc import Callable, Coroutine
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from griffie.api.http.guard import Credentials, engine_of
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.problems import name_problem
from griffie.application.drp.exercise import Drp, asked_after, exercise, revoke, set_up_key
from griffie.application.drp.message import Agent, BadDrpError, StatusShown, UnbelievedMessageError
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.errors import NotFoundError, UnusableInputError

log = logging.getLogger("griffie.drp")

LARGEST = 64 << 10
"""Octets of a message."""
_BAD, _FORBIDDEN, _NOT_FOUND = 400, 403, 404


class DrpRoute(StrictRoute):
    """A route whose refusals are those of the protocol."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handled(http: Request) -> Response:
            try:
                return await handle(http)
            except UnbelievedMessageError as error:
                name_problem(http, error)
                log.warning("A message of an agent is not believed: %s.", error)
                return Response(status_code=_FORBIDDEN, headers={"Cache-Control": "no-store"})
            except NotFoundError as error:
                return _refused(http, _NOT_FOUND, error.sentence, error)
            except UnusableInputError as error:
                return _refused(http, _BAD, str(error), error)
            except RequestValidationError:
                return _refused(http, _BAD, BadDrpError.sentence, BadDrpError())

        return handled


def _refused(http: Request, status: int, message: str, error: Exception) -> Response:
    name_problem(http, error)
    said = {"code": str(status), "message": message, "fatal": status == _BAD}
    return JSONResponse(said, status, {"Cache-Control": "no-store"})


def drp_here(http: Request) -> Drp:
    """The protocol as it is set up. Raises UnknownRequestError (404) where it is not."""
    here: Drp | None = http.app.state.drp
    if here is None:
        raise UnknownRequestError
    return here


def agent_of(http: Request, credentials: Credentials) -> Agent:
    """The agent whose bearer token was sent. Raises UnbelievedMessageError (403)."""
    return drp_here(http).agent_of_token(credentials.credentials if credentials else "")


async def _octets(http: Request) -> bytes:
    return await http.body()


# Its document is the specification of the protocol.
router = APIRouter(prefix="/api/drp/v1", route_class=DrpRoute, include_in_schema=False)

From = Annotated[Agent, Depends(agent_of)]
Signed = Annotated[bytes, Depends(_octets)]


def _shown(said: StatusShown) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(said.octets(), headers=headers, media_type="application/json")


@router.post("/agent/{agent_id}", max_body_size=LARGEST)
def set_up(http: Request, agent_id: str, body: Signed) -> Response:
    """Give an agent that signed its name a bearer token."""
    drp = drp_here(http)
    token = set_up_key(engine_of(http), drp, agent_id, body)
    return JSONResponse({"agent-id": agent_id, "token": token})


@router.get("/agent/{agent_id}")
def information(agent_id: str, agent: From) -> Response:
    """Whether the bearer token is good, and is that of this agent."""
    if agent.id != agent_id:
        raise UnbelievedMessageError("agent")
    return JSONResponse({})


@router.post("/data-rights-request", max_body_size=LARGEST)
@router.post("/data-rights-request/", max_body_size=LARGEST)
def bring(http: Request, agent: From, body: Signed) -> Response:
    """Take in what a person asks through an agent."""
    return _shown(exercise(engine_of(http), drp_here(http), agent, body))


@router.get("/data-rights-request/{drp_request}")
def status(http: Request, agent: From, drp_request: UUID) -> Response:
    """How a request stands that this agent brought."""
    return _shown(asked_after(engine_of(http), agent, drp_request))


@router.delete("/data-rights-request/{drp_request}", max_body_size=LARGEST)
def take_back(http: Request, agent: From, drp_request: UUID, body: Signed) -> Response:
    """The person asks no longer."""
    return _shown(revoke(engine_of(http), agent, drp_request, body))
