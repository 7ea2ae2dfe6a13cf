"""The code by e-mail, before the answer opens: asking for one, and entering it.

Whatever is wrong with what was entered (the code, its age, the secret code, the reference), the
same page comes back after the same work.
"""

from fastapi import APIRouter, Request, Response

from griffie.api.http.guard import engine_of
from griffie.api.portal.entered import Form, Sent, ShownForm
from griffie.api.portal.rendering import render, speech_for
from griffie.api.portal.route import UNCOUNTED, PortalRoute, address_of, entrance_of, problem
from griffie.api.portal.status_page import is_locked, opened, status_page, wait_of
from griffie.application.portal.answer_code import GOOD_FOR, ask_code, pass_for
from griffie.application.portal.handed_out import ready_for
from griffie.application.portal.secret import new_form_key, request_of_secret
from griffie.application.requests.requests import Once

router = APIRouter(route_class=PortalRoute, include_in_schema=False)

_NOT_OPENED, _SLOW_DOWN = 404, 429
_LATER = 600
"""Seconds after which to ask again, where one request had its codes of this hour."""


@router.post("/portal/status/code", max_body_size=UNCOUNTED)
def ask(http: Request, sent: Form) -> Response:
    """Send a code, where one is needed; and the form for it."""
    found = opened(http, sent)
    if isinstance(found, Response):
        return found
    engine = engine_of(http)
    if not (ready_for(found, engine.today()) and is_locked(http, sent, found)):
        return status_page(http, sent, found)
    if wait := entrance_of(http).forms.take(address_of(http)):
        return problem(http, _SLOW_DOWN, wait)
    once = Once(engine.mac(f"portal code\0{found.id}\0{sent.key}".encode()), engine.mac(b"code"))
    if not ask_code(engine, found, once):
        return problem(http, _SLOW_DOWN, _LATER)
    return _form(http, sent, wrong=False)


@router.post("/portal/status/answer", max_body_size=UNCOUNTED)
def enter(http: Request, sent: Form) -> Response:
    """The page of the request with its answer open, for reference, secret code and code."""
    engine, secret = engine_of(http), sent.one("secret")
    given = pass_for(engine, sent.one("reference"), secret, sent.one("code"))
    found = request_of_secret(engine, sent.one("reference"), secret) if given else None
    if given is None or found is None:
        if wait := wait_of(http, sent):
            return problem(http, _SLOW_DOWN, wait)
        return _form(http, sent, wrong=True)
    return status_page(http, sent.with_pass(given), found)


@router.post("/portal/status/code/language", max_body_size=UNCOUNTED)
def show_in_language(http: Request, sent: ShownForm) -> Response:
    """The form in another language, whatever was typed: it sends no code and opens nothing."""
    return _form(http, sent, wrong=False, typed=sent.one("code"))


def _form(http: Request, sent: Sent, *, wrong: bool, typed: str = "") -> Response:
    return render(
        http,
        "code.html",
        speech_for(http, sent.one("lang")),
        status=_NOT_OPENED if wrong else 200,
        wrong=wrong,
        typed=typed,
        reference=sent.one("reference"),
        secret=sent.one("secret"),
        minutes=int(GOOD_FOR.total_seconds()) // 60,
        once=new_form_key(),
    )
