"""Figures for publication: what tells of fewer than five is hidden, and cannot be reckoned."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from griffie.application.reports.figure_tables import FigureTable, spread
from griffie.application.reports.figures import figures
from griffie.application.reports.period import Period
from griffie.application.reports.published import SMALL, hide_small_cells, publish
from griffie.domain.law import Right
from griffie.domain.model.errors import BadInputError
from tests.given.figures import DUE_ON, LATER, Kept, answered, tables
from tests.given.past import received

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


def published(name: str, **cells: Any) -> dict[str, object]:
    """One table as it is published, among others that are whole."""
    few = {"received": FigureTable({"requests": 90, "claims": 90}, parts=False)}
    few |= {"waiting for the requester": FigureTable({}, parts=False)}
    few |= {"days to an answer": FigureTable(spread(list(range(90))), parts=False)}
    return dict(publish(few | {name: FigureTable(cells, parts=False)})[name])


def test_a_total_that_stands_among_its_parts_gives_none_of_them_away() -> None:
    shown = published("irregular", all=14, RightFulfilled=12, RequesterInformed=2)

    assert shown == {"all": 14, "RightFulfilled": None, "RequesterInformed": None}


def test_the_parts_of_a_right_are_hidden_together_where_the_right_is_counted_elsewhere() -> None:
    cells = {"erasure/fulfilled": 12, "erasure/open": 3, "access/fulfilled": 40}
    shown = published("parts by right", **cells)

    assert shown == {"erasure/fulfilled": None, "erasure/open": None, "access/fulfilled": 40}


def test_days_of_waiting_are_hidden_with_the_few_who_waited() -> None:
    cells = {"a questions": 1, "a days": 14, "b questions": 6, "b days": 60}
    shown = published("waiting for the requester", **cells)

    assert shown == {"a questions": None, "a days": None, "b questions": 6, "b days": 60}


def test_one_ground_among_many_refusals_is_not_given_away() -> None:
    shown = published("grounds", **{"gdpr/17/3/b": 11, "gdpr/17/3/e": 2})

    assert set(shown.values()) == {None}


def test_how_many_wait_for_an_answer_cannot_be_reckoned_from_those_who_have_one() -> None:
    shown = published("days to an answer", **spread(list(range(88))))

    assert shown["number"] is None
    assert shown["median"] == 43.5


@pytest.mark.parametrize("last", [date(2026, 12, 30), date(2027, 1, 1), date(2027, 12, 31)])
def test_only_a_whole_calendar_year_is_published(last: date) -> None:
    period = Period(date(2026, 1, 1), last)

    with pytest.raises(BadInputError):
        figures(Kept(), period, LATER, published=True)
    assert figures(Kept(), period, LATER).tables["received"]["requests"] == 0


def test_a_period_counts_what_came_in_on_its_days_and_nothing_else() -> None:
    one = answered(DUE_ON)
    day = received(Right.ACCESS).received_on

    for first, last, number in (
        (day, day, 1),
        (date(2025, 7, 1), day, 1),
        (date(2025, 7, 1), day - timedelta(days=1), 0),
        (day + timedelta(days=1), date(2026, 12, 31), 0),
    ):
        shown = figures(Kept(one), Period(first, last), LATER)
        assert shown.tables["received"]["requests"] == number


def test_the_year_before_ends_on_the_last_day_of_february() -> None:
    leap = Period(date(2028, 1, 1), date(2028, 2, 29))

    assert leap.year_before() == Period(date(2027, 1, 1), date(2027, 2, 28))
    assert leap.just_before() == Period(date(2027, 11, 2), date(2027, 12, 31))
    assert [month.month for month in leap.months] == [1, 2]
