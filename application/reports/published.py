"""The tables that may be published: no cell tells of fewer than five, and none can be reckoned.

A cell below five is hidden. What is left must not give it away: where cells are parts of a whole
that is published too, the smallest others are hidden as well, until what is hidden adds up to five.
"""

from collections.abc import Mapping

from griffie.application.reports.figure_tables import FigureTable, Value

SMALL = 5
"""A cell with a smaller number is hidden in the published form: our policy [P]."""

_WAITING, _IRREGULAR, _BY_RIGHT, _DAYS = (
    "waiting for the requester",
    "irregular",
    "parts by right",
    "days to an answer",
)
_AMONG_ALL = ("grounds", "grounds of extension")
"""Tables whose cells are no parts of one whole, and yet nearly add up to another figure."""


def publish(tables: Mapping[str, FigureTable]) -> dict[str, dict[str, Value]]:
    """Every table as it may be published; a hidden cell is none."""
    shown = {name: _published(name, table) for name, table in tables.items()}
    shown[_WAITING] = _hide_days(shown[_WAITING])
    claims = tables["received"].cells["claims"] or 0
    unanswered = claims - (tables[_DAYS].cells["number"] or 0)
    if 0 < unanswered < SMALL:  # else all claims less those with an answer are those without
        shown[_DAYS]["number"] = None
    return shown


def _published(name: str, table: FigureTable) -> dict[str, Value]:
    if name == _IRREGULAR:
        return _without_its_total(table)
    if name == _BY_RIGHT:
        return _group_by_group(table)
    return hide_small_cells(FigureTable(table.cells, table.parts or name in _AMONG_ALL))


def _without_its_total(table: FigureTable) -> dict[str, Value]:
    """The cell `all` is the sum of the others: they are its parts."""
    others = {cell: value for cell, value in table.cells.items() if cell != "all"}
    whole = {cell: value for cell, value in table.cells.items() if cell == "all"}
    shown = hide_small_cells(FigureTable(whole)) | hide_small_cells(FigureTable(others))
    return {cell: shown[cell] for cell in table.cells}


def _group_by_group(table: FigureTable) -> dict[str, Value]:
    """How the parts of a right stand adds up to what was asked of that right."""
    groups: dict[str, dict[str, Value]] = {}
    for cell, value in table.cells.items():
        groups.setdefault(cell.partition("/")[0], {})[cell] = value
    return {
        cell: value
        for group in groups.values()
        for cell, value in hide_small_cells(FigureTable(group)).items()
    }


def _hide_days(shown: Mapping[str, Value]) -> dict[str, Value]:
    """The days of a wait are hidden with its questions: they are days of the same few people."""
    return {
        cell: None if cell.endswith(" days") and shown[_questions(cell)] is None else value
        for cell, value in shown.items()
    }


def _questions(cell: str) -> str:
    return f"{cell.removesuffix(' days')} questions"


def hide_small_cells(table: FigureTable) -> dict[str, Value]:
    """The cells that may be published; a hidden one is none.

    Cells below five are hidden. Where cells are parts of a whole, the smallest others are hidden
    too, until the hidden ones add up to five: else the total would reveal them. A spread over fewer
    than five is hidden whole.
    """
    numbers = {name: value for name, value in table.cells.items() if isinstance(value, int)}
    if "median" in table.cells:
        few = (table.cells["number"] or 0) < SMALL
        return dict.fromkeys(table.cells) if few else dict(table.cells)
    gone = {name for name, value in numbers.items() if value < SMALL}
    if table.parts:
        for name in sorted(numbers, key=lambda name: numbers[name]):
            if not 0 < sum(numbers[one] for one in gone) < SMALL:
                break
            gone.add(name)
    return {name: None if name in gone else value for name, value in table.cells.items()}
