"""The addresses of the yearly figures and of retention. No names, no texts."""

from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from griffie.api.http.beside_the_loop import records
from griffie.api.http.guard import engine_of, need
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import problem_responses
from griffie.api.http.report_file import (
    REPORT_FILES,
    ReportForm,
    figures_file,
    processing_record_file,
)
from griffie.api.http.routes.lists import JudgedDay
from griffie.api.papers.report.report import Report
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account, Permission
from griffie.application.reports.figures import figures
from griffie.application.reports.period import Period
from griffie.application.requests.commands import Day
from griffie.application.retention.carry_out import Selection
from griffie.application.retention.schedule import Kept
from griffie.application.views.processing_record import (
    ProcessingRecordShown,
    processing_record_shown,
)
from griffie.application.views.reports import AnnualShown, annual_shown
from griffie.application.views.retention import (
    CarriedShown,
    RetentionShown,
    carried_shown,
    retention_shown,
)
from griffie.domain.law import Language
from griffie.domain.model.errors import BadInputError

router = APIRouter(prefix="/api/v1", tags=["reports"], route_class=StrictRoute)

Reporter = Annotated[Account, Depends(need(Permission.REPORTS))]
Officer = Annotated[Account, Depends(need(Permission.DPO_COMMAND))]
Year = Annotated[
    int, Query(ge=2018, le=2099, description="The calendar year in which requests were received.")
]
Published = Annotated[bool, Query(description="Hide the cells that tell of fewer than five.")]
MOST_AT_ONCE = 1000
"""So many things that are due are named in one message at most."""


Form = Annotated[
    ReportForm | None, Query(alias="format", description="As a file, which is recorded.")
]
Spoken = Annotated[
    Language | None, Query(description="Of names and of a PDF; else that of the controller.")
]


@router.get(
    "/reports/annual", response_model=AnnualShown, responses=problem_responses(422) | REPORT_FILES
)
@records
def annual_report(
    http: Request,
    account: Reporter,
    year: Year,
    *,
    published: Published = False,
    form: Form = None,
    language: Spoken = None,
) -> Response:
    """What came in during a year, what became of it, and whether it was in time."""
    asked = Asked(Period.of_year(year), published, language)
    return _report(http, account, asked, form)


@router.get(
    "/reports/annual.{form}",
    response_class=Response,
    responses=problem_responses(422) | REPORT_FILES,
)
@records
def annual_report_as_file(
    http: Request,
    account: Reporter,
    form: ReportForm,
    year: Year,
    *,
    published: Published = False,
    language: Spoken = None,
) -> Response:
    """The same: as a paper, or a cell a line. What is hidden or missing has no value."""
    return _report(http, account, Asked(Period.of_year(year), published, language), form)


@router.get(
    "/reports/period", response_model=AnnualShown, responses=problem_responses(422) | REPORT_FILES
)
@records
def period_report(
    http: Request,
    account: Reporter,
    first: Annotated[Day, Query(alias="from", description="The first day of receipt.")],
    until: Annotated[Day, Query(description="The last day of receipt.")],
    *,
    published: Published = False,
    form: Form = None,
    language: Spoken = None,
) -> Response:
    """The same of any days: at most ten years, from 2018 on. Only a whole year is published."""
    asked = Asked(Period(first, until).checked(), published, language)
    return _report(http, account, asked, form)


class Asked(NamedTuple):
    """Which figures are asked for."""

    period: Period
    published: bool
    language: Language | None


def _report(http: Request, account: Account, asked: Asked, form: ReportForm | None) -> Response:
    engine, (period, published, language) = engine_of(http), asked
    if form is None:
        found = figures(engine.figures(), period, engine.today(), published=published)
        return json_response(annual_shown(found))
    speech = Speech(language or engine.profile.languages.default)
    report = Report(engine, account, speech, period, None, published=published)
    return figures_file(engine, account, report, form)


@router.get(
    "/reports/processing", response_model=ProcessingRecordShown, responses=problem_responses(422)
)
def processing_record(http: Request, _: Reporter, language: Spoken = None) -> Response:
    """The records of processing activities (Article 30) as far as the profile knows them.

    What the article asks and the profile does not say is named under `unsaid`.
    """
    engine = engine_of(http)
    spoken = language or engine.profile.languages.default
    return json_response(processing_record_shown(engine.profile, spoken, engine.today()))


@router.get(
    "/reports/processing.{form}",
    response_class=Response,
    responses=problem_responses(422) | REPORT_FILES,
)
@records
def processing_record_as_file(
    http: Request, account: Reporter, form: ReportForm, language: Spoken = None
) -> Response:
    """The same as a paper, or a row for each purpose and each thing that is not said."""
    engine = engine_of(http)
    speech = Speech(language or engine.profile.languages.default)
    return processing_record_file(engine, account, speech, form)


@router.get("/retention", response_model=RetentionShown, responses=problem_responses(422))
def retention(
    http: Request,
    _: Officer,
    on: Annotated[JudgedDay | None, Query(description="By which day; today when left out.")] = None,
) -> Response:
    """Which files are due to be erased, tier by tier, and what holds them up. Erases nothing."""
    engine = engine_of(http)
    day = on or engine.today()
    return json_response(retention_shown(day, engine.retention().due(day)))


class OneDue(BaseModel):
    """One thing that is due: of which request, and which kind of data."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: UUID
    kept: Kept


class CarryOut(BaseModel):
    """What to keep to; nothing named means everything that is due today."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    request: UUID | None = None
    kept: Kept | None = None
    items: Annotated[
        tuple[OneDue, ...] | None,
        Field(max_length=MOST_AT_ONCE, description="Just these; all limits hold together."),
    ] = None
    on: JudgedDay | None = None


@router.post(
    "/retention/carry-out", response_model=CarriedShown, responses=problem_responses(409, 422, 503)
)
def carry_out_retention(http: Request, officer: Officer, said: CarryOut) -> Response:
    """Erase what is due, in order: evidence of identity, delivered copies, words, histories.

    Nothing under a hold goes. Doing it again does nothing twice; what was cut off is finished.
    """
    engine = engine_of(http)
    day = said.on or engine.today()
    if day > engine.today():
        raise BadInputError("on", "in the future")
    named = said.items
    only = None if named is None else frozenset((one.id, one.kept) for one in named)
    carried = engine.carry_out(officer, day, Selection(said.request, said.kept, only))
    return json_response(carried_shown(day, carried))
