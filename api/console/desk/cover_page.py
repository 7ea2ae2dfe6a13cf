"""Covering something in a copy of a document: a picture to click on, words, the ground and why.

Each time that the document is shown is a recorded look, so everything here is a POST.
"""

from base64 import b64encode
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.desk.cover_form import LABELS, SIDES, CoverForm
from griffie.api.console.desk.step_page import Typed
from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.said_why import chosen_purpose
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import not_allowed_error
from griffie.api.http.routes.requests import look
from griffie.api.words.names import msg
from griffie.application.access.purposes import Why
from griffie.application.access.roles import Account, Permission, may
from griffie.application.disclosure import Disclosure
from griffie.application.engine import Engine
from griffie.application.redaction.covers import Covers, UnreadableDocumentError
from griffie.application.redaction.redact import Reasons, original_of, redact
from griffie.application.views.documents import OpenedDocument
from griffie.domain.law import Provision
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.values import Sealed

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_UNREADABLE = msg(
    "This document cannot be covered here. Save it as a PDF that opens without a password, and add"
    " that."
)
_NOWHERE = msg("These words stand nowhere in the document, so nothing would be covered.")


@router.post("/requests/{reference}/documents/{digest}/cover", dependencies=[FromHere])
def cover(
    http: Request,
    reference: Reference,
    digest: Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{43}$")],
    account: SignedIn,
    entered: Typed,
) -> Response:
    """The page, or with `make` the copy itself: then the request, with what was recorded."""
    if not may(account.role, Permission.COMMAND):
        raise not_allowed_error()
    engine, form = engine_of(http), CoverForm(entered)
    request = request_of(engine, account, reference)
    document = Sealed(digest)
    why_look = Why(chosen_purpose(form.purpose))
    if document in request.documents:
        look(engine, account, request, why_look, erased=request.erased)
    original = original_of(engine, request, document)
    if not form.makes:
        return _page(http, account, reference, form, original)
    if wrong := form.missing():
        return _page(http, account, reference, CoverForm(entered, dict(wrong)), original, 422)
    why = Reasons(form.grounds, Disclosure("because", form.because))
    now = engine.now(account)
    try:
        done, _ = redact(engine, request.id, document, form.covers, why, now)
    except BadInputError:
        nowhere = CoverForm(entered, {"words": _NOWHERE})
        return _page(http, account, reference, nowhere, original, 422)
    except UnreadableDocumentError:
        return _page(http, account, reference, form, original, 422)
    return RedirectResponse(f"/requests/{reference}?done={done.version}", 303)


def _page(  # noqa: PLR0917 - what is shown, to whom
    http: Request,
    account: Account,
    reference: str,
    form: CoverForm,
    original: OpenedDocument,
    status: int = 200,
) -> Response:
    speech = speech_for(http)
    shown: dict[str, Any] = {
        "form": form,
        "reference": reference,
        "here": http.url.path,
        "name": original.name,
        "sides": SIDES,
        "grounds": [
            (one, speech.cite(Provision.parse(one)), speech.say(words))
            for one, words in LABELS.items()
        ],
        "wrong": {name: speech.say(why) for name, why in form.wrong.items()},
        "picture": None,
        "text": None,
        "unreadable": None,
    }
    try:
        shown |= _drawn(engine_of(http), form, original)
    except UnreadableDocumentError:
        shown["unreadable"], status = speech.say(_UNREADABLE), max(status, 422)
    return render_page(http, "desk/cover.html", account, status=status, **shown)


def _drawn(engine: Engine, form: CoverForm, original: OpenedDocument) -> dict[str, Any]:
    """The document with its covers: a picture of a page, or the text."""
    octets = b"".join(original.pieces())
    if original.media_type.startswith("text/plain"):
        made = engine.redactor.redact(octets, original.media_type, Covers((), form.words))
        return {"text": made.octets.decode(), "found": made.places}
    page = engine.redactor.show(octets, original.media_type, form.page, form.shown)
    drawn = b64encode(page.jpeg).decode()
    return {"picture": page, "jpeg": f"data:image/jpeg;base64,{drawn}", "found": page.words}
