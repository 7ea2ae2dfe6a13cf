"""People: who may sign in, with which tokens and sessions; who is the same person; who left.

Every change goes through the directory, as from the API and the command line, and is recorded
there. A token stands in the answer to the form that made it, once, and in no address.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from griffie.api.console.desk.entered import Entered
from griffie.api.console.desk.factor_lines import lost_factor_line
from griffie.api.console.desk.people_form import (
    OF_EVERYBODY,
    OF_PERSON,
    Deed,
    EndFactor,
    Made,
    read,
)
from griffie.api.console.desk.people_lines import (
    away_line,
    credential_lines,
    named,
    person_lines,
    token_lines,
)
from griffie.api.console.desk.problems import of_bad_input, of_validation
from griffie.api.console.desk.step_page import Typed
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import not_allowed_error
from griffie.api.words.names import ROLES, msg
from griffie.api.words.speech import Speech
from griffie.application.access.directory import DirectoryMovedOnError, NewToken, NoSuchAccountError
from griffie.application.access.roles import Account, Permission, Role, may
from griffie.domain.law.deadlines import civil_date
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.values import Account as AccountId

router = APIRouter(route_class=PageRoute, include_in_schema=False)

DONE = {
    "revoke": msg("The token is revoked. It opens nothing any more, and its sessions are over."),
    "end-sessions": msg("Every browser that used this token is signed out."),
    "join": msg("The two accounts count as one person from now on."),
    "end-password-sessions": msg("Every browser that used the password is signed out."),
    "end-passkey": msg("The passkey has ended, with its sessions."),
    "end-provider-sessions": msg("Every browser that came through the provider is signed out."),
    "end-password": msg("The password has ended, with its sessions."),
    "end-factor": msg("No code is asked of this account any more."),
    "factor-proposed": msg("It is proposed. Another administrator has to confirm it."),
    "away": msg("The absence is entered."),
    "back": msg("No absence is entered any more."),
    "demand": msg("It holds from the next sign-in on."),
    "end": msg("The account has ended, with its tokens and sessions."),
}
"""What the page says of a change that was made, by the name of the deed in the address."""

Named = Annotated[AccountId, Path()]


def of_the_office(account: SignedIn) -> Account:
    """A dependency: who may see who works here. Raises RequestRefusedError (403)."""
    return _allowed(account, Permission.OFFICE)


def administrator(account: SignedIn) -> Account:
    """A dependency: who may change it. Raises RequestRefusedError (403)."""
    return _allowed(account, Permission.ADMIN)


def _allowed(account: Account, what: Permission) -> Account:
    if not may(account.role, what):
        raise not_allowed_error()
    return account


Administrator = Annotated[Account, Depends(administrator)]


@router.get("/people")
def people(
    http: Request, account: Annotated[Account, Depends(of_the_office)], done: str = ""
) -> Response:
    """Everybody; for an administrator with the form for somebody new."""
    return _list(http, account, done=done)


@router.post("/people", dependencies=[FromHere])
def add_person(http: Request, account: Administrator, entered: Typed) -> Response:
    """Make an account for somebody new, and show its token or its one-time password, this once.

    Or say of which roles a second factor is demanded.
    """
    try:
        deed = read(OF_EVERYBODY, entered)
        made = take(http, account, deed, "")
    except (ValidationError, BadInputError, DirectoryMovedOnError) as error:
        status, wrong = what_was_wrong(http, error)
        return _list(http, account, status, entered, **wrong)
    if made is None:
        return RedirectResponse(f"/people?done={entered['do'][0]}", 303)
    return _person(http, account, made.account_id, made=made)


@router.get("/people/{account_id}")
def person(http: Request, account: Administrator, account_id: Named, done: str = "") -> Response:
    """One account: its tokens, its sessions, and what can be changed."""
    return _person(http, account, account_id, done=done)


@router.post("/people/{account_id}", dependencies=[FromHere])
def change_person(
    http: Request, account: Administrator, account_id: Named, entered: Typed
) -> Response:
    """Change one account; a token that this makes is shown, this once."""
    try:
        deed = read(OF_PERSON, entered)
        made = take(http, account, deed, account_id)
    except (ValidationError, BadInputError, DirectoryMovedOnError) as error:
        status, wrong = what_was_wrong(http, error)
        return _person(http, account, account_id, status, entered=entered, **wrong)
    if made:
        return _person(http, account, account_id, made=made)
    done = entered["do"][0]
    if isinstance(deed, EndFactor) and engine_of(http).credentials.factor_of(account_id):
        done = "factor-proposed"
    return RedirectResponse(f"/people/{account_id}?done={done}", 303)


def take(http: Request, account: Account, deed: Deed, about: str) -> Made | None:
    """Carry out a deed about an account, if nothing changed since the form was drawn.

    Raises NoSuchAccountError, BadInputError, DirectoryMovedOnError, ContentionError.
    """
    engine = engine_of(http)
    with engine.directory.as_read(deed.version):
        return deed.take(engine, about, engine.now(account))


def what_was_wrong(http: Request, error: Exception) -> tuple[int, dict[str, Any]]:
    """The status of a form that was not taken, and what it says: nothing that was typed."""
    speech = speech_for(http)
    if isinstance(error, ValidationError):
        return 422, {"errors": of_validation(error, speech)}
    if isinstance(error, BadInputError):
        return 422, {"errors": of_bad_input(error, speech)}
    return 412, {"moved": True}


NOTHING: Mapping[str, Any] = {}


def _or_empty(known: Mapping[str, str]) -> Mapping[str, str]:
    return defaultdict(str, known)


def _list(
    http: Request,
    account: Account,
    status: int = 200,
    entered: Entered = NOTHING,
    *,
    done: str = "",
    errors: Mapping[str, str] = NOTHING,
    moved: bool = False,
) -> Response:
    engine, speech = engine_of(http), speech_for(http)
    demanded = engine.credentials.demanded
    shown = {
        "done": speech.say(DONE[done]) if done in DONE else "",
        "demanded": [role.value for role in Role if role in demanded],
        "people": person_lines(engine, speech),
        "changes": may(account.role, Permission.ADMIN),
        "roles": [(role.value, speech.say(ROLES[role])) for role in Role],
        "version": engine.directory.version,
        "typed": _or_empty({name: values[0] for name, values in entered.items()}),
        "errors": _or_empty(errors),
        "moved": moved,
    }
    return render_page(http, "desk/people.html", account, status=status, **shown)


def _person(
    http: Request,
    account: Account,
    about: str,
    status: int = 200,
    *,
    made: Made | None = None,
    done: str = "",
    entered: Entered = NOTHING,
    errors: Mapping[str, str] = NOTHING,
    moved: bool = False,
) -> Response:
    engine, speech = engine_of(http), speech_for(http)
    everybody = engine.directory.people()
    one = next((one for one in everybody if one.account_id == about), None)
    if one is None:
        raise NoSuchAccountError
    same = engine.directory.same_person(about)
    shown = {
        "one": one,
        "name": named(one),
        "known_as": speech.say(ROLES[one.role]),
        "ended": speech.day(civil_date(one.ended_at)) if one.ended_at else "",
        "also": [p for p in everybody if p.account_id in same - {about}],
        "others": [p for p in everybody if p.account_id not in same],
        "tokens": token_lines(engine, about, speech, account.token_id),
        "version": engine.directory.version,
        "made": made,
        "token_made": isinstance(made, NewToken),
        "until": _until(made, speech),
        "away": away_line(engine, about, speech),
        "lost_factor": lost_factor_line(engine, about, engine.now(account), speech),
        **credential_lines(engine, about, speech, account.token_id),
        "done": speech.say(DONE[done]) if done in DONE else "",
        "typed": _or_empty({name: values[0] for name, values in entered.items()}),
        "errors": _or_empty(errors),
        "moved": moved,
    }
    return render_page(http, "desk/person.html", account, status=status, **shown)


def _until(made: Made | None, speech: Speech) -> str:
    """The last day on which what was made is good; empty where it does not expire."""
    if isinstance(made, NewToken) and made.expires_on:
        return speech.day(made.expires_on)
    return ""
