"""A search asked by e-mail of a colleague without an account: the form, and taking a link back."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.desk.entered import Entered, entered_text
from griffie.api.console.desk.mail_form import USUAL, attempt, mail_form, once_in, said_in
from griffie.api.console.desk.searches import Searches
from griffie.api.console.desk.searches_page import asking
from griffie.api.console.desk.step_page import Typed
from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.refusal_record import record_refusal
from griffie.application.access.roles import Account
from griffie.application.sending.search_link import SearchToMail, mail_search, revoke_link
from griffie.application.views import problem_type
from griffie.domain.model.errors import StepRefusedError

router = APIRouter(route_class=PageRoute, include_in_schema=False)

System = Annotated[str, Path(max_length=40)]

_TEXTS = ("colleague", "to", "until", "language", "words")
_UNPROCESSABLE = 422


@router.get("/requests/{reference}/searches/{system}/mail")
def open_form(http: Request, reference: Reference, system: System, account: SignedIn) -> Response:
    """The empty form."""
    asking(http, account)
    return _page(http, account, reference, system, {"shows": [*USUAL]}, {})


@router.post("/requests/{reference}/searches/{system}/mail", dependencies=[FromHere])
def send(
    http: Request, reference: Reference, system: System, account: SignedIn, entered: Typed
) -> Response:
    """Ask the colleague, and go back to the searches; or show the form again."""
    asking(http, account)
    engine = engine_of(http)
    request = request_of(engine, account, reference)

    def sent() -> Response:
        body = SearchToMail.model_validate({"system": system, **said_in(entered, _TEXTS)})
        once = once_in(http, account, entered)
        mail_search(engine, request.id, body, account, once=once)
        return RedirectResponse(f"/requests/{reference}/searches", 303)

    done = attempt(http, sent)
    if isinstance(done, Response):
        return done
    return _page(http, account, reference, system, entered, done)


@router.post("/requests/{reference}/searches/links/{link}", dependencies=[FromHere])
def take_back(http: Request, reference: Reference, link: UUID, account: SignedIn) -> Response:
    """Let a link open nothing any more. One that opens nothing already stays so."""
    asking(http, account)
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    try:
        revoke_link(engine, request.id, link, account)
    except StepRefusedError as refused:
        record_refusal(http, problem_type(refused.provision))
    return RedirectResponse(f"/requests/{reference}/searches", 303)


def _page(  # noqa: PLR0917 - whose form, and what became of it
    http: Request,
    account: Account,
    reference: str,
    system: str,
    entered: Entered,
    errors: Mapping[str, str],
) -> Response:
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    page = Searches(engine, request, account, speech_for(http))
    name = next((one.name for one in page.lines if one.code == system), system)
    until = entered_text(entered, "until") or page.day.isoformat()
    return render_page(
        http,
        "desk/search_mail.html",
        account,
        status=_UNPROCESSABLE if errors else 200,
        reference=reference,
        system=system,
        name=name,
        form=mail_form(http, _TEXTS, {**entered, "until": [until]}, errors),
    )
