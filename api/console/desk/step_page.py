"""The addresses of the form of a step: to open it, to try what would follow, to take the step."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.desk.attempt import Attempt, attempt, read
from griffie.api.console.desk.entered import Entered, body_of, unknown_names
from griffie.api.console.desk.problems import of_bad_input
from griffie.api.console.desk.step_form import StepForm
from griffie.api.console.find_request import Reference, request_of, typed_reference
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn, require_proof
from griffie.api.http.guard import engine_of
from griffie.api.http.parameters import once_only
from griffie.api.http.problems import RequestRefusedError, not_allowed_error
from griffie.api.http.refusal_record import record_refusal, remember_command
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account, may_take
from griffie.application.engine import Engine
from griffie.application.requests.commands import COMMANDS, AnyStep, Command
from griffie.application.requests.requests import (
    KeyReusedError,
    StaleVersionError,
    UnknownRequestError,
)
from griffie.application.views import problem_type
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.rights_request import RightsRequest

router = APIRouter(route_class=PageRoute, include_in_schema=False)

STEPS = {command.step().path: command.step() for command in COMMANDS}
_ERASING = frozenset({"erase-personal-data", "erase-copies"})
_VERSION = re.compile(r"\d{1,18}")
_REFUSED = (BadInputError, StepRefusedError, StaleVersionError, KeyReusedError)


@dataclass(frozen=True)
class Asked:
    """A step of a request, asked for by somebody who may take it."""

    engine: Engine
    request: RightsRequest
    step: AnyStep
    account: Account
    speech: Speech

    def command(self, entered: Entered) -> tuple[Command | None, dict[str, str]]:
        """The command that was typed; none where it cannot be read, with what is wrong by field.

        Raises RequestRefusedError (400) for a field that the step does not have.
        """
        if unknown_names(self.step.path, entered):
            raise RequestRefusedError(400, "malformed", "Malformed", "There is no such field.")
        body = body_of(self.step.path, entered, self._finder())
        return read(self.step, body, self.speech)

    def tried(self, entered: Entered) -> StepForm:
        """The form with what would follow from what was typed."""
        command, errors = self.command(entered)
        if command is None:
            return self.form(entered, Attempt(errors))
        return self.form(
            entered, attempt(self.engine, self.request, command, self.account, self.speech)
        )

    def form(
        self, entered: Entered | None = None, tried: Attempt | None = None, since: int | None = None
    ) -> StepForm:
        """The form on the request as it stands now; `since` is the version that was read."""
        now = self.engine.requests.load(self.request.id)
        tried = tried or Attempt()
        return StepForm(
            self.engine, now, self.step, self.account, self.speech, entered, tried, since
        )

    def _finder(self) -> Callable[[str], UUID | None]:
        """Finds another request by its reference, among those that this account may read."""

        def find(typed: str) -> UUID | None:
            with suppress(UnknownRequestError):
                return request_of(self.engine, self.account, typed_reference(typed)).id
            return None

        return find


def _prove(http: Request, asked: Asked) -> None:
    """Who erases shows once more who they are, before they type. Raises NotProvedError."""
    if asked.step.path in _ERASING:
        require_proof(http)


def asked_for(
    http: Request,
    account: SignedIn,
    reference: Reference,
    step: Annotated[str, Path(max_length=60)],
) -> Asked:
    """A dependency. Raises UnknownRequestError, or RequestRefusedError (403) for the role."""
    found = STEPS.get(step)
    if found is None:
        raise UnknownRequestError
    remember_command(http, found.path)
    if not may_take(account.role, found.path):
        raise not_allowed_error()
    engine = engine_of(http)
    request = request_of(engine, account, reference)
    return Asked(engine, request, found, account, speech_for(http))


async def entered_form(http: Request) -> Entered:
    """A dependency: what stands in the fields of a form, each with every value that was sent.

    Raises RequestRefusedError (400) for a file.
    """
    form = await http.form()
    found: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if not isinstance(value, str):
            raise RequestRefusedError(400, "malformed", "Malformed", "No file is expected here.")
        found.setdefault(name, []).append(value)
    return found


Typed = Annotated[Entered, Depends(entered_form)]


@router.get("/requests/{reference}/do/{step}")
def open_form(http: Request, asked: Annotated[Asked, Depends(asked_for)]) -> Response:
    """The form of a step; where it is forbidden, why.

    The query may choose beforehand, by the codes of a list: `?right=erasure&purposes=newsletter`.
    """
    _prove(http, asked)
    form = asked.form()
    query = http.query_params
    return _page(http, replace(form, chosen={name: query.getlist(name) for name in query}))


@router.post("/requests/{reference}/do/{step}/ahead", dependencies=[FromHere])
def look_ahead(
    http: Request, asked: Annotated[Asked, Depends(asked_for)], entered: Typed
) -> Response:
    """What would follow from what is typed so far, as a piece of a page. Nothing is recorded."""
    return render_page(http, "desk/ahead.html", asked.account, form=asked.tried(entered))


@router.post("/requests/{reference}/do/{step}", dependencies=[FromHere])
def take_step(
    http: Request, asked: Annotated[Asked, Depends(asked_for)], entered: Typed
) -> Response:
    """Take the step and go back to the request; or show the form again with what was typed."""
    _prove(http, asked)
    if "ahead" in entered:
        return _page(http, asked.tried(entered))
    command, errors = asked.command(entered)
    if command is None:
        return _page(http, asked.form(entered, Attempt(errors)), 422)
    engine, account = asked.engine, asked.account
    version = typed_version(entered)
    # The key names this form; the rest of what was sent says whether it is the same once more.
    once = once_only(
        engine, account, http.url.path, entered.get("once", [""])[0], repr(entered).encode()
    )
    try:
        done = engine.requests.take(
            asked.request.id, command, engine.now(account), expected=version, once=once
        )
    except _REFUSED as error:
        status, tried, since = _refusal(http, error, asked.speech, version)
        return _page(http, asked.form(entered, tried, since), status)
    return RedirectResponse(f"{http.url.path.partition('/do/')[0]}?done={done.version}", 303)


def _refusal(
    http: Request, error: Exception, speech: Speech, version: int | None
) -> tuple[int, Attempt, int | None]:
    """What the form says of a refusal: its status, what was wrong, since which version to look."""
    if isinstance(error, BadInputError):
        return 422, Attempt(of_bad_input(error, speech)), None
    if isinstance(error, StepRefusedError):
        record_refusal(http, problem_type(error.provision))
        return 409, Attempt(refused=error), None
    return 412, Attempt(), version  # also where this very form was taken, with other words


def _page(http: Request, form: StepForm, status: int = 200) -> Response:
    return render_page(http, "desk/step.html", form.account, status=status, form=form)


def typed_version(entered: Entered) -> int | None:
    """The version that was read when the form was opened."""
    typed = entered.get("version", [""])[0]
    return int(typed) if _VERSION.fullmatch(typed) else None
