"""The form for an inspection: which requests an authority is handed, and the file."""

from collections import defaultdict
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import ValidationError

from griffie.api.console.desk.step_page import Typed
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import Auditing, FromHere, require_proof
from griffie.api.console.oversight.bundle_form import form_values
from griffie.api.http.guard import engine_of
from griffie.api.http.routes.inspection import InspectionQuery, inspection_file
from griffie.api.words.bad_input import WHY
from griffie.api.words.names import OUTCOMES, msg
from griffie.api.words.speech import first_up
from griffie.application.access.purposes import Why, says_why
from griffie.application.access.roles import Account
from griffie.application.dossier.inspection import MOST
from griffie.domain.law import Language
from griffie.domain.model.errors import BadInputError
from griffie.domain.request.vocabulary import Outcome

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_NO_REASON = msg("State a reason first: it is recorded, sealed.")
_UNREAD = msg("This cannot be read")
_FIELDS = ("from", "until", "outcome", "complaint", "dossier", "language", "form")


@router.get("/audit/inspection")
def choose_requests(http: Request, account: Auditing) -> Response:
    """The form."""
    return _form(http, account, {}, {})


@router.post("/audit/inspection", dependencies=[FromHere])
def take_inspection(http: Request, account: Auditing, entered: Typed) -> Response:
    """The file, as a zip. That each request was handed out is recorded first."""
    said = {name: values[0].strip() for name, values in entered.items() if values and values[0]}
    named = {name: said[name] for name in _FIELDS if said.get(name)}
    try:
        asked = InspectionQuery.model_validate(named)
    except ValidationError as error:
        places = {str(one["loc"][0]): _UNREAD for one in error.errors(include_input=False)}
        return _form(http, account, said, places)
    if said.get("reveal"):
        require_proof(http)
    why = Why(reason=said.get("reason")) if said.get("reveal") else None
    if why and not says_why(why.reason or ""):
        return _form(http, account, said, {"reason": _NO_REASON})
    engine = engine_of(http)
    language = asked.language or engine.profile.languages.default
    try:
        return inspection_file(engine, account, asked, language, why)
    except BadInputError as error:
        return _form(http, account, said, {error.word: WHY.get(str(error), _UNREAD)})


def _form(http: Request, account: Account, said: dict[str, str], wrong: dict[str, str]) -> Response:
    speech = speech_for(http)
    spoken = said.get("language") or engine_of(http).profile.languages.default.value
    shown: dict[str, Any] = {
        "said": defaultdict(str, said),
        "wrong": defaultdict(str, {name: speech.say(why) for name, why in wrong.items()}),
        "outcomes": [(one.value, first_up(speech.say(OUTCOMES[one]))) for one in Outcome],
        "tongues": [(one.value, speech.tongue(one.value)) for one in Language],
        "spoken": spoken,
        "most": MOST,
        **form_values(engine_of(http)),
    }
    status = 422 if wrong else 200
    return render_page(http, "oversight/inspection.html", account, status=status, **shown)
