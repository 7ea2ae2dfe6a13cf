"""My account: who I am here, where I am signed in, and how I end that."""

from collections import defaultdict

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from griffie.api.console.desk.entered import Entered
from griffie.api.console.desk.factor_lines import told_of_end
from griffie.api.console.desk.own_password import DONE as OWN_DONE
from griffie.api.console.desk.own_password import Answer, change_own, is_own_form
from griffie.api.console.desk.people_form import OF_OWN, read
from griffie.api.console.desk.people_lines import away_line, credential_lines, token_lines
from griffie.api.console.desk.people_page import DONE, NOTHING, take, what_was_wrong
from griffie.api.console.desk.step_page import Typed
from griffie.api.console.frame.passkeys import Question, site_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn, is_proved, set_session_cookie
from griffie.api.http.guard import engine_of
from griffie.application.access.directory import DirectoryMovedOnError
from griffie.application.access.roles import Account, may_take
from griffie.domain.model.errors import BadInputError

_NOTHING = Answer("")
router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/me")
def me(http: Request, account: SignedIn, done: str = "") -> Response:
    """Name, role, language, own tokens and sessions."""
    return _page(http, account, done=done)


@router.post("/me", dependencies=[FromHere])
def change_me(http: Request, account: SignedIn, entered: Typed) -> Response:
    """End sessions or a token of one's own, or change the password or the second factor.

    Who ends what this browser uses is signed out by it.
    """
    if is_own_form(entered):
        return _own(http, account, change_own(http, account, entered))
    try:
        take(http, account, read(OF_OWN, entered), account.id)
    except (ValidationError, BadInputError, DirectoryMovedOnError) as error:
        status, wrong = what_was_wrong(http, error)
        answer = Answer(entered["do"][0], wrong.get("errors", {}))
        return _page(http, account, status, answer=answer, entered=entered)
    return RedirectResponse(f"/me?done={entered['do'][0]}", 303)


def _own(http: Request, account: Account, answer: Answer) -> Response:
    """The page after a form about one's own password or second factor."""
    if answer.errors or answer.learning or answer.recovery_codes:
        return _page(http, account, 422 if answer.errors else 200, answer=answer)
    response = RedirectResponse(f"/me?done={answer.do}", 303)
    if answer.cookie:
        set_session_cookie(http, response, answer.cookie)
    return response


def _page(
    http: Request,
    account: Account,
    status: int = 200,
    *,
    done: str = "",
    answer: Answer = _NOTHING,
    entered: Entered = NOTHING,
) -> Response:
    engine, speech = engine_of(http), speech_for(http)
    shown = {
        "tokens": token_lines(engine, account.id, speech, account.token_id),
        "version": engine.directory.version,
        "tongues": [(code, speech.tongue(code)) for code in ("nl", "fr", "de", "en")],
        "away": away_line(engine, account.id, speech),
        "works": may_take(account.role, "assign"),
        "typed": defaultdict(str, {name: values[0] for name, values in entered.items()}),
        **credential_lines(engine, account.id, speech, account.token_id),
        "done": speech.say(said[done]) if done in (said := DONE | OWN_DONE) else "",
        "moved": status == 412,  # noqa: PLR2004
        "new_passkey": _ask_for_new(http, account),
        "told": told_of_end(engine, account.id, engine.now(account), speech),
        "demanded": account.role in engine.credentials.demanded,
        "answer": answer,
        "errors": defaultdict(str, answer.errors),
    }
    return render_page(http, "desk/me.html", account, status=status, **shown)


def _ask_for_new(http: Request, account: Account) -> Question | None:
    """The question for a new passkey, to who showed a moment ago who they are; else None."""
    if not is_proved(http):
        return None
    return Question(*engine_of(http).passkeys.ask_for_new(account.id, site_of(http)))
