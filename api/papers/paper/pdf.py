"""A paper as PDF."""

from importlib.resources import files
from typing import Any

from griffie.api.papers.paper.paper import Paper, Section, Table
from griffie.api.papers.typeset import typeset

TEMPLATE = files("griffie.api.papers.paper").joinpath("paper.typ").read_bytes()


def paper_pdf(paper: Paper) -> bytes:
    """The PDF: the same paper gives the same bytes."""
    said = {
        "title": paper.title,
        "language": paper.language.value,
        "year": paper.on.year,
        "month": paper.on.month,
        "day": paper.on.day,
        "author": paper.author,
        "facts": paper.facts,
        "sections": [_section(one) for one in paper.sections],
        "foot": paper.foot,
        "wide": paper.wide,
    }
    return typeset(TEMPLATE, "paper", said)


def _section(one: Section) -> dict[str, Any]:
    return one._asdict() | {
        "figures": [figure._asdict() for figure in one.figures],
        "tables": [_table(table) for table in one.tables],
    }


def _table(one: Table) -> dict[str, Any]:
    """A table whose second column begins with a digit, or is hidden, is one of numbers."""
    return one._asdict() | {"numbers": _are_numbers(one)}


def _are_numbers(one: Table) -> bool:
    cells = [cell for row in one.rows for cell in row[1:]]
    return bool(cells) and all(cell[:1].isdigit() or cell in {"–", "½"} for cell in cells)
