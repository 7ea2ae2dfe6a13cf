"""The first page of the portal: the language, then what one can do. And what is not there."""

from fastapi import APIRouter, Request, Response

from griffie.api.portal.rendering import render, speech_for
from griffie.api.portal.route import PortalRoute, problem
from griffie.domain.law import Language

router = APIRouter(route_class=PortalRoute, include_in_schema=False)


@router.get("/portal")
def home(http: Request) -> Response:
    """Without a language, the four to choose from; with one, what one can do."""
    chosen = http.query_params.get("lang", "") in set(Language)
    return render(http, "home.html", speech_for(http), chosen=chosen)


@router.get("/portal/{rest:path}")
def nothing(http: Request, rest: str) -> Response:
    """What the portal does not know is not here, and leads nowhere else."""
    del rest
    return problem(http, 404)
