"""How letters look with the head and foot of the profile: a specimen, and the logo itself."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from griffie.api.console.desk.people_page import of_the_office
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.sign_in import SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.papers.letter import as_html, headers
from griffie.api.papers.letter.pdf import as_pdf
from griffie.application.letters.specimen import specimen
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.law import Language

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_ALONE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
}
"""An SVG that somebody opens by itself runs nothing and asks for nothing."""


@router.get("/letterhead/logo")
def logo(http: Request, account: SignedIn) -> Response:
    """The logo of the profile in force. Raises UnknownRequestError (404) where there is none."""
    del account
    found = engine_of(http).profile.letterhead.logo
    if found is None or not found.octets:
        raise UnknownRequestError
    return Response(found.octets, media_type=found.media_type, headers=_ALONE)


@router.get("/settings/letter", dependencies=[Depends(of_the_office)])
def shown(
    http: Request,
    language: Annotated[Language, Query()] = Language.NL,
    format: Annotated[Literal["html", "pdf"], Query()] = "html",  # noqa: A002 - as in the API
) -> Response:
    """A letter to nobody, as a page or as PDF."""
    engine = engine_of(http)
    letter = specimen(engine.profile, language, engine.today())
    ours = headers(letter.style.colour)
    if format == "pdf":
        named = {"Content-Disposition": 'inline; filename="letter.pdf"'}
        return Response(as_pdf(letter), media_type="application/pdf", headers=ours | named)
    return HTMLResponse(as_html(letter), headers=ours)
