"""The law, as this engine knows it: rights, grounds, citations, words in four languages."""

from typing import Annotated, Any

from fastapi import APIRouter, Path

from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import PROBLEMS
from griffie.api.http.problems import RequestRefusedError
from griffie.api.http.shapes.request import LawShown, WordsShown
from griffie.domain.law import GROUNDS, Language, Provision, Right
from griffie.domain.law.catalogue import text, words

router = APIRouter(prefix="/api/v1/law", tags=["law"], route_class=StrictRoute)


@router.get("", response_model=LawShown, responses={422: PROBLEMS[422]})
async def law() -> dict[str, Any]:
    """Every right, what fulfils or limits it, and what that is called."""
    return {"rights": [right_shown(right) for right in Right]}


@router.get(
    "/{provision:path}",
    response_model=WordsShown,
    responses={404: PROBLEMS[404], 422: PROBLEMS[422]},
)
async def provision(
    provision: Annotated[str, Path(max_length=60, description="For example `gdpr/17/3/e`.")],
) -> dict[str, Any]:
    """One provision: how it is cited, what it says, what it is called here."""
    try:
        return provision_shown(provision)
    except (LookupError, ValueError):
        detail = "There is no such provision in this engine's law."
        raise RequestRefusedError(404, "unknown", "Unknown", detail) from None


def right_shown(right: Right) -> dict[str, Any]:
    grounds = [ground for kind in GROUNDS for ground in kind if right in ground.rights]
    return {
        "right": right,
        **provision_shown(str(right.provision)),
        "words": in_four(words(right)),
        "grounds": [provision_shown(ground) for ground in grounds],
    }


def provision_shown(written: str) -> dict[str, Any]:
    """Raises LookupError or ValueError for what is no provision of ours."""
    known = found(words, written)
    if written.startswith("fact/"):
        if known is None:
            raise LookupError
        return {"provision": written, "citation": {}, "words": known, "text": None}
    cited = Provision.parse(written)
    wording = found(text, cited)
    if known is None and wording is None:
        raise LookupError
    citation = {language.value: cited.cite(language) for language in Language}
    return {"provision": written, "citation": citation, "words": known, "text": wording}


def found(catalogue: Any, key: Any) -> dict[str, str] | None:
    try:
        return in_four(catalogue(key))
    except LookupError:
        return None


def in_four(said: Any) -> dict[str, str]:
    return {language.value: getattr(said, language.value) for language in Language}
