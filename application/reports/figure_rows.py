"""The figures of a period as rows of a table: a cell a line."""

from collections.abc import Iterator

from griffie.application.reports.figures import Figures

Cell = str | int | float | bool | None

FIGURE_COLUMNS = ("table", "cell", "value")


def figure_rows(report: Figures, beside: Figures | None = None) -> Iterator[tuple[Cell, ...]]:
    """Every cell of every table, then what is not available and why."""
    mine, others = _facts(report), _facts(beside) if beside else {}
    for table, cell in dict.fromkeys([*mine, *others]):
        value = mine.get((table, cell))
        yield (table, cell, value, others.get((table, cell))) if beside else (table, cell, value)


def _facts(report: Figures) -> dict[tuple[str, str], Cell]:
    period = report.period
    facts: dict[tuple[str, str], Cell] = {
        ("report", "year"): period.first.year,
        ("report", "first"): period.first.isoformat(),
        ("report", "last"): period.last.isoformat(),
        ("report", "on"): report.on.isoformat(),
        ("report", "published"): "yes" if report.published else "no",
    }
    for table, cells in report.tables.items():
        facts |= {(table, cell): value for cell, value in cells.items()}
    return facts | {("not available", what): why for what, why in report.not_available.items()}
