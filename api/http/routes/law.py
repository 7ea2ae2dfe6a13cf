"""The addresses for the law as this engine knows it: rights, grounds, words in four languages."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import PROBLEMS
from griffie.api.http.problems import RequestRefusedError
from griffie.application.views.law import LawShown, WordsShown, law_shown, provision_shown

router = APIRouter(prefix="/api/v1/law", tags=["law"], route_class=StrictRoute)


@router.get("", response_model=LawShown, responses={422: PROBLEMS[422]})
async def law() -> Response:
    """Every right, what fulfils or limits it, and what that is called."""
    return json_response(law_shown())


@router.get(
    "/{provision:path}",
    response_model=WordsShown,
    responses={404: PROBLEMS[404], 422: PROBLEMS[422]},
)
async def provision(
    provision: Annotated[str, Path(max_length=60, description="For example `gdpr/17/3/e`.")],
) -> Response:
    """One provision: how it is cited, what it says, what it is called here."""
    try:
        return json_response(provision_shown(provision))
    except (LookupError, ValueError):
        detail = "There is no such provision in this engine's law."
        raise RequestRefusedError(404, "unknown", "Unknown", detail) from None
