"""Figures for publication: what tells of fewer than five is hidden, and cannot be reckoned."""

from hypothesis import given
from hypothesis import strategies as st

from griffie.application.reports.figure_tables import FigureTable, spread
from griffie.application.reports.figures import SMALL, hide_small_cells
from tests.given.figures import DUE_ON, LATER, answered, tables

cells = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 30))


@given(cells)
def test_no_cell_below_five_is_published(counts: dict[str, int]) -> None:
    for table in (FigureTable(counts, parts=True), FigureTable(counts, parts=False)):
        shown = hide_small_cells(table)
        assert shown.keys() == counts.keys()
        assert all(value is None or value >= SMALL for value in shown.values())
        assert all(value in {None, counts[name]} for name, value in shown.items())


@given(cells)
def test_what_is_hidden_cannot_be_reckoned_from_the_whole(counts: dict[str, int]) -> None:
    shown = hide_small_cells(FigureTable(counts))
    gone = [counts[name] for name, value in shown.items() if value is None]

    assert sum(gone) == 0 or sum(gone) >= SMALL or len(gone) == len(counts)


def test_a_spread_over_fewer_than_five_is_hidden_whole() -> None:
    few, enough = spread([1, 2, 3, 4]), spread([1, 2, 3, 4, 5])

    assert set(hide_small_cells(FigureTable(few, parts=False)).values()) == {None}
    assert hide_small_cells(FigureTable(enough, parts=False)) == enough


def test_one_late_answer_among_many_is_not_given_away() -> None:
    shown = tables(*[answered(DUE_ON)] * 20, answered(LATER), published=True)

    assert shown["answers"] == {"in time": None, "too late": None, "not yet": None}
    assert shown["share in time"]["answers"] is None
    assert shown["received"]["requests"] == 21
