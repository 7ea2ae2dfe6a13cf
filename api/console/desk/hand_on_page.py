"""A right of a request is handed on to a processor by OpenDSR: the form."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from griffie.api.console.desk.choices import Choice
from griffie.api.console.desk.entered import Entered, entered_text
from griffie.api.console.desk.fields import FieldShown
from griffie.api.console.desk.kinds import Kind
from griffie.api.console.desk.problems import of_bad_input, of_validation
from griffie.api.console.desk.step_form import KEY_BYTES, objection
from griffie.api.console.desk.step_page import Typed
from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.parameters import once_only
from griffie.api.http.problems import not_allowed_error
from griffie.api.http.refusal_record import record_refusal, remember_command
from griffie.api.words.names import RIGHTS
from griffie.api.words.naming import Naming
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account, may_take
from griffie.application.engine import Engine
from griffie.application.opendsr.handing_on import ToHandOn, hand_on
from griffie.application.opendsr.message import IdentityKind
from griffie.application.opendsr.processors import HANDED_ON, HandingOn, ProcessorLine
from griffie.application.views import problem_type
from griffie.domain import step_words as words
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.rights_request import RightsRequest

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_ASK = RightsRequest.ask_processor
_TEXTS = ("processor", "right", "due_on", "customer")
_A_WEEK = timedelta(days=7)


def asking(http: Request, account: Account) -> None:
    """Raises RequestRefusedError (403) where this account may ask no processor."""
    remember_command(http, _ASK.path)
    if not may_take(account.role, _ASK.path):
        raise not_allowed_error()


@router.get("/requests/{reference}/processors/hand-on")
def open_form(
    http: Request,
    reference: Reference,
    account: SignedIn,
    processor: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """The form, for a processor that may be chosen beforehand."""
    asking(http, account)
    engine = engine_of(http)
    day = engine.today() + _A_WEEK
    return _page(http, account, reference, {"processor": [processor], "due_on": [day.isoformat()]})


@router.post("/requests/{reference}/processors/hand-on", dependencies=[FromHere])
def send(http: Request, reference: Reference, account: SignedIn, entered: Typed) -> Response:
    """Hand it on, and go back to the processors; or show the form again."""
    asking(http, account)
    engine, speech = engine_of(http), speech_for(http)
    request = request_of(engine, account, reference)
    said = {name: value for name in _TEXTS if (value := entered_text(entered, name))}
    key = entered_text(entered, "once") or None
    try:
        body = ToHandOn.model_validate(said)
        once = once_only(engine, account, http.url.path, key, repr(entered).encode())
        hand_on(engine, http.app.state.handing, request.id, body, account, once=once)
    except ValidationError as wrong:
        return _page(http, account, reference, entered, of_validation(wrong, speech))
    except BadInputError as wrong:
        return _page(http, account, reference, entered, of_bad_input(wrong, speech))
    except StepRefusedError as refused:
        record_refusal(http, problem_type(refused.provision))
        return _page(http, account, reference, entered, {"": objection(refused, speech).why})
    return RedirectResponse(f"/requests/{reference}/processors?since={request.version}", 303)


def _page(
    http: Request,
    account: Account,
    reference: str,
    entered: Entered,
    errors: Mapping[str, str] | None = None,
) -> Response:
    engine, speech = engine_of(http), speech_for(http)
    request = request_of(engine, account, reference)
    handing: HandingOn | None = http.app.state.handing
    lines = [one for one in handing.lines if one.offer] if handing else []
    return render_page(
        http,
        "desk/hand_on.html",
        account,
        status=422 if errors else 200,
        reference=reference,
        fields=[*_fields(engine, request, lines, speech, entered, errors or {})],
        whole=(errors or {}).get("", ""),
        errors=errors or {},
        key=secrets.token_urlsafe(KEY_BYTES),
    )


def _fields(  # noqa: PLR0917 - of what the form is made
    engine: Engine,
    request: RightsRequest,
    lines: list[ProcessorLine],
    speech: Speech,
    entered: Entered,
    errors: Mapping[str, str],
) -> Iterator[FieldShown]:
    """The fields, as the one form of every step draws them."""
    naming = Naming(engine.profile, {}, speech)
    offered = {right for one in lines if one.offer for right in one.offer.rights}
    numbered = any(IdentityKind.CUSTOMER in one.there.identities for one in lines)

    def shown(name: str, kind: Kind, label: str, *choices: Choice, hint: str = "") -> FieldShown:
        alone = [choices[0].value] if len(choices) == 1 else ()
        return FieldShown(
            name,
            kind,
            label,
            hint=hint,
            required=name != "customer",
            sealed=name == "customer",
            values=[*filter(None, entered.get(name, ()))] or alone,
            choices=choices,
            error=errors.get(name, ""),
            least=engine.today().isoformat() if kind is Kind.DAY else "",
            one_line=True,
        )

    def label(name: str) -> str:
        return speech.phrase(words.label(name, _ASK.name))

    codes = [one.there.code for one in lines]
    named = [Choice(one, first_up(naming.of("recipient", one))) for one in codes]
    yield shown("processor", Kind.ONE, label("processor"), *named)
    rights = [one for one in HANDED_ON if one in offered and one in request.claims]
    said = [Choice(one.value, first_up(speech.say(RIGHTS[one]))) for one in rights]
    yield shown("right", Kind.ONE, label("right"), *said)
    yield shown("due_on", Kind.DAY, label("due_on"))
    if numbered:
        hint = speech.say("Only for a processor that finds people by it.")
        yield shown("customer", Kind.WORDS, speech.say("Customer number"), hint=hint)
