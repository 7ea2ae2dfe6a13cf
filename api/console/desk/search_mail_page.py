"""A search asked by e-mail of a colleague without an account: the form, and taking a link back."""

import secrets
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from griffie.api.console.desk.entered import Entered, entered_text
from griffie.api.console.desk.problems import of_bad_input, of_validation
from griffie.api.console.desk.searches import Searches
from griffie.api.console.desk.searches_page import asking
from griffie.api.console.desk.step_form import KEY_BYTES, objection
from griffie.api.console.desk.step_page import Typed
from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.parameters import once_only
from griffie.api.http.refusal_record import record_refusal
from griffie.api.words.search_words import SHOWN
from griffie.application.access.roles import Account
from griffie.application.sending.search_link import SearchToMail, mail_search, revoke_link
from griffie.application.views import problem_type
from griffie.domain.law import Language
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.steps.search_links import ShownToSearch

router = APIRouter(route_class=PageRoute, include_in_schema=False)

System = Annotated[str, Path(max_length=40)]

_USUAL = (ShownToSearch.NAME.value, ShownToSearch.EMAIL.value)
_TEXTS = ("colleague", "to", "until", "language", "words")
_UNPROCESSABLE, _CONFLICT = 422, 409


@router.get("/requests/{reference}/searches/{system}/mail")
def open_form(http: Request, reference: Reference, system: System, account: SignedIn) -> Response:
    """The empty form."""
    asking(http, account)
    return _page(http, account, reference, system, {})


@router.post("/requests/{reference}/searches/{system}/mail", dependencies=[FromHere])
def send(
    http: Request, reference: Reference, system: System, account: SignedIn, entered: Typed
) -> Response:
    """Ask the colleague, and go back to the searches; or show the form again."""
    asking(http, account)
    engine, speech = engine_of(http), speech_for(http)
    request = request_of(engine, account, reference)
    said = {name: value for name in _TEXTS if (value := entered_text(entered, name))}
    try:
        body = SearchToMail.model_validate(
            {"system": system, "shows": tuple(entered.get("shows", ())), **said}
        )
    except ValidationError as wrong:
        errors = of_validation(wrong, speech)
        return _page(http, account, reference, system, entered, errors=errors)
    once = once_only(
        engine,
        account,
        http.url.path,
        entered_text(entered, "once") or None,
        repr(entered).encode(),
    )
    try:
        mail_search(engine, request.id, body, account, once=once)
    except BadInputError as wrong:
        errors = of_bad_input(wrong, speech)
        return _page(http, account, reference, system, entered, errors=errors)
    except StepRefusedError as refused:
        record_refusal(http, problem_type(refused.provision))
        errors = {"": objection(refused, speech).why}
        return _page(http, account, reference, system, entered, errors=errors)
    return RedirectResponse(f"/requests/{reference}/searches", 303)


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


def _page(
    http: Request,
    account: Account,
    reference: str,
    system: str,
    entered: Entered,
    *,
    errors: dict[str, str] | None = None,
) -> Response:
    engine, speech = engine_of(http), speech_for(http)
    request = request_of(engine, account, reference)
    page = Searches(engine, request, account, speech)
    name = next((one.name for one in page.lines if one.code == system), system)
    ticked = entered.get("shows", ()) if entered else _USUAL
    language = entered_text(entered, "language") or engine.profile.languages.default.value
    return render_page(
        http,
        "desk/search_mail.html",
        account,
        status=_UNPROCESSABLE if errors else 200,
        reference=reference,
        system=system,
        name=name,
        typed={one: entered_text(entered, one) for one in _TEXTS} | {"language": language},
        until=entered_text(entered, "until") or page.day.isoformat(),
        shows=[(one.value, speech.say(said), one in ticked) for one, said in SHOWN.items()],
        languages=[(one.value, speech.tongue(one)) for one in Language],
        errors=errors or {},
        key=secrets.token_urlsafe(KEY_BYTES),
    )
