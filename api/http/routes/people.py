"""The addresses of accounts and tokens: who I am, who my colleagues are, who may sign in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from griffie.api.http.guard import SignedIn, engine_of, need
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import problem_responses
from griffie.application.access.roles import Account, Permission, Role
from griffie.application.disclosure import Disclosure
from griffie.application.requests.commands import Day
from griffie.application.views.people import (
    Me,
    People,
    TokenMade,
    Tokens,
    made_shown,
    me_shown,
    people_shown,
    tokens_shown,
)
from griffie.domain.model.values import Account as AccountId

router = APIRouter(prefix="/api/v1", tags=["people"], route_class=StrictRoute)

Knows = Annotated[Account, Depends(need(Permission.COLLEAGUES))]
Admin = Annotated[Account, Depends(need(Permission.ADMIN))]
TokenId = Annotated[str, Path(pattern="^[0-9a-f]{12}$", description="The `id` of a token.")]
Named = Annotated[AccountId, Path(description="The `id` of an account.")]
_LAST_DAY = Field(default=None, description="The last day on which it is good, in Brussels.")


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Asked(_Said):
    """A token for somebody new (`role`, perhaps `name`), or another for an `account`."""

    role: Role | None = None
    name: Annotated[str, Field(max_length=200)] = ""
    account: AccountId | None = None
    expires_on: Day | None = _LAST_DAY

    @model_validator(mode="after")
    def somebody(self) -> "Asked":
        if (self.role is None) == (self.account is None):
            raise ValueError("either a role, for somebody new, or an account that exists")
        if self.account and self.name:
            raise ValueError("an account has its name already")
        return self


class Renewal(_Said):
    """Until when the new token is good; without a day it does not expire."""

    expires_on: Day | None = _LAST_DAY


class Joined(_Said):
    """Two accounts that are one person's, and how that is known."""

    account: AccountId
    other: AccountId
    reason: Disclosure


@router.get("/me", response_model=Me, responses=problem_responses(422))
def me(http: Request, account: SignedIn) -> Response:
    """Who I am: the account, its name and its role."""
    return json_response(me_shown(account, engine_of(http).access.name_of(account.id)))


@router.get("/people", response_model=People, responses=problem_responses(422))
def people(http: Request, _: Knows) -> Response:
    """Who stands behind the accounts in the history."""
    directory = engine_of(http).directory
    return json_response(people_shown(directory.people(), directory.same_person))


@router.delete(
    "/people/{account_id}",
    status_code=204,
    response_class=Response,
    responses=problem_responses(404, 422),
)
def end_account(http: Request, admin: Admin, account_id: Named) -> Response:
    """End an account for good, with its tokens and sessions. What it did stays. It is recorded."""
    engine = engine_of(http)
    engine.directory.end_account(account_id, engine.now(admin))
    return Response(status_code=204)


@router.post("/people/join", response_model=People, responses=problem_responses(404, 413, 422))
def join(http: Request, admin: Admin, said: Joined) -> Response:
    """Record that two accounts are one person's: where four eyes are asked they count as one.

    It holds for whatever is approved from now on, and is never taken back.
    """
    engine = engine_of(http)
    engine.directory.join(said.account, said.other, said.reason, engine.now(admin))
    return json_response(people_shown(engine.directory.people(), engine.directory.same_person))


@router.get("/tokens", response_model=Tokens, responses=problem_responses(422))
def tokens(http: Request, _: Admin) -> Response:
    """Every token that was ever made, with the sessions that are open. No token itself."""
    directory = engine_of(http).directory
    return json_response(tokens_shown(directory.tokens(), directory.people()))


@router.post(
    "/tokens", status_code=201, response_model=TokenMade, responses=problem_responses(404, 413, 422)
)
def make(http: Request, admin: Admin, said: Asked) -> Response:
    """Make a token, for somebody new or for an account. It is shown this once, and recorded."""
    engine = engine_of(http)
    now = engine.now(admin)
    if said.account:
        made = engine.directory.give(said.account, said.expires_on, now)
    else:
        assert said.role is not None
        made = engine.directory.create(said.role, said.name, said.expires_on, now)
    return json_response(made_shown(made), 201)


@router.post(
    "/tokens/{token_id}/renew",
    status_code=201,
    response_model=TokenMade,
    responses=problem_responses(404, 413, 422),
)
def renew(http: Request, admin: Admin, token_id: TokenId, said: Renewal) -> Response:
    """End a token and make another for the same account. It is shown this once, and recorded."""
    engine = engine_of(http)
    return json_response(
        made_shown(engine.directory.renew(token_id, said.expires_on, engine.now(admin))), 201
    )


@router.delete(
    "/tokens/{token_id}",
    status_code=204,
    response_class=Response,
    responses=problem_responses(404, 422),
)
def revoke(http: Request, admin: Admin, token_id: TokenId) -> Response:
    """End a token, and at once every session that it opened. It is recorded."""
    engine = engine_of(http)
    engine.directory.revoke(token_id, engine.now(admin))
    return Response(status_code=204)


@router.delete(
    "/tokens/{token_id}/sessions",
    status_code=204,
    response_class=Response,
    responses=problem_responses(404, 422),
)
def end_sessions(http: Request, admin: Admin, token_id: TokenId) -> Response:
    """Sign out every browser that used a token; the token stays. It is recorded."""
    engine = engine_of(http)
    engine.directory.end_sessions(token_id, engine.now(admin))
    return Response(status_code=204)
