"""The letter beside its gaps: read, filled in, and sent with one submit that records it.

It has name and address, so opening it is a recorded look, and it stands in the answer to a POST.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.desk.attempt import read
from griffie.api.console.desk.entered import Entered
from griffie.api.console.desk.letter_form import LetterForm, letters_offered
from griffie.api.console.desk.problems import of_bad_input
from griffie.api.console.desk.step_page import entered_form
from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.said_why import chosen_purpose
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.parameters import once_only
from griffie.api.http.problems import RequestRefusedError, not_allowed_error
from griffie.api.http.refusal_record import record_refusal, remember_command
from griffie.api.http.routes.requests import look
from griffie.application.access.purposes import Why
from griffie.application.access.roles import Account, may_take
from griffie.application.letters import LetterKind, check_occasion
from griffie.application.requests.requests import KeyReusedError, StaleVersionError
from griffie.application.sending.letter import SentBy, send_letter
from griffie.application.views import open_values, problem_type
from griffie.domain.housekeeping import Export
from griffie.domain.law import Language
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.rights_request import RightsRequest

router = APIRouter(route_class=PageRoute, include_in_schema=False)

C = TypeVar("C", bound=Enum)
_INFORM = RightsRequest.inform
_BY_ITSELF = frozenset(SentBy)
"""What the buttons say by which a letter goes out by itself."""
_PAPER = {"Cache-Control": "no-store", "Content-Disposition": 'inline; filename="letter.pdf"'}


def writing(http: Request, account: SignedIn) -> Account:
    """A dependency: an account that may inform the requester. Raises RequestRefusedError (403)."""
    remember_command(http, _INFORM.path)
    if not may_take(account.role, _INFORM.path):
        raise not_allowed_error()
    return account


Writing = Annotated[Account, Depends(writing)]


@router.get("/requests/{reference}/letter")
def choose(http: Request, reference: Reference, account: Writing) -> Response:
    """Which letters there are to write; nothing of them is shown yet."""
    engine, speech = engine_of(http), speech_for(http)
    request = request_of(engine, account, reference)
    letters = letters_offered(request, speech)
    untold = bool(request.recipients_untold)
    return render_page(
        http, "desk/letters.html", account, reference=reference, letters=letters, untold=untold
    )


@router.post("/requests/{reference}/letter", dependencies=[FromHere])
def write(
    http: Request,
    reference: Reference,
    account: Writing,
    entered: Annotated[Entered, Depends(entered_form)],
) -> Response:
    """The letter, with what was typed in its gaps; with `send` it is recorded as sent."""
    engine, speech = engine_of(http), speech_for(http)
    request = request_of(engine, account, reference)
    kind, language = _chosen(entered, "kind", LetterKind), _chosen(entered, "language", Language)
    if kind is None:
        return RedirectResponse(f"/requests/{reference}/letter", 303)
    check_occasion(request, kind)
    why = Why(chosen_purpose(entered.get("purpose", [""])[0]))
    look(engine, account, request, why, erased=request.erased)
    engine.access_trail.record_export(request, Export.LETTER, engine.now(account))
    opened = open_values(request, engine.vault)
    form = LetterForm(engine, request, kind, language, opened, speech, entered)
    if "pdf" in entered:
        return Response(form.pdf(), media_type="application/pdf", headers=_PAPER)
    if "send" not in entered:
        return _page(http, account, form)
    how = entered["send"][0]
    ways: Mapping[str, bool] = {SentBy.EMAIL: form.goes_by_mail, SentBy.PORTAL: form.goes_by_portal}
    if not ways.get(how, form.can_be_sent):
        return _page(http, account, form, 409)
    return _send(http, account, form)


def _send(http: Request, account: Account, form: LetterForm) -> Response:
    """Record that the letter was sent, or send it by e-mail, word for word as it stands."""
    engine, entered = form.engine, form.entered
    by_itself = entered["send"][0] in _BY_ITSELF
    command, errors = read(_INFORM, form.body(), form.speech)
    if command is None:
        return _page(http, account, form.wrong(errors), 422)
    key = entered.get("once", [""])[0]
    once = once_only(engine, account, http.url.path, key, repr(entered).encode())
    version = entered.get("version", [""])[0]
    asked = int(version) if version.isdecimal() else None
    try:
        if by_itself:
            done = send_letter(
                engine, form.request.id, form.to_send(), account, expected=asked, once=once
            )
        else:
            done = engine.requests.take(
                form.request.id, command, engine.now(account), expected=asked, once=once
            )
    except BadInputError as error:
        return _page(http, account, form.wrong(of_bad_input(error, form.speech)), 422)
    except StepRefusedError as refused:
        record_refusal(http, problem_type(refused.provision))
        return _page(http, account, form.refused(refused), 409)
    except (StaleVersionError, KeyReusedError):
        return _page(http, account, form.overtaken(), 412)
    return RedirectResponse(f"/requests/{form.reference}?done={done.version}", 303)


def _chosen(entered: Entered, name: str, kind: type[C]) -> C | None:
    """A member of a closed list; None where nothing is chosen. Raises RequestRefusedError (400)."""
    written = entered.get(name, [""])[0]
    try:
        return kind(written) if written else None
    except ValueError:
        raise RequestRefusedError(400, "malformed", "Malformed", "No such choice.") from None


def _page(http: Request, account: Account, form: LetterForm, status: int = 200) -> Response:
    return render_page(http, "desk/letter.html", account, status=status, form=form)
