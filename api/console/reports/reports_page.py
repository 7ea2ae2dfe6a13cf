"""The addresses of the page of figures, and of the same figures as a file."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import SignedIn
from griffie.api.http.beside_the_loop import records
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import not_allowed_error
from griffie.api.http.report_file import ReportForm, figures_file, processing_record_file
from griffie.api.papers.processing.record_words import record_in_words
from griffie.api.papers.report.report import Report
from griffie.application.access.roles import Account, Permission, may
from griffie.application.reports.period import Period
from griffie.application.requests.commands import Day

router = APIRouter(route_class=PageRoute, include_in_schema=False)

Beside = Literal["year_before", "just_before", "nothing"]


def require_reporter(account: SignedIn) -> Account:
    """A dependency: an account that may read figures. Raises RequestRefusedError (403)."""
    if not may(account.role, Permission.REPORTS):
        raise not_allowed_error()
    return account


@dataclass(frozen=True)
class Asked:
    """Which figures are asked for."""

    period: Period
    beside: Beside
    published: bool

    @property
    def other(self) -> Period | None:
        """The period with which they are compared."""
        if self.beside == "nothing":
            return None
        if self.published or self.beside == "year_before":
            return self.period.year_before()
        return self.period.just_before()

    def query(self) -> dict[str, str]:
        """The same as the query of an address."""
        first, last = (day.isoformat() for day in self.period)
        said = {"from": first, "until": last, "beside": str(self.beside)}
        return said | ({"published": "true"} if self.published else {})


def asked_for(
    http: Request,
    _: Annotated[Account, Depends(require_reporter)],
    first: Annotated[Day | None, Query(alias="from")] = None,
    until: Day | None = None,
    beside: Beside = "year_before",
    *,
    published: bool = False,
) -> Asked:
    """A dependency: this year until today where nothing is said.

    What is published are whole years: those of the first day. Raises BadInputError.
    """
    today = engine_of(http).today()
    begin = first or (until or today).replace(month=1, day=1)
    end = until or (today if begin.year == today.year else begin.replace(month=12, day=31))
    period = Period.of_year(begin.year) if published else Period(begin, end)
    return Asked(period.checked(), beside, published)


@router.get("/reports")
def reports(
    http: Request, account: SignedIn, asked: Annotated[Asked, Depends(asked_for)]
) -> Response:
    """The page."""
    report = Report(
        engine_of(http),
        account,
        speech_for(http),
        asked.period,
        asked.other,
        published=asked.published,
    )
    return render_page(http, "reports/reports.html", account, report=report, asked=asked)


@router.get("/reports/file")
@records
def reports_as_file(
    http: Request,
    account: SignedIn,
    asked: Annotated[Asked, Depends(asked_for)],
    form: Annotated[ReportForm, Query(alias="format")] = ReportForm.CSV,
) -> Response:
    """The same figures: as a paper, or a cell a line. That they left is recorded."""
    engine = engine_of(http)
    report = Report(
        engine, account, speech_for(http), asked.period, asked.other, published=asked.published
    )
    return figures_file(engine, account, report, form)


@router.get("/reports/processing")
def processing(http: Request, account: Annotated[Account, Depends(require_reporter)]) -> Response:
    """The records of processing activities: Article 30."""
    engine, speech = engine_of(http), speech_for(http)
    record = record_in_words(engine.profile, speech)
    return render_page(
        http, "reports/processing.html", account, record=record, version=engine.profile.version
    )


@router.get("/reports/processing/file")
@records
def processing_as_file(
    http: Request,
    account: Annotated[Account, Depends(require_reporter)],
    form: Annotated[ReportForm, Query(alias="format")] = ReportForm.PDF,
) -> Response:
    """The same as a file, in the language of the reader. That it left is recorded."""
    return processing_record_file(engine_of(http), account, speech_for(http), form)
