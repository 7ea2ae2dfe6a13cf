"""A report that leaves as a file, PDF among them. That it leaves is recorded first."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from fastapi import Response

from griffie.api.http.list_file import file_response
from griffie.api.papers.paper.paper import Paper
from griffie.api.papers.paper.pdf import paper_pdf
from griffie.api.papers.processing.record_paper import record_head, record_paper, record_rows
from griffie.api.papers.report.report import Report
from griffie.api.papers.report.report_paper import report_paper
from griffie.api.papers.table.forms import MEDIA_TYPES, Row, TableForm
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.reports.figure_rows import FIGURE_COLUMNS, figure_rows
from griffie.domain.housekeeping import Export

PDF = "application/pdf"


class ReportForm(StrEnum):
    """The forms in which a report can be had."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    PDF = "pdf"


_TEXT = {"schema": {"type": "string"}}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
REPORT_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {kind.partition(";")[0]: _TEXT for kind in MEDIA_TYPES.values()} | {PDF: _BINARY}
    }
}
"""The documentation of an address that gives a report as a file."""


def figures_file(engine: Engine, account: Account, report: Report, form: ReportForm) -> Response:
    """Figures: as a paper, or a cell a line, with the same cells of another period beside them.

    Raises ContentionError: that they left could not be recorded.
    """
    _recorded(engine, account)
    name = report.period.name
    if form is ReportForm.PDF:
        return pdf_response(report_paper(report), name)
    head = (*FIGURE_COLUMNS, *(["beside"] if report.other else []))
    return _table(form, name, head, figure_rows(report.shown, report.other))


def processing_record_file(
    engine: Engine, account: Account, speech: Speech, form: ReportForm
) -> Response:
    """The records of processing activities. Raises ContentionError."""
    _recorded(engine, account)
    profile, name = engine.profile, "processing-record"
    if form is ReportForm.PDF:
        return pdf_response(record_paper(profile, speech, engine.today()), name)
    return _table(form, name, record_head(speech), record_rows(profile, speech))


def _recorded(engine: Engine, account: Account) -> None:
    engine.access_trail.record_export(None, Export.REPORT, engine.now(account))


def _table(form: ReportForm, name: str, head: Sequence[str], rows: Iterable[Row]) -> Response:
    return file_response(TableForm(form.value), name, head, rows)


def pdf_response(paper: Paper, name: str) -> Response:
    """A paper as an answer that no browser and nobody in between keeps."""
    headers = {
        "Content-Disposition": f'attachment; filename="griffie-{name}.pdf"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(paper_pdf(paper), headers=headers, media_type=PDF)
