"""The list of keys, and the switch for those of one letter, kept in a cookie of this browser."""

from itertools import groupby
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.frame.keys import KEYS_COOKIE, OFF, PLACES, keys_for
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import A_YEAR, render_page, single_keys
from griffie.api.console.frame.sign_in import FromHere, SignedIn, secure

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/keys")
def show_keys(http: Request, account: SignedIn) -> Response:
    """Which key does what, for who may go there."""
    ordered = sorted(keys_for(account.role), key=lambda one: PLACES.index(one.place))
    groups = [(place, list(keys)) for place, keys in groupby(ordered, key=lambda one: one.place)]
    single = single_keys(http)
    return render_page(http, "frame/keys.html", account, groups=groups, single=single)


@router.post("/keys", dependencies=[FromHere])
def switch_keys(
    http: Request, _: SignedIn, single: Annotated[Literal["yes", "no"], Form()] = "no"
) -> Response:
    """Turn keys of one letter on or off in this browser."""
    response = RedirectResponse("/keys", 303)
    if single == "yes":
        response.delete_cookie(KEYS_COOKIE, path="/")
    else:
        response.set_cookie(
            KEYS_COOKIE,
            OFF,
            max_age=A_YEAR,
            path="/",
            httponly=True,
            samesite="lax",
            secure=secure(http),
        )
    return response
