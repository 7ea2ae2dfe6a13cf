"""The page of the questions to processors of a request, and its form: Article 28(3)(e) GDPR.

The fields are those of `ask-processor`; the page adds to whom the message goes.
"""

import secrets
from dataclasses import replace
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from griffie.api.console.desk.entered import entered_text
from griffie.api.console.desk.problems import of_bad_input, of_validation
from griffie.api.console.desk.processors import Processors
from griffie.api.console.desk.step_form import KEY_BYTES, objection
from griffie.api.console.desk.step_page import Typed
from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.parameters import once_only
from griffie.api.http.problems import not_allowed_error
from griffie.api.http.quota import refuse_over_quota
from griffie.api.http.refusal_record import record_refusal, remember_command
from griffie.application.access.roles import Permission, may, may_take
from griffie.application.opendsr.processors import HandingOn, UnknownProcessorError
from griffie.application.opendsr.results import fetch_results
from griffie.application.sending.processor_question import QuestionToSend, send_question
from griffie.application.views import problem_type
from griffie.domain.errors import TryAgainError
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.rights_request import RightsRequest

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_ASK = RightsRequest.ask_processor
_TEXTS = ("processor", "question", "due_on", "to", "language")


@router.get("/requests/{reference}/processors")
def show_processors(
    http: Request,
    reference: Reference,
    account: SignedIn,
    processor: Annotated[str, Query(max_length=40)] = "",
    since: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    """How each question stands; `since` is the version before the one asked just now."""
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    page = Processors(engine, request, account, speech_for(http), since=since, chosen=processor)
    return _page(http, replace(page, handing=http.app.state.handing))


@router.post("/requests/{reference}/processors", dependencies=[FromHere])
def ask(http: Request, reference: Reference, account: SignedIn, entered: Typed) -> Response:
    """Ask the processor by e-mail and go back to the page; or show the form again."""
    remember_command(http, _ASK.path)
    if not may_take(account.role, _ASK.path):
        raise not_allowed_error()
    engine, speech = engine_of(http), speech_for(http)
    request = request_of(engine, account, reference)
    page = Processors(engine, request, account, speech, entered, handing=http.app.state.handing)
    key = entered_text(entered, "once") or None
    said = {name: value for name in _TEXTS if (value := entered_text(entered, name))}
    try:
        body = QuestionToSend.model_validate(said)
        once = once_only(engine, account, http.url.path, key, repr(entered).encode())
        send_question(engine, request.id, body, account, once=once)
    except ValidationError as wrong:
        return _page(http, replace(page, errors=of_validation(wrong, speech)))
    except BadInputError as wrong:
        return _page(http, replace(page, errors=of_bad_input(wrong, speech)))
    except StepRefusedError as refused:
        record_refusal(http, problem_type(refused.provision))
        return _page(http, replace(page, errors={"": objection(refused, speech).why}))
    return RedirectResponse(f"{http.url.path}?since={request.version}", 303)


@router.post("/requests/{reference}/processors/{mail}/results", dependencies=[FromHere])
def fetch(http: Request, reference: Reference, mail: UUID, account: SignedIn) -> Response:
    """Fetch what a processor laid ready, and keep it as a document of the request."""
    remember_command(http, _ASK.path)
    if not (may_take(account.role, _ASK.path) and may(account.role, Permission.RECEIVE)):
        raise not_allowed_error()
    engine, speech, handing = engine_of(http), speech_for(http), http.app.state.handing
    request = request_of(engine, account, reference)
    page = Processors(engine, request, account, speech, handing=handing)
    fits = partial(refuse_over_quota, engine, account, request.id)
    try:
        done = fetch_results(engine, handing or HandingOn(()), request.id, mail, account, fits=fits)
    except StepRefusedError as refused:
        return _page(http, replace(page, errors={"": objection(refused, speech).why}))
    except (TryAgainError, UnknownProcessorError) as away:
        return _page(http, replace(page, trouble=str(away) or away.sentence))
    return RedirectResponse(f"/requests/{reference}?done={done.version}#files", 303)


def _page(http: Request, page: Processors) -> Response:
    return render_page(
        http,
        "desk/processors.html",
        page.account,
        status=422 if page.errors else 409 if page.trouble else 200,
        page=page,
        key=secrets.token_urlsafe(KEY_BYTES),
    )
