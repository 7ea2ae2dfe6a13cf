"""The page of the searches of a request, and its form: each search asked is a command of the API.

Nothing is recorded while one of the searches cannot be asked; then they are recorded one by one,
each on the version that the one before it made.
"""

import secrets
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.desk.attempt import read
from griffie.api.console.desk.problems import of_bad_input
from griffie.api.console.desk.searches import Searches
from griffie.api.console.desk.step_form import KEY_BYTES, objection
from griffie.api.console.desk.step_page import Typed, typed_version
from griffie.api.console.find_request import Reference, request_of
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.parameters import once_only
from griffie.api.http.problems import not_allowed_error
from griffie.api.http.refusal_record import record_refusal, remember_command
from griffie.api.words.names import msg
from griffie.application.access.roles import Account, may_take
from griffie.application.requests.commands import Command
from griffie.application.requests.requests import KeyReusedError, StaleVersionError
from griffie.application.views import problem_type
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.rights_request import RightsRequest as Step

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_NONE_CHOSEN = msg("Choose at least one system.")


@router.get("/requests/{reference}/searches")
def show_searches(
    http: Request,
    reference: Reference,
    account: SignedIn,
    since: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    """How each system stands; `since` is the version before the searches asked just now."""
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    return _page(http, Searches(engine, request, account, speech_for(http), since=since))


@router.post("/requests/{reference}/searches", dependencies=[FromHere])
def ask_searches(
    http: Request, reference: Reference, account: SignedIn, entered: Typed
) -> Response:
    """Ask every search that was chosen, and go back to the page; or show the form again."""
    asking(http, account)
    engine, speech = engine_of(http), speech_for(http)
    request = request_of(engine, account, reference)
    form = Searches(engine, request, account, speech, entered)
    commands, errors = _commands(form)
    if not errors:
        errors = _tried(http, form, commands)
    if errors:
        return _page(http, replace(form, errors=errors), 422)
    known = typed_version(entered)
    version = request.version if known is None else known
    key = next(iter(entered.get("once", ())), "")
    now = engine.now(account)
    for code, command in commands.items():
        own = f"{key}/{code}" if key else None
        once = once_only(engine, account, http.url.path, own, repr(entered).encode())
        try:
            version = engine.requests.take(
                request.id, command, now, expected=version, once=once
            ).version
        except (StaleVersionError, KeyReusedError):
            moved = request_of(engine, account, reference)
            return _page(http, replace(form, request=moved, moved=True), 412)
    since = version - len(commands)
    return RedirectResponse(f"{http.url.path}?since={since}", 303)


def asking(http: Request, account: Account) -> None:
    """Raises RequestRefusedError (403) where this account may ask for no search."""
    remember_command(http, Step.ask_search.path)
    if not may_take(account.role, Step.ask_search.path):
        raise not_allowed_error()


def _commands(form: Searches) -> tuple[dict[str, Command], dict[str, str]]:
    """The command of each search by its system; and what is wrong, by system or common field."""
    commands: dict[str, Command] = {}
    errors: dict[str, str] = {}
    for code, body in form.wanted():
        found, wrong = read(Step.ask_search, body, form.speech)
        if found is None:
            errors |= {form.place_of(code, word): why for word, why in wrong.items()}
        else:
            commands[code] = found
    if not commands and not errors:
        errors["systems"] = form.speech.say(_NONE_CHOSEN)
    return commands, errors


def _tried(http: Request, form: Searches, commands: dict[str, Command]) -> dict[str, str]:
    """What stands in the way of a search, tried on a copy: nothing is recorded."""
    engine, now = form.engine, form.engine.now(form.account)
    errors: dict[str, str] = {}
    for code, command in commands.items():
        try:
            engine.requests.try_out(form.request.id, command, now)
        except BadInputError as error:
            wrong = of_bad_input(error, form.speech)
            errors |= {form.place_of(code, word): why for word, why in wrong.items()}
        except StepRefusedError as refused:
            record_refusal(http, problem_type(refused.provision))
            return {"systems": objection(refused, form.speech).why}
    return errors


def _page(http: Request, page: Searches, status: int = 200) -> Response:
    key = secrets.token_urlsafe(KEY_BYTES)
    return render_page(http, "desk/searches.html", page.account, status=status, page=page, key=key)
