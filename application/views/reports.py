"""The answer with the annual figures."""

from datetime import date

from pydantic import ConfigDict, Field

from griffie.application.reports.figures import Figures
from griffie.application.views.answer import AnswerModel, documented

_COUNTED = "Requests received in the period, and their claims, as they stand on the day."


# The figures of a year: table to cell to number.
class AnnualShown(AnswerModel):
    model_config = ConfigDict(json_schema_extra=documented("counted", before="tables"))

    year: int = Field(description="Of a period: the year in which it begins.")
    first: date = Field(description="The first day of receipt that is counted.")
    last: date
    on: date = Field(description="The day on which what is open is judged.")
    published: bool
    tables: dict[str, dict[str, int | float | None]] = Field(
        description="Null: hidden, or a measure of nothing."
    )
    not_available: dict[str, str] = Field(description="Which figures are missing, and why.")
    counted: str


def annual_shown(report: Figures) -> AnnualShown:
    """The annual figures, and what was counted in them."""
    return AnnualShown(
        year=report.period.first.year,
        first=report.period.first,
        last=report.period.last,
        on=report.on,
        published=report.published,
        tables={table: dict(cells) for table, cells in report.tables.items()},
        not_available=dict(report.not_available),
        counted=_COUNTED,
    )
