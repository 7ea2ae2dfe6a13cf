"""The addresses of the yearly figures and of retention. No names, no texts."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from griffie.api.http.guard import engine_of, need
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import problem_responses
from griffie.api.http.routes.lists import JudgedDay
from griffie.api.papers.table.forms import escape_formula
from griffie.application.access.roles import Account, Permission
from griffie.application.reports.figures import Annual, annual
from griffie.application.retention.carry_out import Selection
from griffie.application.retention.schedule import Kept
from griffie.application.views.reports import AnnualShown, annual_shown
from griffie.application.views.retention import (
    CarriedShown,
    RetentionShown,
    carried_shown,
    retention_shown,
)
from griffie.domain.housekeeping import Export
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


def _annual_figures(http: Request, year: int, *, published: bool) -> Annual:
    engine = engine_of(http)
    return annual(engine.figures(), year, engine.today(), published=published)


@router.get("/reports/annual", response_model=AnnualShown, responses=problem_responses(422))
def annual_report(
    http: Request, _: Reporter, year: Year, *, published: Published = False
) -> Response:
    """What came in during a year, what became of it, and whether it was in time."""
    return json_response(annual_shown(_annual_figures(http, year, published=published)))


@router.get(
    "/reports/annual.csv",
    response_class=Response,
    responses=problem_responses(422)
    | {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def annual_report_as_csv(
    http: Request, account: Reporter, year: Year, *, published: Published = False
) -> Response:
    """The same, a cell a line: table, cell, value. What is hidden or missing has no value."""
    engine = engine_of(http)
    engine.access_trail.record_export(None, Export.REPORT, engine.now(account))
    written = StringIO(newline="")
    lines = csv.writer(written)
    lines.writerow(("table", "cell", "value"))
    lines.writerows(_csv_rows(_annual_figures(http, year, published=published)))
    name = f'attachment; filename="griffie-{year}.csv"'
    headers = {"Content-Disposition": name}
    return Response(written.getvalue(), headers=headers, media_type="text/csv; charset=utf-8")


def _csv_rows(report: Annual) -> Iterator[tuple[Any, ...]]:
    yield "report", "year", report.year
    yield "report", "on", report.on.isoformat()
    yield "report", "published", "yes" if report.published else "no"
    for table, cells in report.tables.items():
        for cell, value in cells.items():
            yield escape_formula(table), escape_formula(cell), value
    for figure, because in report.not_available.items():
        yield "not available", escape_formula(figure), escape_formula(because)


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
