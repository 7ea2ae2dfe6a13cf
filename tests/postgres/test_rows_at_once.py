"""Every row of a view, of one moment, and never all of them in memory: on a server too."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from griffie.api.composition import Store, open_store
from griffie.application.projections.registry import PROJECTIONS
from griffie.infrastructure.postgres.datastore import PostgresCursor
from griffie.infrastructure.sqlite.views import SQLiteView

ROWS = 2_500
PAGE = 1_000


@pytest.fixture(params=["on a server", "in a folder"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "on a server":
        yield request.getfixturevalue("store")
        return
    opened = open_store(tmp_path / "data")
    yield opened
    opened.engine.close()


@pytest.fixture
def view(either: Store) -> SQLiteView:
    """A view with more rows than two pages hold."""
    return filled(either)


def filled(store: Store) -> SQLiteView:
    made = SQLiteView(store.datastore, PROJECTIONS["trail"], "trail_of_many")
    assert made.merge([row(n) for n in range(1, ROWS + 1)], [], ROWS, after=0)
    return made


def row(position: int) -> dict[str, Any]:
    said = dict.fromkeys(PROJECTIONS["trail"].columns)
    return said | {"position": position, "request_id": f"{position:032x}", "type": "NoteAdded"}


def test_every_row_is_read_once_in_its_order(view: SQLiteView) -> None:
    with view.at_once() as (position, rows):
        assert [one["position"] for one in rows] == [*range(1, ROWS + 1)]
    assert position == ROWS


def test_what_is_written_meanwhile_is_of_another_moment(view: SQLiteView) -> None:
    with view.at_once() as (position, rows):
        first = next(rows)
        assert view.merge([row(ROWS + 1)], [], ROWS + 1, after=ROWS)
        assert [first, *rows] == view.all()[:ROWS]

    assert position == ROWS
    assert view.count() == ROWS + 1


@pytest.mark.parametrize("rows", [0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE])
def test_a_page_that_is_just_full_ends_nothing_too_early(either: Store, rows: int) -> None:
    made = SQLiteView(either.datastore, PROJECTIONS["trail"], "trail_of_some")
    made.merge([row(n) for n in range(1, rows + 1)], [], rows, after=0)

    with made.at_once() as (_, found):
        assert sum(1 for _ in found) == rows


def test_no_answer_of_a_server_is_longer_than_a_page(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a driver keeps the whole of an answer in memory before it gives the first row."""
    view, taken, fetchall = filled(store), list[int](), PostgresCursor.fetchall

    def noted(cursor: PostgresCursor) -> list[Any]:
        rows = fetchall(cursor)
        taken.append(len(rows))
        return rows

    monkeypatch.setattr(PostgresCursor, "fetchall", noted)
    with view.at_once() as (_, rows):
        assert sum(1 for _ in rows) == ROWS

    assert taken == [PAGE, PAGE, ROWS - 2 * PAGE]
