"""Register: somebody takes in a request that came by telephone, on paper, at the counter."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from griffie.api.console.desk.entered import Entered
from griffie.api.console.desk.register_form import RegisterForm
from griffie.api.console.desk.register_read import NAMES, open_requests_of, read, tried
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.parameters import once_only
from griffie.api.http.problems import RequestRefusedError, not_allowed_error
from griffie.application.access.roles import Account, Permission, may
from griffie.application.disclosure import FileDisclosure
from griffie.application.requests.requests import KeyReusedError
from griffie.domain.model.policy import LARGEST_DOCUMENT
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import DocumentKind

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_FILES = "files"


def receiving(account: SignedIn) -> Account:
    """A dependency: an account that may take requests in. Raises RequestRefusedError (403)."""
    if not may(account.role, Permission.RECEIVE):
        raise not_allowed_error()
    return account


Receiving = Annotated[Account, Depends(receiving)]


class Sent:
    """What was typed in the form, and the files that came with it."""

    def __init__(self, entered: Entered, files: list[tuple[str, str, bytes]]) -> None:
        self.entered, self.files = entered, files


async def sent_form(http: Request, account: Receiving) -> Sent:
    """A dependency: the fields and the files of the form. Raises RequestRefusedError (400)."""
    del account  # asked who it is before anything is read
    entered: dict[str, list[str]] = {}
    files = []
    for name, value in (await http.form()).multi_items():
        if name not in NAMES or isinstance(value, UploadFile) != (name == _FILES):
            raise RequestRefusedError(400, "malformed", "Malformed", "There is no such field.")
        if isinstance(value, UploadFile):
            content = await value.read()
            files += [((value.filename or "")[:255], (value.content_type or "")[:255], content)]
        else:
            entered.setdefault(name, []).append(value)
    return Sent(entered, [one for one in files if one[2]])


After = Annotated[str, Query(pattern="^[0-9A-Z]{5}-[0-9A-Z]{5}$")]
Form = Annotated[Sent, Depends(sent_form)]


@router.get("/requests/new")
def open_form(http: Request, account: Receiving, after: After = "") -> Response:
    """The empty form; `after` another request, whose reference it says."""
    return _page(http, RegisterForm(engine_of(http), account, speech_for(http), after=after))


@router.post("/requests/new/ahead", dependencies=[FromHere])
def look_ahead(http: Request, account: Receiving, sent: Form) -> Response:
    """The last days, and open requests of the same person: a piece of the page."""
    return render_page(
        http, "desk/register_ahead.html", account, form=_looked_up(http, account, sent.entered)
    )


@router.post("/requests/new", dependencies=[FromHere], max_body_size=LARGEST_DOCUMENT)
def register(http: Request, account: Receiving, sent: Form) -> Response:
    """Open the request, with its files as documents.

    Where the same person has an open request, that is shown first, unless it was seen.
    """
    engine, entered = engine_of(http), sent.entered
    shown = _looked_up(http, account, entered)
    body, _ = read(entered, shown.speech)
    if "ahead" in entered:
        return _page(http, shown)
    if body is None or shown.request is None:
        return _page(http, shown, 422)
    if shown.known and "seen" not in entered:
        return _page(http, shown, 409)
    key = entered.get("once", [""])[0]
    once = once_only(engine, account, http.url.path, key, repr(entered).encode())
    try:
        request = engine.requests.receive(body, engine.now(account), once)
    except KeyReusedError:
        return _page(http, shown, 409)
    if request.version == 1 and not request.documents:
        for name, media, content in sent.files:
            document = FileDisclosure(name, media, content)
            kind = DocumentKind.CORRESPONDENCE
            engine.requests.add_document(
                request.id, engine.now(account), kind, document, len(content), of_intake=True
            )
    made = reference(request.id)
    next_page = (
        f"/requests/new?after={made}" if "another" in entered else f"/requests/{made}?done=1"
    )
    return RedirectResponse(next_page, 303)


def _looked_up(http: Request, account: Account, entered: Entered) -> RegisterForm:
    """The form with the last days, and with what the same person has open: that is recorded."""
    engine, speech = engine_of(http), speech_for(http)
    body, errors = read(entered, speech)
    request = None
    if body is not None:
        request, errors = tried(engine, account, body, speech)
    typing = request is None or "ahead" in entered or http.url.path.endswith("/ahead")
    known = open_requests_of(engine, account, entered, speech, typing=typing)
    return RegisterForm(engine, account, speech, entered, errors, request, known)


def _page(http: Request, form: RegisterForm, status: int = 200) -> Response:
    return render_page(http, "desk/register.html", form.account, status=status, form=form)
