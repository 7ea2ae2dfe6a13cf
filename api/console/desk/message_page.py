"""One message of the inbox: somebody opens it, which is a recorded look, and says what it is."""

from collections.abc import Callable, Mapping
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from griffie.api.console.desk.entered import Entered
from griffie.api.console.desk.inbox_page import Reading
from griffie.api.console.desk.message_form import MessagePage, openable
from griffie.api.console.desk.problems import of_bad_input, of_validation
from griffie.api.console.desk.register_page import Receiving
from griffie.api.console.desk.register_read import Known, open_requests_of, typed
from griffie.api.console.find_request import typed_reference
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.said_why import chosen_purpose
from griffie.api.console.frame.sign_in import FromHere
from griffie.api.http.guard import engine_of, readable_request
from griffie.api.http.parameters import once_only
from griffie.api.http.problems import RequestRefusedError
from griffie.api.http.routes.messages import MakeRequest, NoRequest
from griffie.api.words.names import msg
from griffie.api.words.speech import Speech
from griffie.application.access.purposes import Why, stated
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.intake import settling
from griffie.application.intake.filing import Filing
from griffie.application.intake.message import Message, MessageSettledError, MessageWaitsError
from griffie.application.intake.receive_mail import Said
from griffie.application.requests.requests import KeyReusedError, Once
from griffie.domain.model.errors import BadInputError
from griffie.domain.request.reference import reference

router = APIRouter(route_class=PageRoute, include_in_schema=False)

OPEN, ORIGINAL = "open", "original"
_NAMES = frozenset({"do", "once", "rights", "language", "request", "reason", "purpose"})
_NOT_HERE = msg("There is no request with this reference")


async def sent_form(http: Request, account: Receiving) -> Entered:
    """A dependency: the fields of the form. Raises RequestRefusedError (400)."""
    del account  # asked who it is before anything is read
    entered: dict[str, list[str]] = {}
    for name, value in (await http.form()).multi_items():
        if name not in _NAMES or isinstance(value, UploadFile):
            raise RequestRefusedError(400, "malformed", "Malformed", "There is no such field.")
        entered.setdefault(name, []).append(value)
    return entered


@router.get("/inbox/{message_id}")
def closed(http: Request, message_id: UUID, account: Reading) -> Response:
    """A message without its words; also reloaded, when what was opened is closed again."""
    engine = engine_of(http)
    message = settling.message_of(engine, message_id)
    return _page(http, MessagePage(engine, account, speech_for(http), message))


@router.post("/inbox/{message_id}", dependencies=[FromHere])
def settle(
    http: Request,
    message_id: UUID,
    account: Receiving,
    entered: Annotated[Entered, Depends(sent_form)],
) -> Response:
    """Open it, or say what it is. What was wrong is shown beside what was typed.

    A message that is shown again is a look again. Who comes after a colleague is shown what it is
    by now.
    """
    engine, speech = engine_of(http), speech_for(http)
    message = settling.message_of(engine, message_id)
    deed = typed(entered, "do")
    if deed in {OPEN, ORIGINAL} and not openable(message):
        return _moved(http, account, {})
    if deed == ORIGINAL:
        return _original(http, account, message, entered)
    if deed == OPEN:
        return _opened(http, account, message, entered)
    if deed not in _DEEDS:
        raise RequestRefusedError(400, "malformed", "Malformed", "There is no such step.")
    key = typed(entered, "once")
    once = once_only(engine, account, http.url.path, key, repr(entered).encode())
    try:
        return RedirectResponse(_DEEDS[deed](engine, message_id, account, entered, once), 303)
    except ValidationError as error:
        errors = of_validation(error, speech)
    except BadInputError as error:
        errors = of_bad_input(error, speech)
    except LookupError:
        errors = {"request": speech.say(_NOT_HERE)}
    except (MessageSettledError, MessageWaitsError, KeyReusedError):
        return _moved(http, account, entered)
    return _opened(http, account, message, entered, errors)


def _make_request(
    engine: Engine, message_id: UUID, account: Account, entered: Entered, once: Once | None
) -> str:
    rights = [{"right": one} for one in entered.get("rights", ()) if one]
    said = MakeRequest.model_validate({"rights": rights, "language": typed(entered, "language")})
    told = Said(said.language, said.rights)
    request = settling.make_request(engine, message_id, account, told, once)
    return f"/requests/{reference(request.id)}?done=1"


def _join(
    engine: Engine, message_id: UUID, account: Account, entered: Entered, once: Once | None
) -> str:
    named = readable_request(engine, account, typed_reference(typed(entered, "request")))
    request = settling.join(engine, message_id, named, account, once)
    return f"/requests/{reference(request.id)}?done={request.version}"


def _set_aside(
    engine: Engine, message_id: UUID, account: Account, entered: Entered, once: Once | None
) -> str:
    said = NoRequest.model_validate({"reason": typed(entered, "reason") or None})
    settling.set_aside(engine, message_id, account, said.reason, once)
    return f"/inbox/{message_id}"


def _take_back(
    engine: Engine, message_id: UUID, account: Account, _: Entered, once: Once | None
) -> str:
    settling.reopen(engine, message_id, account, once)
    return f"/inbox/{message_id}"


_DEEDS: Mapping[str, Callable[[Engine, UUID, Account, Entered, Once | None], str]] = {
    "make-request": _make_request,
    "join": _join,
    "no-request": _set_aside,
    "reopen": _take_back,
}
"""What may be said of a message, by the same use cases as the API; each gives where to go next."""


def _opened(
    http: Request,
    account: Account,
    message: Message,
    entered: Entered | None = None,
    errors: Mapping[str, str] | None = None,
) -> Response:
    """First the look is recorded, then the words are shown."""
    engine, speech = engine_of(http), speech_for(http)
    filing = _looked_at(engine, account, message, entered or {})
    known = _same_person(engine, account, filing, speech)
    page = MessagePage(engine, account, speech, message, filing, known, entered or {}, errors or {})
    return _page(http, page, 422 if errors else 200)


def _original(http: Request, account: Account, message: Message, entered: Entered) -> Response:
    """The mail as it came, octet by octet, to be saved: a look like any other.

    It is somebody else's, so no browser shows it. Its name says nothing of whom it is from.
    """
    filing = _looked_at(engine_of(http), account, message, entered)
    name, _ = filing.mail.kept_as
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store",
    }
    return Response(filing.raw, headers=headers, media_type="application/octet-stream")


def _looked_at(engine: Engine, account: Account, message: Message, entered: Entered) -> Filing:
    """A message with its words, once the look is recorded."""
    said = stated(account, Why(chosen_purpose(typed(entered, "purpose"))))
    settling.look(engine, message, account, said)
    return settling.opened(engine, message)


def _same_person(engine: Engine, account: Account, filing: Filing, speech: Speech) -> list[Known]:
    """Open requests of who sent it, that this account may list."""
    mail = filing.mail
    sought = {"requester.email": [mail.sender_email], "requester.name": [mail.sender_name]}
    return open_requests_of(engine, account, sought, speech)


def _moved(http: Request, account: Account, entered: Entered) -> Response:
    """What it is by now, with what was typed."""
    engine = engine_of(http)
    message = settling.message_of(engine, UUID(http.path_params["message_id"]))
    speech = speech_for(http)
    page = MessagePage(engine, account, speech, message, entered=entered, moved=True)
    return _page(http, page, 409)


def _page(http: Request, page: MessagePage, status: int = 200) -> Response:
    return render_page(http, "desk/message.html", page.account, status=status, page=page)
