"""Lists by how a deadline stands: an index finds those that may stand so, and no others."""

from datetime import date, timedelta
from itertools import product

import pytest

from griffie.api.composition import Store
from griffie.application.register.view import Query
from griffie.domain.law.deadlines import Standing
from griffie.infrastructure.sqlite import register_view


@pytest.mark.in_folder
@pytest.mark.parametrize(
    ("standing", "found"),
    [
        (Standing.OVERDUE, "late (overdue_after<?)"),
        (Standing.DUE_TODAY, "late (overdue_after=?)"),
        (Standing.DUE_SOON, "soon (soon_on<?)"),
        (Standing.SUSPENDED, "waiting (waiting=?)"),
        (Standing.MET, "settled_received (settled=?)"),
        (Standing.ON_TRACK, "unsettled_received"),
    ],
)
def test_a_list_by_standing_reads_those_that_may_stand_so(
    office: Store, standing: Standing, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of twenty thousand open requests twenty may be late: the others are not looked at."""
    datastore, asked = office.datastore, []
    rows = datastore.rows

    def noted(statement: str, parameters: object = ()) -> object:
        asked.append((statement, parameters))
        return rows(statement, parameters)

    monkeypatch.setattr(datastore, "rows", noted)
    office.engine.register.items(Query(deadline=standing, sort="-received_on"), date(2026, 3, 20))

    statement, parameters = asked[-1]
    plan = [one["detail"] for one in rows(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    assert any(one.endswith(f"COVERING INDEX register_by_{found}") for one in plan), plan


def test_few_and_many_are_listed_alike(office: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few are found and put in order, many are read in order: nobody sees which."""
    view, last = office.engine.current(), Query(still_open=True, sort="-due_on", limit=1)
    (newest,) = view.items(last, date(2026, 3, 20))
    due = newest.deadline["due_on"]
    days = [due + timedelta(away) for away in (-40, -14, -7, -1, 0, 1, 40)]
    queries = [
        Query(deadline=standing, sort=sort, limit=200, **more)
        for standing, sort in product(
            Standing, ("due_on", "-due_on", "received_on", "-received_on")
        )
        for more in ({}, {"unclosed": True}, {"handler": newest.handler})
    ]
    few = [view.items(query, day) for day in days for query in queries]
    monkeypatch.setattr(register_view, "_SORTED_AT_MOST", {"ASC": -1, "DESC": -1})

    assert [view.items(query, day) for day in days for query in queries] == few
    assert any(few)
