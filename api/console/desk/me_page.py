"""My account: who I am here, where I am signed in, and how I end that."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from griffie.api.console.desk.people_form import OF_OWN, read
from griffie.api.console.desk.people_lines import token_lines
from griffie.api.console.desk.people_page import DONE, take, what_was_wrong
from griffie.api.console.desk.step_page import Typed
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of
from griffie.application.access.directory import DirectoryMovedOnError
from griffie.application.access.roles import Account

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/me")
def me(http: Request, account: SignedIn, done: str = "") -> Response:
    """Name, role, language, own tokens and sessions."""
    return _page(http, account, done=done)


@router.post("/me", dependencies=[FromHere])
def change_me(http: Request, account: SignedIn, entered: Typed) -> Response:
    """End sessions or a token of one's own. Who ends what this browser uses is signed out by it."""
    try:
        take(http, account, read(OF_OWN, entered), account.id)
    except (ValidationError, DirectoryMovedOnError) as error:
        status, _ = what_was_wrong(http, error)
        return _page(http, account, status)
    return RedirectResponse(f"/me?done={entered['do'][0]}", 303)


def _page(http: Request, account: Account, status: int = 200, done: str = "") -> Response:
    engine, speech = engine_of(http), speech_for(http)
    shown = {
        "tokens": token_lines(engine, account.id, speech, account.token_id),
        "version": engine.directory.version,
        "tongues": [(code, speech.tongue(code)) for code in ("nl", "fr", "de", "en")],
        "done": speech.say(DONE[done]) if done in DONE else "",
        "moved": status != 200,  # noqa: PLR2004
    }
    return render_page(http, "desk/me.html", account, status=status, **shown)
