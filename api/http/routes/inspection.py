"""The address of the file for an inspection: chosen requests in one bundle."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from griffie.api.http.beside_the_loop import records
from griffie.api.http.guard import Auditor, engine_of
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import Reason, problem_responses
from griffie.api.http.problems import RequestRefusedError
from griffie.api.http.routes.dossier import BUNDLE, ON_FORM, ZIP, LongOrShort, bundle_headers
from griffie.api.http.routes.requests import look
from griffie.application.access.purposes import Why
from griffie.application.access.roles import Account
from griffie.application.dossier.bundles import BundleOptions
from griffie.application.dossier.choose import choose, facts_of
from griffie.application.dossier.form import Form
from griffie.application.dossier.inspection import Choice
from griffie.application.engine import Engine
from griffie.application.requests.bodies import Day
from griffie.domain.housekeeping import LookPurpose
from griffie.domain.law import Language
from griffie.domain.model.values import Code
from griffie.domain.request.vocabulary import Outcome

router = APIRouter(prefix="/api/v1", tags=["audit"], route_class=StrictRoute)

_SINCE = "Requests received from this day on. Name at least one of the five."


class InspectionQuery(BaseModel):
    """Which requests: those that meet everything that is named."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: Annotated[Day | None, Field(alias="from", description=_SINCE)] = None
    until: Annotated[Day | None, Field(description="The last day of receipt.")] = None
    outcome: Annotated[Outcome | None, Field(description="How they ended.")] = None
    complaint: Annotated[bool, Field(description="Only with a recorded complaint.")] = False
    dossier: Annotated[
        Code | None, Field(description="The authority's reference, as it was recorded.")
    ] = None
    language: Annotated[
        Language | None, Field(description="That of the authority; else of the controller.")
    ] = None
    reveal: Annotated[
        bool, Field(description="With the personal data, for the reason in Reveal-Reason.")
    ] = False
    purpose: Annotated[
        LookPurpose | None, Field(description="For what it is opened; left out, the supervision.")
    ] = None
    form: Annotated[LongOrShort | None, Field(description=ON_FORM)] = None
    min_position: int | None = None

    @property
    def choice(self) -> Choice:
        return Choice(self.first, self.until, self.outcome, self.complaint, self.dossier)


@router.get(
    "/audit/inspection",
    name="inspection",
    response_class=StreamingResponse,
    responses=BUNDLE | problem_responses(422),
)
@records
def inspection(
    http: Request,
    account: Auditor,
    asked: Annotated[InspectionQuery, Query()],
    reason: Reason = None,
) -> Response:
    """The file for an inspection: chosen requests, their proofs, and a PDF for the authority.

    One signed bundle, which `verify.py` inside it checks. Every event of each request is in it;
    personal data only with `reveal`. That each was handed out is recorded before the file is made.
    """
    engine = engine_of(http)
    language = asked.language or engine.profile.languages.default
    if asked.reveal and not reason:
        detail = "State in the header Reveal-Reason why the authority needs the personal data."
        raise RequestRefusedError(422, "purpose", "A purpose is needed", detail)
    opened_for = Why(asked.purpose, reason) if asked.reveal else None
    return inspection_file(engine, account, asked, language, opened_for)


def inspection_file(
    engine: Engine, account: Account, asked: InspectionQuery, language: Language, why: Why | None
) -> Response:
    """The file as an answer; where it is said why, the personal data are opened, each recorded.

    Raises BadInputError (see `choose`), and RequestRefusedError where somebody's data may not be
    opened by this account: then nothing leaves.
    """
    requests, form = choose(engine, asked.choice), asked.form and Form(asked.form)
    if why:
        said = Why(why.purpose or LookPurpose.SUPERVISION, why.reason)
        for request in requests:
            look(engine, account, request, said, erased=request.erased)
    options = BundleOptions(language, form, opened=why is not None)
    facts = facts_of(engine, asked.choice)
    octets = engine.bundles.of_inspection(account, requests, facts, options)
    return StreamingResponse(octets, headers=bundle_headers("inspection"), media_type=ZIP)
