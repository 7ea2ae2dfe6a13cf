"""The page of a provision, in the language of the reader. It is open to everybody."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import account_or_none
from griffie.api.words.speech import first_up
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.law import Language, Provision
from griffie.domain.law.catalogue import heading, text

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/law/{provision:path}")
def law(http: Request, provision: Annotated[str, Path(max_length=60)]) -> Response:
    """A provision, its heading, and the article in which it stands. Unknown ones are not found."""
    speech = speech_for(http)
    try:
        asked = Provision.parse(provision)
        cited, wording = speech.cite(asked), text(asked)
    except (ValueError, LookupError):
        raise UnknownRequestError from None
    spoken = [one for one in (speech.language, *Language) if wording.said_in(one)]
    whole, named, name = Provision(asked.act, asked.article), heading(asked), ""
    with suppress(LookupError):
        name = first_up(speech.law(provision))
    shown = {
        "cited": cited,
        "heading": (named.said_in(speech.language) if named else "") or name,
        "said": (wording.said_in(spoken[0]) or "").split("\n"),
        "spoken": spoken[0].value,
        "source": wording.source,
        "whole": (speech.cite(whole), str(whole)) if whole != asked else None,
    }
    return render_page(http, "frame/law.html", account_or_none(http), **shown)
