"""A notice to a recipient of the data: written, read once more, then sent by e-mail or printed.

It names the person, so it stands in the answer to a POST, and opening it is a recorded look.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.desk.entered import Entered
from griffie.api.console.desk.mail_form import USUAL, attempt, mail_form, once_in, said_in
from griffie.api.console.desk.step_page import Typed
from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import not_allowed_error
from griffie.api.http.refusal_record import remember_command
from griffie.api.http.routes.requests import look
from griffie.api.words.names import RIGHTS
from griffie.api.words.naming import Naming
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.purposes import Why
from griffie.application.access.roles import Account, may_take
from griffie.application.engine import Engine
from griffie.application.sending.recipient_notice import (
    NoticeDraft,
    NoticeToSend,
    check_told,
    notice_text,
    send_notice,
)
from griffie.domain.rights_request import RightsRequest

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_NOTIFY = RightsRequest.notify_recipient
Code = Annotated[str, Query(max_length=40)]

_TEXTS = ("recipient", "right", "to", "language", "words")
_UNPROCESSABLE = 422


def telling(http: Request, account: Account) -> None:
    """Raises RequestRefusedError (403) where this account may tell no recipient."""
    remember_command(http, _NOTIFY.path)
    if not may_take(account.role, _NOTIFY.path):
        raise not_allowed_error()


@router.get("/requests/{reference}/notice")
def open_form(
    http: Request, reference: Reference, account: SignedIn, right: Code = "", recipient: Code = ""
) -> Response:
    """The empty form, for a recipient and a right that may be chosen beforehand."""
    telling(http, account)
    chosen = {"right": [right], "recipient": [recipient], "shows": [*USUAL]}
    return _page(http, account, reference, chosen)


@router.post("/requests/{reference}/notice", dependencies=[FromHere])
def write(http: Request, reference: Reference, account: SignedIn, entered: Typed) -> Response:
    """The notice as it would go out; with `send` it goes to the outbox."""
    telling(http, account)
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    said = said_in(entered, _TEXTS)

    def acted() -> Response:
        if "send" in entered:
            body, once = NoticeToSend.model_validate(said), once_in(http, account, entered)
            done = send_notice(engine, request.id, body, account, once=once)
            return RedirectResponse(f"/requests/{reference}?done={done.version}", 303)
        said.pop("to", None)
        shown = _read(engine, request, NoticeDraft.model_validate(said), account)
        return _page(http, account, reference, entered, shown=shown)

    done = attempt(http, acted)
    if isinstance(done, Response):
        return done
    return _page(http, account, reference, entered, errors=done)


def _read(engine: Engine, request: RightsRequest, body: NoticeDraft, account: Account) -> str:
    check_told(engine, request, body, account)
    look(engine, account, request, Why(), erased=request.erased)
    return notice_text(engine, request, body)


def _page(
    http: Request,
    account: Account,
    reference: str,
    entered: Entered,
    *,
    errors: Mapping[str, str] = MappingProxyType({}),
    shown: str = "",
) -> Response:
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    return render_page(
        http,
        "desk/notice.html",
        account,
        status=_UNPROCESSABLE if errors else 200,
        reference=reference,
        form=mail_form(http, _TEXTS, entered, errors),
        told=_to_tell(request, engine, speech_for(http)),
        shown=shown,
        sends=engine.profile.mail.send_from,
    )


def _to_tell(
    request: RightsRequest, engine: Engine, speech: Speech
) -> dict[str, list[tuple[str, str]]]:
    """The rights about which recipients are told, and those recipients: values with their names."""
    naming = Naming(engine.profile, {}, speech)
    untold = request.recipients_untold
    codes = dict.fromkeys(code for some in untold.values() for code in some)
    return {
        "right": [(one.value, first_up(speech.say(RIGHTS[one]))) for one in untold],
        "recipient": [(code, first_up(naming.of("recipient", code))) for code in codes],
    }
